"""Parts of a profile that a file seems to call for, as the form offers them; nothing of it is taken unasked by a load.

What stands apart and belongs together is joined, services or channels side by side are turned to rows; events of a case
are known by numbers that return, trial rows by their words, a standard by its header.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.home import Home
from data.intake.columns import matching
from data.intake.columns.matching import ColumnMap
from data.intake.shapes.cell_forms import CellForms
from data.intake.source.profile_parts import Cases, Due, Unpivot
from data.schema import header_names
from data.schema.kinds import Kind, fold

CLOCK_HEADER = re.compile(r"(?:jam|pukul|waktu|time)(.*)")
DAY_HEADER = re.compile(r"(?:tanggal|hari|date)(.*)")
TICKET = re.compile(r"nomor|antrean|tiket|ticket|urut")
STANDARD = re.compile(r"(?:standar|sla|janji|jangka|lama|batas|norma).*|.*(?:standar|sla)")
TRIAL = re.compile(r"draft?|uji ?coba|percobaan|test(?:ing)?|tes|dummy|contoh|duplikat|salah input", re.I)
"""Words of rows that are no cases."""
AGENCY = re.compile(r"instansi|opd|dinas|tenant|unitlayanan|unitpelayanan|gerai")
EVENTS = {
    "received_at": re.compile(r"daftar|masuk|ajukan|pengajuan|[tn]erima|registrasi|submit", re.I),
    "complete_at": re.compile(r"lengkap|validasi|terverifikasi", re.I),
    "decided_at": re.compile(r"[tn]erbit|[tn]olak|cabut|[sy]elesai|[sy]erah", re.I),
}
"""Our column → words of the events that tell it, as verbs and as nouns (terbit and penerbitan)."""
RETURNING = 1.3
"""So many rows a number, at least, where rows are events."""
LEAST = 2
"""One column alone says nothing of the form of a table."""


@dataclass(frozen=True)
class Offers:
    """Each part as a profile has it, empty or None where nothing speaks for it."""

    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    cases: Cases | None = None
    due: Due | None = None
    skip_rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    service_and_agency: tuple[str, str] | None = None
    """Headers of a file that names agencies beside its services, so that a name may be that of several."""
    names_unknown: bool = False
    """Whether some name of a service is none of the catalogue."""


def find(kind: Kind, home: Home, forms: CellForms, columns: ColumnMap) -> Offers:
    """What to offer for a file, `columns` being what its headers are mapped to without it."""
    names = {column.name for column in kind.columns}
    return Offers(
        joined=_times_apart(kind, forms, columns),
        unpivot=_side_by_side(kind, home, forms.headers, columns),
        cases=_events(kind, forms, columns),
        due=_due(kind, forms, columns) if "due_on" in names else None,
        skip_rows=_trial_rows(forms, columns),
        service_and_agency=_service_and_agency(forms.headers, columns),
        names_unknown=_names_unknown(kind, home, forms, columns),
    )


def _service_and_agency(headers: Sequence[str], columns: ColumnMap) -> tuple[str, str] | None:
    service, agency = (columns.cells.get(name) for name in ("service_code", "agency_code"))
    named = (header for header in headers if AGENCY.search(header_names.spelt(header)))
    beside = headers[int(agency[1:])] if agency else next(named, None)
    return (headers[int(service[1:])], beside) if service and beside else None


def _names_unknown(kind: Kind, home: Home, forms: CellForms, columns: ColumnMap) -> bool:
    """Whether some name of a service is none of the catalogue."""
    if "service_code" not in columns.cells:
        return False
    known = matching.vocabulary(home, kind.column("service_code"))
    return any(fold(word) not in known for word in forms.words.get(int(columns.cells["service_code"][1:]), ()))


def _times_apart(kind: Kind, forms: CellForms, columns: ColumnMap) -> dict[str, tuple[str, ...]]:
    """Each moment of ours whose date and time stand apart, and a number that begins anew each day with its date."""
    headers = forms.headers
    clocks = [i for i in sorted(forms.clocks) if CLOCK_HEADER.match(header_names.spelt(headers[i]))]
    if not clocks or not forms.days:
        return {}
    moments = [column for column in kind.columns if column.type == "moment"]
    joins: dict[str, tuple[str, ...]] = {}
    for clock in clocks:
        day = _day_of(headers, clock, sorted(forms.days))
        mapped = {name for name, cell in columns.cells.items() if cell in (f"c{day}", f"c{clock}")}
        named = [m for m in moments if header_names.place(m, [header_names.spelt(headers[clock])]) is not None]
        for moment in named or [m for m in moments if m.name in mapped][:1]:
            joins.setdefault(moment.header, (headers[day], headers[clock]))
    first = _day_of(headers, clocks[0], sorted(forms.days))
    for moment in moments:
        if moment.required and moment.header not in joins:
            joins[moment.header] = (headers[first], headers[clocks[0]])
    return {**joins, **_ticket(kind, forms, columns, first)}


def _day_of(headers: Sequence[str], clock: int, days: Sequence[int]) -> int:
    """The date that belongs to a time: of the same name, else the nearest to the left, else the first."""

    def rest(place: int, pattern: re.Pattern[str]) -> str | None:
        matched = pattern.fullmatch(header_names.spelt(headers[place]))
        return matched[1] if matched else None

    alike = [day for day in days if rest(day, DAY_HEADER) and rest(day, DAY_HEADER) == rest(clock, CLOCK_HEADER)]
    left = [day for day in days if day < clock]
    return (alike or left[-1:] or list(days))[0]


def _ticket(kind: Kind, forms: CellForms, columns: ColumnMap, day: int) -> dict[str, tuple[str, ...]]:
    """The number with its date, where the file has no number of ours but one of tickets."""
    number = kind.column(kind.key[-1])
    if not kind.is_numbered or number.name in columns.cells:
        return {}
    taken = {int(cell[1:]) for cell in columns.cells.values()} | forms.days | forms.clocks
    spelt = ((i, header_names.spelt(header)) for i, header in enumerate(forms.headers) if i not in taken)
    tickets = [i for i, header in spelt if TICKET.search(header) and "loket" not in header]
    return {number.header: (forms.headers[day], forms.headers[tickets[0]])} if tickets else {}


def _side_by_side(kind: Kind, home: Home, headers: Sequence[str], columns: ColumnMap) -> Unpivot | None:
    """Services or channels that stand side by side, where the file has no column of them."""
    taken = {int(cell[1:]) for cell in columns.cells.values()}
    measures = [column for column in kind.columns if column.type == "count"]
    if not measures:
        return None
    for name in ("service_code", "channel"):
        column = next((column for column in kind.columns if column.name == name), None)
        if column is None or name in columns.cells or name in columns.constants:
            continue
        known = matching.vocabulary(home, column)
        across = [h for i, h in enumerate(headers) if i not in taken and fold(h) in known]
        if len(across) >= LEAST:
            usual = kind.column(kind.any_of[0]) if kind.any_of else measures[0]
            return Unpivot(column=column.header, value=usual.header, headers={header: header for header in across})
    return None


def _events(kind: Kind, forms: CellForms, columns: ColumnMap) -> Cases | None:
    """Events of a case: numbers that return, a column of event words, and a date beside it."""
    place = _number(kind, columns)
    ours = {column.name: column.header for column in kind.columns if column.name in EVENTS}
    if place is None or not ours or forms.rows < RETURNING * forms.distinct[place]:
        return None
    for event, words in forms.words.items():
        named = {name: [w for w in words if EVENTS[name].search(w)] for name in ours}
        if sum(map(bool, named.values())) < LEAST:
            continue
        value = _moment_beside(forms, event)
        if value is None:
            return None
        first = {ours["received_at"]: named["received_at"]} if named["received_at"] else {}
        later = {ours[name]: [w for w in named[name] if w not in named["received_at"]] for name in list(ours)[1:]}
        return Cases(
            event=forms.headers[event],
            value=forms.headers[value],
            first={header: tuple(listed) for header, listed in first.items()},
            last={header: tuple(listed) for header, listed in later.items() if listed},
        )
    return None


def _number(kind: Kind, columns: ColumnMap) -> int | None:
    cell = columns.cells.get(kind.key[-1]) if kind.is_numbered else None
    return int(cell[1:]) if cell else None


def _moment_beside(forms: CellForms, event: int) -> int | None:
    """The column of the events' moments: the nearest to that of the events."""
    return min(forms.moments, key=lambda i: abs(i - event), default=None)


def _due(kind: Kind, forms: CellForms, columns: ColumnMap) -> Due | None:
    """Days of a standard in the file, counted from the completion of the file."""
    if "due_on" in columns.cells:
        return None
    taken = {int(cell[1:]) for cell in columns.cells.values()}
    for place in sorted(forms.lengths - taken):
        header = forms.headers[place]
        if STANDARD.fullmatch(header_names.spelt(header)):
            said = " ".join([header, *forms.words.get(place, ())]).lower()
            return Due(after=kind.column("complete_at").header, days=header, working="kalender" not in said)
    return None


def _trial_rows(forms: CellForms, columns: ColumnMap) -> dict[str, tuple[str, ...]]:
    """Rows that say of themselves that they are drafts or trials."""
    trial = {place: tuple(word for word in words if TRIAL.fullmatch(word)) for place, words in forms.words.items()}
    return {forms.headers[place]: words for place, words in trial.items() if words}
