"""The outcome of one check of the doctor, and how it is told."""

from dataclasses import dataclass
from typing import Literal

from data.errors import ErrorText, error_text

State = Literal["ok", "note", "warn", "fail"]
"""A note tells what a home does not have yet; it is no fault of it."""


@dataclass(frozen=True)
class Line:
    """The outcome of one check: `finding` is a text of `doctor`, the remedy the same key with `_do` behind it."""

    check: str
    state: State
    finding: ErrorText

    def remedy(self, language: str) -> str | None:
        """What is to be done; None when nothing is."""
        if self.state == "ok":
            return None
        name = self.finding.key.removeprefix("doctor.")
        params = dict(self.finding.params)
        key = f"doctor.{name}_do" if self.finding.key.startswith("doctor.") else "doctor.error_do"
        return ErrorText(key, tuple(params.items())).message(language)

    def as_dict(self, language: str) -> dict[str, str | None]:
        """The line for a machine."""
        finding = self.finding.message(language)
        return {"check": self.check, "state": self.state, "finding": finding, "remedy": self.remedy(language)}


def checked(check: str, state: State, finding: str, **params: object) -> Line:
    """The line of a check, by the key of its finding in the texts of the doctor."""
    return Line(check, state, error_text(f"doctor.{finding}", **params))
