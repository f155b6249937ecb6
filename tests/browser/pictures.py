"""The pictures of README.md and docs/panduan, from the screens of the last browser tests.

`python -m tests.browser.pictures` makes them all; with names (`readme`), only these.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
SCREENS, DOCS = ROOT / "build" / "screens", ROOT / "docs"


@dataclass(frozen=True)
class Picture:
    """What becomes of the top of a screen: a PNG of that width (pixels), of few colours, and not too large (bytes)."""

    screen: str
    file: str
    top: int = 760
    width: int = 860
    colours: int = 56
    largest: int = 60_000


PICTURES = {
    "readme": Picture("ringkasan-1366-light", "ringkasan.png", 1470, 1100, 256, 250_000),
    "ringkasan": Picture("ringkasan-1366-light", "panduan/gambar/ringkasan.png", largest=80_000),
    "hambatan": Picture("hambatan-1366-light", "panduan/gambar/hambatan.png"),
    "wilayah": Picture("wilayah-1366-light", "panduan/gambar/wilayah.png"),
    "unggah": Picture("unggah-1366-light", "panduan/gambar/unggah.png"),
    "temuan": Picture("errand-analyst-findings", "panduan/gambar/temuan.png"),
    "buku-besar": Picture("buku-besar-1366-light", "panduan/gambar/buku-besar.png"),
    "target": Picture("target-1366-light", "panduan/gambar/target.png"),
}


def main(names: Sequence[str]) -> None:
    """Cut, shrink and thin out the colours; a picture that is still too large is an error."""
    for picture in (PICTURES[name] for name in names or PICTURES):
        file = DOCS / picture.file
        file.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(SCREENS / f"{picture.screen}.png") as screen:
            top = screen.convert("RGB").crop((0, 0, screen.width, min(picture.top, screen.height)))
        small = top.resize((picture.width, top.height * picture.width // top.width), Image.Resampling.LANCZOS)
        small.quantize(picture.colours, Image.Quantize.MEDIANCUT).save(file, optimize=True)
        assert file.stat().st_size <= picture.largest, f"{picture.file} is too large"


if __name__ == "__main__":
    main(sys.argv[1:])
