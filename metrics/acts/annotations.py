"""Annotations: what happened in a month (a new rule, a flood, a new counter), shown on charts and in exports."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from access.identity.scope import Scope
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts
from data.ledger.entries import Entry
from data.settings.places import Places
from metrics.acts import checks

KIND = "annotation"


@dataclass(frozen=True)
class Annotation:
    """What is told of a month ("YYYY-MM"); `indicator` None is every one, `region` None the whole province.

    A `rebase` says that from this month on the process is another one: control limits begin anew.
    """

    month: str
    text: str
    indicator: str | None = None
    region: str | None = None
    rebase: bool = False
    seq: int = 0
    who: str = ""
    when: str = ""


def annotate(home: Home, scope: Scope, who: str, draft: Annotation) -> Annotation:
    """Put an annotation into the ledger; the first thing wrong is a RefusedError, and nothing is written."""
    _check(home, scope, draft)
    checked = replace(draft, text=acts.text("note", draft.text, 300))
    names = ("month", "text", "indicator", "region", "rebase")
    entry = acts.record(home, KIND, who, {name: getattr(checked, name) for name in names})
    return replace(checked, seq=entry.seq, who=entry.who, when=entry.when)


def withdraw(home: Home, scope: Scope, who: str, seq: int, reason: str) -> None:
    """Take an annotation of one's scope back."""
    if not any(note.seq == seq for note in withdrawable(scope, listed(home, scope))):
        raise RefusedError(error_text("annotation_missing", seq=seq))
    acts.withdraw(home, seq, who, reason, KIND)


def listed(home: Home, scope: Scope, indicator: str | None = None, as_of: int | None = None) -> list[Annotation]:
    """Annotations in scope by month: those of the regions seen and of the whole province; of one indicator, or all."""
    standing = [
        Annotation(**entry.what, seq=entry.seq, who=entry.who, when=entry.when)
        for entry in acts.standing(home, KIND, as_of=as_of)
    ]
    seen = [
        note
        for note in standing
        if (note.region is None or scope.sees(note.region)) and indicator in (None, note.indicator or indicator)
    ]
    return sorted(seen, key=lambda note: (note.month, note.seq))


def withdrawable(scope: Scope, notes: Sequence[Annotation]) -> list[Annotation]:
    """Those one may take back: of the regions in scope, and of the whole province for who sees it whole."""
    return [note for note in notes if scope.covers(note.region)]


def _check(home: Home, scope: Scope, draft: Annotation) -> None:
    checks.month(draft.month)
    if draft.indicator is not None:
        checks.indicator(home, draft.indicator)
    checks.region(home, scope, draft.region, or_whole=True)


@dataclass(frozen=True)
class Rebase:
    """A change from a month on ("YYYY-MM"); `indicator` None is every one, `region` a place and all in it."""

    month: str
    indicator: str | None
    region: str | None
    tree: Places

    def concerns(self, indicator: str, place: str | None) -> bool:
        """Whether it is one of the series of an indicator and a place (None for the root)."""
        return self.indicator in (None, indicator) and self.tree.covers(self.region, place)


def rebases_of(listed: Sequence[Entry], tree: Places) -> tuple[Rebase, ...]:
    """The annotations among these entries that say "rebase" and were not withdrawn."""
    gone = {int(entry.what["withdraws"]) for entry in listed if entry.kind == acts.WITHDRAWAL}
    return tuple(
        Rebase(entry.what["month"], entry.what.get("indicator"), entry.what.get("region"), tree)
        for entry in listed
        if entry.kind == KIND and entry.seq not in gone and entry.what.get("rebase")
    )


def rebase_columns(
    rebases: Sequence[Rebase], indicator: str, places: Sequence[str | None], months: Sequence[str]
) -> dict[int, list[int]]:
    """Place by its row → the columns of `months` in which a change begins."""
    columns: dict[int, list[int]] = {}
    for row, place in enumerate(places):
        at = [months.index(one.month) for one in rebases if one.concerns(indicator, place) and one.month in months]
        if at:
            columns[row] = at
    return columns
