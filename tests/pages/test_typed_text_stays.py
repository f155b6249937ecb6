"""What is typed into a field stays where the words around it change: it has a key, and is not known by its label.

A field without one is another field in the other language, and empty. One that stands at a value of the page or of the
ledger may have none: there it follows that value.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).parents[2] / "pages"
FIELDS = {"text_input", "text_area", "date_input", "file_uploader", "checkbox"}


def unkeyed() -> Iterator[str]:
    for path in PAGES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FIELDS:
                named = {keyword.arg for keyword in node.keywords}
                if "key" not in named and "value" not in named and len(node.args) == 1:
                    yield f"{path.relative_to(PAGES)}:{node.lineno}"


def test_a_field_that_stands_at_nothing_has_a_key():
    assert list(unkeyed()) == []
