"""The plain twin of intake and ledger: which rows are accepted, which records count, and what each means in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from metrics.survey.index import UNSUR
from tests.twins.twin_calendar import opening, working_day_after, working_days, working_minutes

Cells = dict[str, str]

REGIONS = ("11.71", "11.73", "11.74", "11.11")


@dataclass(frozen=True)
class Standard:
    """One version of a service's standard; amount and unit blank when it has none."""

    service: str
    agency: str
    amount: str = ""
    unit: str = ""
    region: str = ""
    since: str = ""


STANDARDS = (
    Standard("DKC-01", "DKC", "1", "hari_kerja"),
    Standard("DKC-07", "DKC", "15", "menit"),
    Standard("PTS-05", "PTS", "5", "hari_kerja"),
    Standard("PTS-05", "PTS", "2", "hari_kerja", since="2026-03-10"),
    Standard("PTS-05", "PTS", "8", "hari_kerja", region="11.73", since="2026-03-04"),
    Standard("PTS-01", "PTS", "30", "menit"),
    Standard("PTS-09", "PTS"),
    Standard("PTS-10", "PTS", "0", "hari_kerja"),
    Standard("BNN-01", "BNN", "2", "jam"),
    Standard("BNN-02", "BNN", "36", "jam"),
)
AGENCY_OF = {standard.service: standard.agency for standard in STANDARDS}
AUTHORITY_OF = {"DKC": "pusat", "PTS": "daerah", "BNN": "bumn"}
LICENCES = ("PTS-01", "PTS-05", "BNN-02")
"""Services of the kind perizinan; the others are nonperizinan."""


