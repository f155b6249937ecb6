"""Import profiles: how one source's files are to be read (as in `examples/receipt_permits/profile.yaml`)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from data.errors import SetupError, told
from data.home import PROJECT, Home
from data.kinds import Kind, fold
from data.yaml_models import Strict, parse


class Profile(Strict):
    """What a source's files need beyond the template; every part may be left out."""

    name: str = ""
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)
    columns: Mapping[str, str] = Field(default_factory=dict)
    """Header in the file → header of the template."""
    constants: Mapping[str, str] = Field(default_factory=dict)
    """Header of the template → the value of every row, where the file has no such column."""
    values: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    """Header of the template → the file's word → ours."""
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[",", "."] | None = None
    """Both are decided from the file when they are not given."""
    time_zone: str = "Asia/Jakarta"

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(told("zone_unknown")) from error
        return value

    def value_map(self, header: str, name: str) -> Mapping[str, str]:
        """Folded word of the file → our word, for one column."""
        words = {**self.values.get(name, {}), **self.values.get(header, {})}
        return {fold(theirs): ours for theirs, ours in words.items()}


PLAIN = Profile()


def find(home: Home, named: str) -> Path:
    """The profile file meant by `--profile`: a path, or the name of one in the home or among the examples."""
    candidates = [
        Path(named),
        home.root / named,
        home.root / "profiles" / f"{named}.yaml",
        home.root / f"{named}.yaml",
        PROJECT / "examples" / named / "profile.yaml",
    ]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise SetupError(told("profile_missing", name=named))


def load(path: Path, kind: Kind) -> Profile:
    """Parse a profile for one kind; a column it names must exist there (SetupError with the place)."""
    profile = parse(path, Profile)
    known = {name for column in kind.columns for name in (column.header, column.name)}
    for ours in (*profile.columns.values(), *profile.constants, *profile.values):
        if ours not in known:
            raise SetupError(told("profile_column", file=path.name, column=ours, kind=kind.kind))
    return profile
