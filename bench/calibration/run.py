"""`python -m bench.calibration.run [theme …]`: how often what is printed is true, as tables of docs/calibration.md.

A theme is a module of this package with `report(worlds, seed)`, which yields lines of Markdown.
"""

import argparse
import importlib
import pkgutil

import bench.calibration

TOOLS = {"markdown", "run", "worlds"}


def themes() -> list[str]:
    """The names of all themes."""
    names = {module.name for module in pkgutil.iter_modules(bench.calibration.__path__)}
    return sorted(names - TOOLS)


def main() -> None:
    """The tables of the asked themes, of all without any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("themes", nargs="*", metavar="theme", help=", ".join(themes()))
    parser.add_argument("--worlds", type=int, default=100, help="invented series a cell")
    parser.add_argument("--seed", type=int, default=20261128)
    asked = parser.parse_args()
    if unknown := set(asked.themes) - set(themes()):
        parser.error(f"no such theme: {', '.join(sorted(unknown))}")
    for theme in asked.themes or themes():
        for line in importlib.import_module(f"bench.calibration.{theme}").report(asked.worlds, asked.seed):
            print(line, flush=True)


if __name__ == "__main__":
    main()
