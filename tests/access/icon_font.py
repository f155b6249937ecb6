"""Cuts Material Symbols down to the icons that are drawn: `python -m tests.access.icon_font`.

Needs fonttools and brotli (`.venv/bin/python -m pip install fonttools brotli`), which nothing else does. Run it when
`test_every_icon_that_is_drawn_is_in_the_font` fails: after an update of Streamlit, or for a new icon of a page.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import streamlit

from access.delivery.static_files import ICONS

ROOT = Path(__file__).resolve().parents[2]
STATIC = Path(streamlit.__file__).parent / "static" / "static"
LIST = ICONS.with_suffix(".txt")
NO_ICON = frozenset({"star_filled"})
"""What Streamlit names like an icon and the font never had."""
NAMED = re.compile(r":material/([a-z0-9_]+):")


def drawn() -> set[str]:
    """The icons that Streamlit's program and our pages name."""
    files = [*(STATIC / "js").glob("*.js"), *(ROOT / "pages").rglob("*.py")]
    return {name for file in files for name in NAMED.findall(file.read_text(encoding="utf-8"))} - NO_ICON


def cut() -> None:
    """Write the font and the list of what is in it."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(next((STATIC / "media").glob("MaterialSymbols-Rounded.*.woff2")))
    glyphs = dict(_ligatures(font))
    names = drawn()
    options = subset.Options(flavor="woff2", layout_closure=False, layout_features=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=[glyphs[name] for name in names], text="abcdefghijklmnopqrstuvwxyz0123456789_")
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(ICONS)
    LIST.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")


def _ligatures(font) -> Iterator[tuple[str, str]]:
    """The word of every icon, and its glyph."""
    letters = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items()) if code < 128}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            found = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, ligatures in found.items():
                for one in ligatures:
                    parts = [letters.get(glyph, "") for glyph in (first, *one.Component)]
                    yield "".join(parts), one.LigGlyph


if __name__ == "__main__":
    cut()
