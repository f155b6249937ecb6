"""What was found in a file: place, finding, remedy. Never the value of a cell."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from data.schema.kinds import Severity
from text import formats
from text.words import Language, say


@dataclass(frozen=True)
class Problem:
    """One finding: the row as the spreadsheet counts it (None for the whole file), our column header, the rule."""

    row: int | None
    column: str | None
    rule: str
    severity: Severity = "error"
    detail: Mapping[str, Any] = field(default_factory=dict)

    def finding(self, language: str = "id") -> str:
        """What was found and how to mend it, without the place."""
        shown = dict(self.detail)
        if "period" in shown:
            shown["period"] = formats.period(shown["period"], cast(Language, language))
        if "kind" in shown:
            shown["kind"] = say(f"templates.kind_{shown['kind']}", language)
        text = say(f"problem.{self.rule}", language, **shown)
        if self.rule.endswith("_unknown") and "nearest" in shown:
            text = f"{text} {say('problem_place.nearest', language, nearest=shown['nearest'])}"
        return text

    def message(self, language: str = "id") -> str:
        """Place, finding and remedy in one line."""
        text = self.finding(language)
        if self.row is None:
            return text
        key = "problem_place.cell" if self.column else "problem_place.row"
        place = say(key, language, row=self.row, column=self.column)
        return f"{place}: {text}"

    def as_dict(self, language: str = "id") -> dict[str, Any]:
        """The shape of the contract (design §9)."""
        return {
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message(language),
        }

    def detail_json(self) -> str:
        """The facts of the message as they are kept in the ledger."""
        return json.dumps(dict(self.detail), ensure_ascii=False, sort_keys=True)
