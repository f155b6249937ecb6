"""Import profiles: how one source's files are to be read (as in `examples/receipt_permits/profile.yaml`)."""

import re
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import Field, field_validator

from data.errors import RefusedError, SetupError, error_text
from data.home import PROJECT, Home
from data.ledger import storage
from data.schema.kinds import Column, Kind, fold
from data.settings.yaml_models import Strict, parse

Parts = Annotated[tuple[str, ...], Field(min_length=2)]
Words = Annotated[tuple[str, ...], Field(min_length=1)]
JOINED, FIRST = " + ", " / "
"""What stands between the headers of a column that is made of several."""
BY_PLACE = re.compile(r"#([1-9]\d{0,2})")
"""A header named by its place, as #6: of two that are written alike only one can be meant."""
CODED = ("region", "service", "agency", "obstacle", "indicator", "milestone", "choice", "score", "month", "period")
"""Column types whose cells are words of a known set."""


def place_of(named: str, headers: Sequence[str]) -> int | None:
    """Where the header stands that a profile names, as written or by its place; None when there is none."""
    if at := BY_PLACE.fullmatch(named):
        return int(at[1]) - 1 if int(at[1]) <= len(headers) else None
    return next((i for i, header in enumerate(headers) if fold(header) == fold(named)), None)


class Profile(Strict):
    """What a source's files need beyond the template; every part may be left out."""

    name: str = ""
    sheet: str | None = None
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
            raise ValueError(error_text("zone_unknown")) from error
        return value

    def ours(self, theirs: str) -> tuple[str, ...]:
        """The columns of ours that a header of the file is said to feed."""
        return tuple(ours.strip() for ours in self.mapped[theirs].split(","))

    @property
    def mapped(self) -> Mapping[str, str]:
        """The columns, with those that are made of several headers by the name they get behind the file's own."""
        made = {JOINED.join(parts): ours for ours, parts in self.joined.items()}
        return {**self.columns, **made, **{FIRST.join(parts): ours for ours, parts in self.first_of.items()}}

    @property
    def theirs(self) -> set[str]:
        """The headers of the file that the profile speaks of by their words, folded."""
        parts = (part for made in (self.joined, self.first_of) for listed in made.values() for part in listed)
        words = (*self.columns, *parts, *self.only_rows, *self.skip_rows)
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
    raise SetupError(error_text("profile_missing", name=named))


def load(path: Path, kind: Kind) -> Profile:
    """Parse a profile for one kind; a column it names must exist there (SetupError with the place)."""
    profile = parse(path, Profile)
    known = {name for column in kind.columns for name in (column.header, column.name)}
    mapped = (ours for theirs in profile.columns for ours in profile.ours(theirs))
    for ours in (*mapped, *profile.constants, *profile.values, *profile.joined, *profile.first_of):
        if ours not in known:
            raise SetupError(error_text("profile_column", file=path.name, column=ours, kind=kind.kind))
    _refuse_idle(path, kind, profile)
    return profile


def _refuse_idle(path: Path, kind: Kind, profile: Profile) -> None:
    """An entry that can have no effect is a mistake of whoever wrote it (SetupError names it)."""
    for column in kind.columns:
        names = {column.header, column.name}
        made = [part for part in (profile.joined, profile.first_of) for ours in part if ours in names]
        idle = "values" if column.type not in CODED and names & profile.values.keys() else None
        idle = "joined, first_of" if len(made) > 1 else idle
        if idle:
            raise SetupError(error_text("profile_idle", file=path.name, part=idle, column=column.header))


FOLDER = "profiles"
NAME = re.compile(r"[a-z0-9_-]{1,40}")


def names(home: Home) -> tuple[str, ...]:
    """The home's own profiles by name, then the examples that none of them hides."""
    own = sorted(path.stem for path in (home.root / FOLDER).glob("*.yaml"))
    examples = sorted(path.parent.name for path in (PROJECT / "examples").glob("*/profile.yaml"))
    return tuple(dict.fromkeys([*own, *examples]))


def exists(home: Home, name: str) -> bool:
    """Whether the home has a profile of its own by that name."""
    return (home.root / FOLDER / f"{name}.yaml").exists()


def save(home: Home, name: str, profile: Profile) -> Path:
    """Write the profile as <home>/profiles/NAME.yaml, in place of one of that name.

    Raises RefusedError for a name of other signs than a-z, 0-9, _ and -.
    """
    if not NAME.fullmatch(name):
        raise RefusedError(error_text("profile_name"))
    kept = profile.model_copy(update={"name": name}).model_dump(exclude_defaults=True)
    path = home.root / FOLDER / f"{name}.yaml"
    side = path.with_name(f".{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        side.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n")
        storage.move(side, path)
    except OSError as error:
        raise SetupError(error_text("not_written", place=path.name, reason=error.strerror)) from error
    return path
