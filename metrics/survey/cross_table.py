"""The satisfaction survey by who answered and where: unsur × group, without what would tell of single persons.

Of every unsur the whole's mean stands elsewhere; so in each column as many groups are hidden as it takes that none
comes back by subtraction (`metrics.survey.disclosure_control`). A group whose respondents are hidden is not even named.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.periods import Period
from metrics.survey import index as satisfaction
from metrics.survey.disclosure_control import SUPPRESSED, Suppressed, cross_table
from metrics.survey.index import UNSUR

COLUMN_OF: Mapping[str, str] = {
    "sex": "sex",
    "age_group": "age_group",
    "education": "education",
    "occupation": "occupation",
    "agency": "agency_code",
    "service": "service_code",
    "channel": "channel",
}
"""By what it can be crossed → the column of the stream."""
OF_PERSONS = ("sex", "age_group", "education", "occupation")
SEX: Mapping[str, str] = {
    **dict.fromkeys(("l", "lk", "laki-laki", "laki laki", "pria", "male", "m"), "male"),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "female", "f"), "female"),
}
UNKNOWN = "-"
"""The group of those who did not say."""

Mean = float | Suppressed | None


@dataclass(frozen=True)
class Tally:
    """What one group answered: respondents, and of each unsur how many answers and the sum of their scores."""

    respondents: int
    answers: Mapping[str, int]
    totals: Mapping[str, float]


@dataclass(frozen=True)
class Group:
    """A group that may be told: its code, respondents, the mean 1-4 of each unsur (None: nobody answered it), and the
    index 25-100, which is hidden with any of its means.
    """

    code: str
    respondents: int
    means: Mapping[str, Mean]
    index: Mean


@dataclass(frozen=True)
class Crossed:
    """The groups that may be told, most respondents first, and whether there are others that may not."""

    by: str
    groups: tuple[Group, ...]
    has_hidden: bool

    @property
    def told(self) -> frozenset[str]:
        """The groups whose index stands open."""
        return frozenset(group.code for group in self.groups if group.index != SUPPRESSED)


def cross(reader: Reader, period: str, region: str | None, by: str) -> Crossed:
    """The survey of a period and region (None: the province) by one of COLUMN_OF; RefusedError out of scope."""
    column = COLUMN_OF[by]
    sums = {"respondents": "sum(n)"}
    for unsur in UNSUR:
        sums |= {f"{unsur}_n": f"count({unsur})", f"{unsur}_sum": f"coalesce(sum({unsur}), 0)"}
    sums_of = reader.grouped("responses", [column], sums, Slice((Period(period),), region, None))
    rows: Any = sums_of.to_dict("records")
    return of(by, [_tally(row, column) for row in rows])


def of(by: str, tallies: Sequence[tuple[str, Tally]]) -> Crossed:
    """The table of these groups as written; one group in several spellings has that of most respondents."""
    grouped: dict[str, list[tuple[str, Tally]]] = defaultdict(list)
    for written, tally in tallies:
        grouped[_key(written, by)].append((written, tally))
    codes = [_code(grouped[key], key, by) for key in sorted(grouped)]
    groups = [_together([tally for _, tally in grouped[key]]) for key in sorted(grouped)]
    respondents = _open([group.respondents for group in groups])
    answers = {unsur: _open([group.answers[unsur] for group in groups]) for unsur in UNSUR}
    shown = [
        _group(codes[i], groups[i], {unsur: answers[unsur][i] for unsur in UNSUR})
        for i, is_open in enumerate(respondents)
        if is_open
    ]
    return Crossed(by, tuple(sorted(shown, key=lambda group: -group.respondents)), len(shown) < len(codes))


def _open(column: Sequence[int]) -> list[bool]:
    """Which numbers of one column may be told beside its total."""
    return [row[0] != SUPPRESSED for row in cross_table([[number] for number in column]).cells]


def _group(code: str, tally: Tally, is_open: Mapping[str, bool]) -> Group:
    exact = {unsur: tally.totals[unsur] / n if n else None for unsur, n in tally.answers.items()}
    means: dict[str, Mean] = {unsur: mean if is_open[unsur] else SUPPRESSED for unsur, mean in exact.items()}
    index = satisfaction.index(exact) if all(is_open.values()) else SUPPRESSED
    return Group(code, tally.respondents, means, index)


def _together(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(tally.respondents for tally in tallies),
        {unsur: sum(tally.answers[unsur] for tally in tallies) for unsur in UNSUR},
        {unsur: sum(tally.totals[unsur] for tally in tallies) for unsur in UNSUR},
    )


def _tally(row: Mapping[str, object], column: str) -> tuple[str, Tally]:
    number = {name: float(str(value)) for name, value in row.items() if name not in ("period", column)}
    answers = {unsur: int(number[f"{unsur}_n"]) for unsur in UNSUR}
    totals = {unsur: number[f"{unsur}_sum"] for unsur in UNSUR}
    return str(row[column]), Tally(int(number["respondents"]), answers, totals)


def _key(written: str, by: str) -> str:
    """The same for one group, however an office spells it."""
    if by not in OF_PERSONS:
        return written
    plain = " ".join(written.casefold().split()) or UNKNOWN
    return SEX.get(plain, plain) if by == "sex" else plain


def _code(written: Sequence[tuple[str, Tally]], key: str, by: str) -> str:
    if by not in OF_PERSONS or by == "sex" or key == UNKNOWN:
        return key
    return max(sorted(written, key=lambda one: one[0]), key=lambda one: one[1].respondents)[0].strip()
