"""The house as a tree in CONTRIBUTING.md: every folder with the first sentence of its `__init__.py`.

`python -m tests.house_tree` (or `make docs`) writes the tree anew; `test_house_tree.py` compares.
"""

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
FENCE = re.compile(r"(?<=<!-- tree, written by `make docs` -->\n\n```\n).*?(?=^```$)", re.S | re.M)
WIDTH = 118
WITHOUT_PYTHON = {
    ".ci": "What a bare machine needs, then `make test`.",
    ".streamlit": "How the server runs and how the pages look.",
    "data/columns": "One declaration for each kind of file: its columns, words, keys.",
    "data/national": "The national tables that a new home is made of, with their sources.",
    "data/profiles": "Import profiles of the commonest sources, with where their headers were found.",
    "data/reference": "Regions, services, calendar, obstacles: the tables a home may replace.",
    "deploy": "Installation on Debian and Ubuntu: script, systemd, nginx, container.",
    "docs": "Glossary, decisions, guides for each role, and what `make docs` writes.",
    "examples": "Homes to copy: foreign files read through an import profile.",
    "metrics/streams": "What is counted and in which month, one SQL file each.",
    "reports/fonts": "Source Sans 3, so that paper looks the same on every machine.",
    "tests": "One folder for each part of the house; `spec/` draws an example of every indicator.",
}
"""Folders that hold no package, with their sentence."""
NOT_ENTERED = {"tests", "docs", "examples", "bench", "deploy"}
"""Folders whose inside is not listed."""


def folders(root: Path = ROOT) -> Iterator[str]:
    """Every folder of the house that `.gitignore` does not leave out, in the order of the tree."""
    ignored = set((ROOT / ".gitignore").read_text(encoding="utf-8").split()) | {".git/"}
    for path in sorted(path for path in root.iterdir() if path.is_dir()):
        name = path.relative_to(ROOT).as_posix()
        if ignored.isdisjoint({f"{path.name}/", f"{name}/"}):
            yield name
            yield from () if name in NOT_ENTERED else folders(path)


def sentence(module: Path) -> str:
    """The first line of a module's docstring, empty where there is none."""
    return (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def sentences() -> dict[str, str]:
    """Folder → what it is, from its package or from the list above."""
    packages = {name: ROOT / name / "__init__.py" for name in folders()}
    return {
        name: WITHOUT_PYTHON.get(name) or (sentence(path) if path.exists() else "") for name, path in packages.items()
    }


def tree() -> str:
    """The two doors, then every folder, one line each."""
    doors = [(f"{name}.py", sentence(ROOT / f"{name}.py")) for name in ("app", "cli")]
    rooms = [(f"{'  ' * name.count('/')}{name.split('/')[-1]}/", said) for name, said in sentences().items()]
    return "".join(f"{line(name, said)}\n" for name, said in [*doors, *rooms])


def line(name: str, said: str) -> str:
    """A name and its sentence, which goes on below itself where the page ends."""
    return textwrap.fill(said, WIDTH, initial_indent=f"{name:20}", subsequent_indent=" " * 20)


def render(written: str) -> str:
    """CONTRIBUTING.md with the tree made anew."""
    return FENCE.sub(lambda _: tree(), written)


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
