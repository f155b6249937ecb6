"""What a file may hold: the columns of each kind of upload, declared once in `data/columns/*.yaml`."""

import functools
import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError

from data.errors import SetupError, told
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
    province: bool = False
    """A region column that may also name the whole province."""
    free_text: bool = False
    """Anything may be written here, so names and addresses are looked for too."""
    choices: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    about: Mapping[Literal["id", "en"], str]
    example: str = ""

    @property
    def refuses_unreadable(self) -> bool:
        """Whether an unreadable cell refuses its row (else it is left empty, with a warning)."""
        return self.required or self.decisive

    @property
    def known_headers(self) -> tuple[str, ...]:
        """Every folded header by which a file may name this column."""
        return tuple(fold(name) for name in (self.header, self.name, *self.aliases))


class Kind(Strict):
    """One kind of upload: what a row is, which columns identify it, and all of its columns."""

    kind: str
    one_row: Mapping[Literal["id", "en"], str]
    key: tuple[str, ...]
    """What names a record; a newer entry replaces all rows of the same key."""
    several_rows: bool = False
    """Several rows may share a key: they are replaced together, and only equal rows are one too many."""
    any_of: tuple[str, ...] = ()
    """Columns of which a file must hold at least one."""
    columns: tuple[Column, ...]

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


def names() -> tuple[str, ...]:
    """The kinds of upload this version takes."""
    return tuple(sorted(path.stem for path in COLUMNS_DIR.glob("*.yaml") if path.stem != "common"))


@functools.cache
def kind(name: str) -> Kind:
    """The declaration of one kind.

    Raises SetupError for an unknown kind or a declaration that does not hold together.
    """
    if name not in names():
        raise SetupError(told("kind_unknown", name=name, known=", ".join(names())))
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