@dataclass(frozen=True)
class Application:
    """An accepted row of transactions."""

    region: str
    number: str
    service: str
    channel: str
    ticket: datetime | None
    called: datetime | None
    received: datetime
    complete: datetime | None
    decided: datetime | None
    status: str
    pause: int
    promise: date | None
    returns: int | None
    scale: str

    @property
    def agency(self) -> str:
        return AGENCY_OF[self.service]

    @property
    def clock(self) -> datetime:
        """The moment from which the official time runs."""
        return self.complete or self.received

    @property
    def is_decided(self) -> bool:
        return self.status in ("selesai", "ditolak")

    @property
    def standard(self) -> tuple[int, str] | None:
        """In days or minutes, as in force on the day the file was complete."""
        for region in (self.region, ""):
            versions = [one for one in STANDARDS if one.service == self.service and one.region == region]
            begun = [one for one in versions if one.since <= f"{self.clock:%Y-%m-%d}"]
            if begun:
                newest = max(begun, key=lambda one: one.since)
                if not newest.amount:
                    return None
                amount = int(newest.amount)
                if newest.unit == "hari_kerja":
                    return amount, "days"
                minutes = amount * 60 if newest.unit == "jam" else amount
                return (minutes, "minutes") if minutes < 1440 else (-(-minutes // 1440), "days")
        return None

    @property
    def due(self) -> date | None:
        """The last day that is on time."""
        if self.promise or not self.standard:
            return self.promise
        amount, unit = self.standard
        if unit == "days":
            amount += self.pause
        else:
            amount = 0 if opening(self.clock.date(), self.region, self.agency) else 1
        return working_day_after(self.clock.date(), amount, self.region, self.agency)

    @property
    def wait(self) -> int | None:
        """Minutes from ticket to call, None when they are not of one day."""
        if not self.ticket or not self.called or self.ticket.date() != self.called.date() or self.called < self.ticket:
            return None
        return int((self.called - self.ticket).total_seconds()) // 60

    @property
    def days(self) -> int | None:
        """Net working days."""
        assert self.decided
        between = working_days(self.clock.date(), self.decided.date(), self.region, self.agency)
        return None if between is None else max(between - self.pause, 0)

    @property
    def gross_days(self) -> int | None:
        """Working days from the application itself."""
        assert self.decided
        return working_days(self.received.date(), self.decided.date(), self.region, self.agency)

    def age_on(self, day: date) -> int | None:
        """Net working days from the complete file to a day on which it is open."""
        between = working_days(self.clock.date(), day, self.region, self.agency)
        return None if between is None else max(between - self.pause, 0)

    @property
    def minutes(self) -> int | None:
        assert self.decided
        return working_minutes(self.clock, self.decided, self.region, self.agency)

    @property
    def on_time(self) -> bool | None:
        """None when there is nothing to judge it by."""
        assert self.decided
        if not self.promise and self.standard and self.standard[1] == "minutes":
            minutes = self.minutes
            return None if minutes is None else minutes <= self.standard[0]
        due = self.due
        return None if due is None else self.decided.date() <= due

    def open_on(self, day: date) -> bool:
        """Whether it had come and was neither decided nor withdrawn at the end of that day."""
        if self.received.date() > day or (self.status == "dicabut" and not self.decided):
            return False
        return not self.decided or self.decided.date() > day


@dataclass(frozen=True)
class Answer:
    """An accepted row of surveys: one score or None for each unsur."""

    region: str
    number: str
    agency: str
    service: str
    channel: str
    answered: date
    scores: tuple[int | None, ...]


@dataclass(frozen=True)
class Complaint:
    """An accepted row of complaints."""

    region: str
    number: str
    service: str
    channel: str
    type: str
    received: datetime
    responded: datetime | None
    resolved: datetime | None
    status: str

    @property
    def agency(self) -> str:
        return AGENCY_OF.get(self.service, "-")

    @property
    def response_days(self) -> int | None:
        """Working days to the first answer."""
        assert self.responded
        return working_days(self.received.date(), self.responded.date(), self.region, self.agency)

    @property
    def is_resolved(self) -> bool:
        return self.status == "selesai"

    @property
    def on_time(self) -> bool | None:
        """Within the working days of its type; None without a type, and outside the calendar."""
        assert self.resolved
        taken = working_days(self.received.date(), self.resolved.date(), self.region, self.agency)
        if taken is None or not self.type:
            return None
        return taken <= {"informasi": 5, "tanpa_pemeriksaan": 14, "dengan_pemeriksaan": 60}[self.type]


@dataclass(frozen=True)
class Recap:
    """An accepted row of a recap; a count is None when it was left blank."""

    region: str
    month: str
    service: str
    channel: str
    received: int | None
    completed: int | None
    on_time: int | None
    rejected: int | None
    open: int | None
    overdue: int | None

    @property
    def number(self) -> tuple[str, str, str]:
        return self.month, self.service, self.channel

    @property
    def agency(self) -> str:
        return AGENCY_OF[self.service]

    @property
    def reports(self) -> bool:
        """Whether it tells of anything received or decided."""
        return any(count is not None for count in (self.received, self.completed, self.on_time, self.rejected))

    @property
    def is_active(self) -> bool:
        """Whether it tells of anything that was there."""
        return any((self.received, self.completed, self.rejected))

    @property
    def all_open(self) -> int:
        """The open ones, as far as they are told."""
        return (self.overdue or 0) if self.open is None else self.open

    @property
    def has_stock(self) -> bool:
        return self.open is not None or self.overdue is not None

    def counts_beside(self, records: Iterable[Application]) -> bool:
        """Not where the region has records of the service with a receipt or closing time in the month."""
        for one in records:
            moments = [moment for moment in (one.received, one.decided) if moment]
            if (one.region, one.service) == (self.region, self.service) and any(
                f"{moment:%Y-%m}" == self.month for moment in moments
            ):
                return False
        return True


@dataclass(frozen=True)
class Entered:
    """An accepted row of figures."""

    indicator: str
    region: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None

    @property
    def number(self) -> tuple[str, str]:
        return self.indicator, self.period

    @property
    def parts(self) -> tuple[float, float] | None:
        """Numerator and denominator, when both are told."""
        known = self.numerator is not None and self.denominator is not None
        return (self.numerator, self.denominator) if known else None  # type: ignore[return-value]


Record = Application | Answer | Complaint | Recap | Entered


def accepted(kind: str, rows: Sequence[Cells], now: datetime) -> list[Record]:
    """The accepted rows of one file; except for applications, its rows have different numbers."""
    if kind == "transactions":
        return list(applications(rows, now))
    if kind == "surveys":
        return [one for one in map(_answer, rows) if any(score is not None for score in one.scores)]
    if kind == "complaints":
        return [one for one in map(_complaint, rows) if _complaint_holds(one, now)]
    if kind == "figures":
        return [one for one in map(_figure, rows) if one.value is not None or one.parts]
    return [_recap(row) for row in rows]


def applications(rows: Sequence[Cells], now: datetime) -> list[Application]:
    """The accepted rows of one file."""
    known = [row for row in rows if row["kode_wilayah"] in REGIONS and row["kode_layanan"] in AGENCY_OF]
    read = [_application(row) for row in known]
    found = []
    for one in read:
        namesakes = [other for other in read if (other.region, other.number) == (one.region, one.number)]
        if one not in found and all(other == one for other in namesakes) and _holds_together(one, now):
            found.append(one)
    return found


def current(files: Iterable[Sequence[Record]]) -> list[Record]:
    """What counts: the newest file wins per kind, region and number."""
    newest: dict[object, Record] = {}
    for file in files:
        for one in file:
            newest[type(one), one.region, one.number] = one
    return list(newest.values())


def _application(row: Cells) -> Application:
    decided = _moment(row["waktu_selesai"])
    return Application(
        region=row["kode_wilayah"],
        number=row["nomor_permohonan"],
        service=row["kode_layanan"],
        channel=row["kanal"] or "-",
        ticket=_moment(row["waktu_ambil_antrean"]),
        called=_moment(row["waktu_dipanggil"]),
        received=datetime.fromisoformat(row["waktu_diajukan"]),
        complete=_moment(row["waktu_berkas_lengkap"]),
        decided=decided,
        status=row["status"] or ("selesai" if decided else "proses"),
        pause=int(row["hari_jeda_pemohon"] or 0),
        promise=date.fromisoformat(row["tenggat"]) if row["tenggat"] else None,
        returns=int(row["jumlah_pengembalian"]) if row["jumlah_pengembalian"] else None,
        scale=row["skala_usaha"],
    )


def _answer(row: Cells) -> Answer:
    service = row["kode_layanan"] or "-"
    return Answer(
        region=row["kode_wilayah"],
        number=row["nomor_respons"],
        agency=AGENCY_OF.get(service, row["kode_instansi"] or "-"),
        service=service,
        channel=row["kanal"] or "-",
        answered=date.fromisoformat(row["tanggal"]),
        scores=tuple(int(row[unsur]) if row[unsur] else None for unsur in UNSUR),
    )


def _complaint(row: Cells) -> Complaint:
    resolved = _moment(row["selesai"])
    return Complaint(
        region=row["kode_wilayah"],
        number=row["nomor_pengaduan"],
        service=row["kode_layanan"] or "-",
        channel=row["kanal"] or "-",
        type=row["jenis"],
        received=datetime.fromisoformat(row["diterima"]),
        responded=_moment(row["respons_pertama"]),
        resolved=resolved,
        status=row["status"] or ("selesai" if resolved else "proses"),
    )


def _recap(row: Cells) -> Recap:
    counts = (row[name] for name in ("masuk", "selesai", "tepat_waktu", "ditolak", "proses", "lewat_standar"))
    channel = row["kanal"] or "-"
    numbers = (int(count) if count else None for count in counts)
    return Recap(row["kode_wilayah"], row["bulan"], row["kode_layanan"], channel, *numbers)


def _figure(row: Cells) -> Entered:
    numbers = (float(row[name]) if row[name] else None for name in ("nilai", "pembilang", "penyebut"))
    return Entered(row["kode_indikator"], row["kode_wilayah"], row["periode"], *numbers)


def _moment(cell: str) -> datetime | None:
    return datetime.fromisoformat(cell) if cell else None


def _complaint_holds(one: Complaint, now: datetime) -> bool:
    moments = [moment for moment in (one.responded, one.resolved) if moment]
    return not any(moment > now or _before(moment, one.received) for moment in moments)


def _holds_together(one: Application, now: datetime) -> bool:
    if one.is_decided != bool(one.decided) and one.status != "dicabut":
        return False
    moments = [moment for moment in (one.received, one.complete, one.decided) if moment]
    if any(moment > now for moment in (*moments, *(moment for moment in (one.ticket, one.called) if moment))):
        return False
    return not any(_before(later, earlier) for i, earlier in enumerate(moments) for later in moments[i + 1 :])


def _before(one: datetime, other: datetime) -> bool:
    """By date when either has no time."""
    if time(0) in (one.time(), other.time()):
        return one.date() < other.date()
    return one < other
