"""The pictures of docs/panduan, from the screens of the last browser tests: `python -m tests.browser.pictures`."""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
SCREENS, KEPT = ROOT / "build" / "screens", ROOT / "docs" / "panduan" / "gambar"
PICTURES = {
    "ringkasan": "ringkasan-1366-light",
    "hambatan": "hambatan-1366-light",
    "wilayah": "wilayah-1366-light",
    "unggah": "unggah-1366-light",
    "temuan": "errand-analyst-findings",
    "buku-besar": "buku-besar-1366-light",
    "target": "target-1366-light",
}
"""Name of the picture → screen; the top of it is shown."""
TOP, WIDTH, COLOURS, LARGEST_BYTES = 760, 860, 56, 60_000


def main() -> None:
    """Cut, shrink and thin out the colours; a picture that is still too large is an error."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, screen in PICTURES.items():
        with Image.open(SCREENS / f"{screen}.png") as whole:
            top = whole.convert("RGB").crop((0, 0, whole.width, min(TOP, whole.height)))
        small = top.resize((WIDTH, top.height * WIDTH // top.width), Image.Resampling.LANCZOS)
        small.quantize(COLOURS, Image.Quantize.MEDIANCUT).save(KEPT / f"{name}.png", optimize=True)
        assert (KEPT / f"{name}.png").stat().st_size <= LARGEST_BYTES, f"{name}.png is too large"


if __name__ == "__main__":
    main()
