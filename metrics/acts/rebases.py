"""Recorded changes: the months from which a process is another one, so that its control limits begin anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.ledger import acts
from data.ledger.entries import Entry
from metrics.acts.annotations import KIND


@dataclass(frozen=True)
class Rebase:
    """A change from a month on ("YYYY-MM"); `indicator` None is every one, `region` None the province and all in it."""

    month: str
    indicator: str | None
    region: str | None

    def concerns(self, indicator: str, place: str | None) -> bool:
        """Whether it is one of the series of an indicator and a place (None for the province)."""
        return self.indicator in (None, indicator) and self.region in (None, place)


def of(listed: Sequence[Entry]) -> tuple[Rebase, ...]:
    """The annotations among these entries that say "rebase" and were not withdrawn."""
    gone = {int(entry.what["withdraws"]) for entry in listed if entry.kind == acts.WITHDRAWAL}
    return tuple(
        Rebase(entry.what["month"], entry.what.get("indicator"), entry.what.get("region"))
        for entry in listed
        if entry.kind == KIND and entry.seq not in gone and entry.what.get("rebase")
    )


def columns(
    rebases: Sequence[Rebase], indicator: str, places: Sequence[str | None], months: Sequence[str]
) -> dict[int, list[int]]:
    """Place by its row → the columns of `months` in which a change begins."""
    found: dict[int, list[int]] = {}
    for row, place in enumerate(places):
        at = [months.index(one.month) for one in rebases if one.concerns(indicator, place) and one.month in months]
        if at:
            found[row] = at
    return found
