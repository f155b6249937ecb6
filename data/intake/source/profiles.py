"""Import profiles: how one source's files are to be read (as in `examples/receipt_permits/profile.yaml`)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from data.errors import error_text
from data.intake.source.profile_parts import Cases, Due, MonthsAcross, Parts, Scale, ServiceByAgency, Unpivot, Words
from data.schema.kinds import Column, fold
from data.settings.yaml_models import Strict

JOINED, FIRST = " + ", " / "
"""What stands between the headers of a column that is made of several."""
BY_PLACE = re.compile(r"#([1-9]\d{0,2})")
"""A header named by its place, as #6: of two that are written alike only one can be meant."""
ALL_SHEETS = "all"
"""For the name of a sheet: all that hold the same headers."""
CODED = ("region", "service", "agency", "obstacle", "indicator", "milestone", "choice", "score", "month", "period")
"""Column types whose cells are words of a known set."""


def place_of(named: str, headers: Sequence[str]) -> int | None:
    """Where the header stands that a profile names, as written or by its place; None when there is none."""
    if at := BY_PLACE.fullmatch(named):
        return int(at[1]) - 1 if int(at[1]) <= len(headers) else None
    return next((i for i, header in enumerate(headers) if fold(header) == fold(named)), None)


def word_key(word: str) -> str:
    """By what a word of a file is looked up: letters and digits only, but a number with its marks.

    1173 and 11.73 are codes of two regions, the one by BPS, the other by Kemendagri.
    """
    return word.strip() if re.fullmatch(r"[\d.,\s]+", word) else fold(word)


class Profile(Strict):
    """What a source's files need beyond the template; every part may be left out."""

    name: str = ""
    kind: str | None = None
    """The only kind of upload it is for; None where it fits several."""
    about: Mapping[Literal["id", "en"], str] = Field(default_factory=dict)
    """What it reads, in a line."""
    source: str = ""
    """Where its headers and words were found, and what was not."""
    sheet: str | None = None
    every_sheet: bool = False
    """All sheets with the same headers; `sheet: all` says it too."""
    header_row: int | None = Field(default=None, ge=1)
    columns: Mapping[str, str] = Field(default_factory=dict)
    """Header in the file → header of the template, or several with commas where one cell tells of several columns."""
    constants: Mapping[str, str] = Field(default_factory=dict)
    """Header of the template → the value of every row, where the file has no such column."""
    values: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    """Header of the template → the file's word → ours."""
    joined: Mapping[str, Parts] = Field(default_factory=dict)
    """Header of the template → headers of the file whose texts are joined, as a date and its time."""
    first_of: Mapping[str, Parts] = Field(default_factory=dict)
    """Header of the template → headers of the file, of which the first that has text counts."""
    blank_words: Mapping[str, Words] = Field(default_factory=dict)
    """Header in the file, or * for all → words that mean a blank."""
    only_rows: Mapping[str, Words] = Field(default_factory=dict)
    """Header in the file → words; rows with another one there are left out."""
    skip_rows: Mapping[str, Words] = Field(default_factory=dict)
    """Header in the file → words; rows with one of them there are left out."""
    months_across: MonthsAcross | None = None
    """Months stand side by side as headers; a recap or figures are recognised so without it, too."""
    unpivot: tuple[Unpivot, ...] = ()
    """Columns of the file that are to be rows."""
    cases: Cases | None = None
    """Rows are events of a case, or answers of a respondent."""
    due: Due | None = None
    """The due day, where the file gives it as days."""
    service_by_agency: ServiceByAgency | None = None
    """Services whose names several agencies use."""
    scale: Scale | None = None
    """The scale of a survey's answers, where it is not 1 to 4."""
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[",", "."] | None = None
    """Both are decided from the file when they are not given."""
    letters: Literal["worst_first", "best_first"] | None = None
    """Whether the A of a survey's answers A to D is the worst or the best; never guessed."""
    time_zone: str = "Asia/Jakarta"

    @model_validator(mode="before")
    @classmethod
    def _all_sheets(cls, values: Any) -> Any:
        if isinstance(values, dict) and values.get("sheet") == ALL_SHEETS and "every_sheet" not in values:
            return {**values, "sheet": None, "every_sheet": True}
        return values

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(error_text("zone_unknown")) from error
        return value

    def ours(self, theirs: str) -> tuple[str, ...]:
        """The columns of ours that a header of the file is said to feed."""
        return tuple(ours.strip() for ours in self.mapped[theirs].split(","))

    @property
    def mapped(self) -> Mapping[str, str]:
        """The columns, with those that are made of several headers by the name they get behind the file's own."""
        made: dict[str, str] = {}
        for mark, listed in ((JOINED, self.joined), (FIRST, self.first_of)):
            for ours, parts in listed.items():
                name = mark.join(parts)
                made[name] = f"{made[name]}, {ours}" if name in made else ours
        made |= {name: ours for name, (ours, _) in self.cases.made.items()} if self.cases else {}
        made |= {self.service_by_agency.name: "service_code"} if self.service_by_agency else {}
        made |= {unpivot.column_name: unpivot.column for unpivot in self.unpivot[:1]}
        return {**self.columns, **made, **{unpivot.value_name: unpivot.value for unpivot in self.unpivot}}

    @property
    def theirs(self) -> set[str]:
        """The headers of the file that the profile speaks of by their words, folded."""
        parts = (part for made in (self.joined, self.first_of) for listed in made.values() for part in listed)
        turned = (header for unpivot in self.unpivot for header in unpivot.headers)
        beside = [self.cases.event, self.cases.value] if self.cases else []
        if self.service_by_agency:
            beside += [self.service_by_agency.service, self.service_by_agency.agency]
        words = (*self.columns, *parts, *turned, *beside, *self.only_rows, *self.skip_rows)
        return {fold(word) for word in words if not BY_PLACE.fullmatch(word)}

    def feeding(self, theirs: str, column: Column) -> "Profile":
        """The same profile, but that this header of the file feeds the column, beside what else it feeds."""
        fed = {
            header: tuple(ours for ours in self.ours(header) if ours not in (column.header, column.name))
            for header in self.columns
        }
        at = next((header for header in fed if fold(header) == fold(theirs)), theirs)
        fed[at] = (*fed.get(at, ()), column.header)
        columns = {header: ", ".join(ours) for header, ours in fed.items() if ours}
        own = (column.header, column.name)
        made = {
            name: {ours: parts for ours, parts in getattr(self, name).items() if ours not in own}
            for name in ("joined", "first_of")
        }
        return self.model_copy(update={"columns": columns, **made})

    def value_map(self, header: str, name: str) -> Mapping[str, str]:
        """Folded word of the file → our word, for one column."""
        words = {**self.values.get(name, {}), **self.values.get(header, {})}
        return {word_key(theirs): ours for theirs, ours in words.items()}


PLAIN = Profile()
