"""`targets.schema.json`: what editors check and complete while an official writes `targets.yaml`.

`python -m metrics.targets.json_schema` writes it anew from the very models that read the file; a test compares the two.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from data.home import PROJECT
from metrics.targets.goals import Goal

FILE = PROJECT / "targets.schema.json"
COMMAND = ".venv/bin/python -m metrics.targets.json_schema"


def text() -> str:
    """The JSON Schema (2020-12) of the whole file: indicator → list of goals."""
    schema: dict[str, Any] = TypeAdapter(dict[str, list[Goal]]).json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Target kinerja (targets.yaml)",
        "description": "Satu bagian per indikator, satu butir per target. Penjelasan: docs/target.md.",
        "propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"},
    }
    return json.dumps(head | _plain(schema), ensure_ascii=False, indent=1) + "\n"


def _plain(node: Any) -> Any:
    """Without the titles and nulls that pydantic adds: a key that is not needed is left out, never written as null."""
    if isinstance(node, list):
        return [_plain(part) for part in node]
    if not isinstance(node, dict):
        return node
    ours = {"title", "description"} if "properties" in node else {"title"}  # docstrings are for those who read code
    kept = {key: _plain(part) for key, part in node.items() if not (key in ours and isinstance(part, str))}
    if kept.get("default", ...) is None:
        del kept["default"]
    options = [option for option in kept.pop("anyOf", ()) if option != {"type": "null"}]
    return kept | (options[0] if len(options) == 1 else {"anyOf": options} if options else {})


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8", newline="\n")
