"""`python -m bench.calibration.run [theme …]`: how often what is printed is true, as tables of docs/calibration.md.

A theme is a module of this package with `report(worlds, seed)`, which yields lines of Markdown. With --write they take
the place of those in the document, of as many worlds as it says there.
"""

import argparse
import importlib
import pkgutil

import bench.calibration
from bench.calibration import document

TOOLS = {"document", "markdown", "run", "worlds"}


def themes() -> list[str]:
    """The names of all themes."""
    names = {module.name for module in pkgutil.iter_modules(bench.calibration.__path__)}
    return sorted(names - TOOLS)


def main() -> None:
    """The tables of the asked themes, of all without any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("themes", nargs="*", metavar="theme", help=", ".join(themes()))
    parser.add_argument("--worlds", type=int, help="invented series a cell; by default as many as the document says")
    parser.add_argument("--write", action="store_true", help=f"renew the tables of {document.DOCUMENT}")
    parser.add_argument("--seed", type=int, default=20261128)
    asked = parser.parse_args()
    if asked.write and asked.worlds:
        parser.error("--write takes the document's own number of worlds")
    if unknown := set(asked.themes) - set(themes()):
        parser.error(f"no such theme: {', '.join(sorted(unknown))}")
    text = document.DOCUMENT.read_text(encoding="utf-8")
    for theme in asked.themes or themes():
        number = asked.worlds or document.worlds(text)[theme]
        lines = []
        for line in importlib.import_module(f"bench.calibration.{theme}").report(number, asked.seed):
            print(line, flush=True)
            lines.append(line)
        if asked.write:
            text = document.renewed(text, theme, lines)
            document.DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
