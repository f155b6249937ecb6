"""What a file may hold: the columns of each kind of upload, declared once in `data/columns/*.yaml`."""

import functools
import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from data.errors import SetupError, error_text
from data.home import SHIPPED
from data.settings import yaml_reader
from data.settings.yaml_models import Strict, refusal

COLUMNS_DIR = SHIPPED / "columns"

ColumnType = Literal[
    "text",
    "region",
    "service",
    "agency",
    "obstacle",
    "indicator",
    "milestone",
    "choice",
    "moment",
    "date",
    "day_or_month",
    "month",
    "period",
    "count",
    "number",
    "money",
    "score",
]

Severity = Literal["error", "warning"]
Lookup = Literal["held_applications", "path_clashes", "service_agencies"]
"""Tables that a row may be joined with when it is read (`data.intake.values.typed_rows`)."""


class Column(Strict):
    """One column: its header in files, its name in code, and what its cells may hold."""

    header: str
    name: str
    type: ColumnType
    required: bool = False
    """A blank cell refuses the row, an absent column refuses the file."""
    decisive: bool = False
    """May be blank; but a cell that cannot be read refuses the row, since a figure would silently change."""
    aliases: tuple[str, ...] = ()
    fallback_aliases: tuple[str, ...] = ()
    """Headers taken only where the file has none of the others, which they do not contradict."""
    province: bool = False
    """A region column that may also name the whole province."""
    free_text: bool = False
    """Anything may be written here, so names and addresses are looked for too."""
    seconds: bool = False
    """A moment that keeps its seconds; any other is cut to the minute."""
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    about: Mapping[Literal["id", "en"], str]
    example: str = ""

    @property
    def refuses_unreadable(self) -> bool:
        """Whether an unreadable cell refuses its row (else it is left empty, with a warning)."""
        return self.required or self.decisive

    @property
    def is_number(self) -> bool:
        """Whether it holds the number of a record or document, as any text that must be there and is no free text."""
        return self.type == "text" and self.required and not self.free_text

    @property
    def known_headers(self) -> tuple[str, ...]:
        """Every folded header by which a file may name this column."""
        return tuple(fold(name) for name in (self.header, self.name, *self.aliases, *self.fallback_aliases))


class RowRule(Strict):
    """A condition in SQL under which a row is refused or doubted; its words stand in `text/problems.*.yaml`."""

    name: str
    column: str
    severity: Severity = "error"
    condition: str


class Reports(Strict):
    """By which of its records an upload reports a month: the month columns of the facts, and the rows that count."""

    months: tuple[str, ...]
    where: str = "true"


class Kind(Strict):
    """One kind of upload: what a row is, what identifies it, its columns, its months and its rules.

    Conditions are SQL over the typed columns, with `<name>__raw` for the text of a cell that holds something.
    """

    kind: str
    order: int = 99
    """Its place where kinds are listed."""
    one_row: Mapping[Literal["id", "en"], str]
    key: tuple[str, ...]
    """What names a record; a newer entry replaces all rows of the same key."""
    several_rows: bool = False
    """Several rows may share a key: they are replaced together, and only equal rows are one too many."""
    any_of: tuple[str, ...] = ()
    """Columns of which a file must hold at least one."""
    columns: tuple[Column, ...]
    counts_in: tuple[str, ...] = ()
    """SQL over the facts for the months in which a record may count; none when it touches no figure of a month."""
    open_while: str = "false"
    """SQL over the facts for a record that goes on counting in every later month."""
    reports: Reports | None = None
    """By what a region counts as having reported; None where these records are no report of a month."""
    span: tuple[str, str] | None = None
    """From when to when a row is alive: a case received earlier and still open belongs to a later month's file too."""
    month_of: str | None = None
    """The column whose month a record belongs to, where a usual number of rows a month can be expected."""
    dated_by: tuple[str, ...] = ()
    """The columns that tell which months (or periods) a file touches."""
    happened: tuple[str, ...] = ()
    """Columns that tell what has happened: they cannot lie after the moment of loading."""
    inferred: Mapping[str, str] = Field(default_factory=dict)
    """Column → SQL for its value where that follows from other cells."""
    joined: Mapping[Lookup, tuple[str, ...]] = Field(default_factory=dict)
    """A table made of what the home holds → the columns by which a row finds its own row there."""
    beside: Mapping[str, str] = Field(default_factory=dict)
    """Name → SQL of what the joined tables tell and rules speak of."""
    rules: tuple[RowRule, ...] = ()

    @model_validator(mode="after")
    def _names_its_own_columns(self) -> "Kind":
        declared = {column.name for column in self.columns}
        spoken_of = {*self.key, *self.any_of, *(self.span or ()), *self.dated_by, *self.happened, *self.inferred}
        spoken_of |= {rule.column for rule in self.rules} | ({self.month_of} if self.month_of else set())
        if unknown := sorted(spoken_of - declared):
            raise ValueError(error_text("kind_column", kind=self.kind, columns=", ".join(unknown)))
        return self

    @property
    def is_numbered(self) -> bool:
        """Whether each record has a number of its own in its region."""
        return not self.several_rows and self.column(self.key[-1]).type == "text"

    def column(self, name: str) -> Column:
        """The column of that code name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers as a template writes them."""
        return tuple(column.header for column in self.columns)


def fold(text: str) -> str:
    """Letters and digits only, in lower case: `No. Registrasi` and `no_registrasi` are the same name."""
    return re.sub(r"[^0-9a-z]+", "", text.lower())


@functools.cache
def names() -> tuple[str, ...]:
    """The kinds of upload this version takes, by name."""
    return tuple(sorted(path.stem for path in COLUMNS_DIR.glob("*.yaml") if path.stem != "common"))


def listed() -> tuple[str, ...]:
    """The kinds in the order in which offices start with them."""
    return tuple(sorted(names(), key=lambda name: (kind(name).order, name)))


@functools.cache
def structure() -> str:
    """Names and types of all columns and the months they count in: records are derived anew when it changes."""
    kinds = (kind(name) for name in names())
    return repr(
        [(k.kind, k.key, k.counts_in, k.open_while, k.reports, [(c.name, c.type) for c in k.columns]) for k in kinds]
    )


@functools.cache
def kind(name: str) -> Kind:
    """The declaration of one kind.

    Raises SetupError for an unknown kind or a declaration that does not hold together.
    """
    if name not in names():
        raise SetupError(error_text("kind_unknown", name=name, known=", ".join(names())))
    path = COLUMNS_DIR / f"{name}.yaml"
    try:
        return Kind.model_validate(_with_common_columns(yaml_reader.load(path)))
    except ValidationError as error:
        raise refusal(path, error.errors()[0]) from error


def _with_common_columns(declared: Any) -> dict[str, Any]:
    common: Any = yaml_reader.load(COLUMNS_DIR / "common.yaml")
    columns = []
    for column in declared["columns"]:
        if "use" in column:
            own = {key: value for key, value in column.items() if key != "use"}
            columns.append({"name": column["use"], **common[column["use"]], **own})
        else:
            columns.append(column)
    return {**declared, "columns": columns}
