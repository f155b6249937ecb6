"""Whether every part of a profile can have an effect on files of a kind: one that cannot is its writer's mistake."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from data.errors import SetupError, error_text
from data.intake.source.profiles import CODED, Profile
from data.schema.kinds import Column, Kind

MEASURES = ("count", "number", "score", "money")


def check(path: Path, kind: Kind, profile: Profile) -> None:
    """Refuse (SetupError with place, finding and remedy) a column that the kind lacks, and a part without effect."""
    known = {name for column in kind.columns for name in (column.header, column.name)}
    for ours in _named(profile):
        if ours not in known:
            raise SetupError(error_text("profile_column", file=path.name, column=ours, kind=kind.kind))
    for part, name in _idle(kind, profile):
        raise SetupError(error_text("profile_idle", file=path.name, part=part, column=name))


def _named(profile: Profile) -> Iterator[str]:
    """Every column of the template that a profile speaks of."""
    yield from (ours for theirs in profile.mapped for ours in profile.ours(theirs))
    yield from (*profile.constants, *profile.values)
    if profile.months_across and profile.months_across.value:
        yield profile.months_across.value
    if profile.due:
        yield profile.due.after


def _idle(kind: Kind, profile: Profile) -> Iterator[tuple[str, str]]:
    """Each part that can have no effect, with the column it speaks of."""
    for column in kind.columns:
        names = {column.header, column.name}
        if len(_made(profile, names)) > 1:
            yield ", ".join(dict.fromkeys(_made(profile, names))), column.header
        if column.type not in CODED and names & profile.values.keys():
            yield "values", column.header
    if profile.scale and (profile.scale.is_usual or not any(column.type == "score" for column in kind.columns)):
        yield "scale", "persyaratan"
    if profile.scale and profile.letters:
        yield "letters", "persyaratan"
    yield from _idle_turns(kind, profile)
    yield from _idle_whole(kind, profile)


def _idle_whole(kind: Kind, profile: Profile) -> Iterator[tuple[str, str]]:
    """Parts that a kind cannot have: cases without numbers, a due day of what is never due, names of no services."""
    names = {name for column in kind.columns for name in (column.header, column.name)}
    if profile.sheet and profile.every_sheet:
        yield "every_sheet", profile.sheet
    if profile.cases and (not kind.is_numbered or not profile.cases.made):
        yield "cases", profile.cases.event
    if profile.due and ("due_on" not in names or _column(kind, profile.due.after).type != "moment"):
        yield "due", profile.due.after
    if profile.service_by_agency and "service_code" not in names:
        yield "service_by_agency", profile.service_by_agency.service


def _made(profile: Profile, names: set[str]) -> Sequence[str]:
    """The parts of a profile that make this column out of others."""
    made = [part for part in ("joined", "first_of") for ours in getattr(profile, part) if ours in names]
    made += ["cases" for ours, _ in (profile.cases.made.values() if profile.cases else ()) if ours in names]
    made += ["service_by_agency"] * bool(profile.service_by_agency and "service_code" in names)
    made += ["unpivot" for unpivot in profile.unpivot[:1] if unpivot.column in names]
    return made + ["unpivot" for unpivot in profile.unpivot if unpivot.value in names]


def _idle_turns(kind: Kind, profile: Profile) -> Iterator[tuple[str, str]]:
    """What cannot be turned: headers of two columns at once, and months of a kind that has none."""
    first = next(iter(profile.unpivot), None)
    for unpivot in profile.unpivot:
        if first and _column(kind, unpivot.column) != _column(kind, first.column):
            yield "unpivot", unpivot.column
    if profile.months_across is None:
        return
    value = profile.months_across.value
    if profile.unpivot or not any(column.type in ("month", "period") for column in kind.columns):
        yield "months_across", value or "bulan"
    elif value and _column(kind, value).type not in MEASURES:
        yield "months_across", value


def _column(kind: Kind, name: str) -> Column:
    return next(column for column in kind.columns if name in (column.header, column.name))
