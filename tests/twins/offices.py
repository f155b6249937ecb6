"""Offices made up at random: the files they send, what they undo, and the questions asked of them."""

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st

from access.identity.scope import EVERYTHING
from data import clock
from data.home import SHIPPED, Home
from data.intake import load
from data.ledger import entries
from data.schema import kinds
from metrics.scorecard import score as scorecard
from metrics.scorecard.request import BY
from metrics.scorecard.score import Scorecard
from metrics.survey.index import UNSUR
from tests.spec.drawn import MPP as BLANK_MPP
from tests.spec.drawn import SERVICE, write_csv
from tests.twins import twin_records
from tests.twins.twin_calendar import LAYERS
from tests.twins.twin_figures import ENTERED, MPP, PLAN, Held
from tests.twins.twin_records import AGENCY_OF, AUTHORITY_OF, LICENCES, REGIONS, STANDARDS, Cells, Record

NOW = datetime(2026, 4, 7, 10, 0)
"""When an office begins; a few days pass with every act."""
BETWEEN_ACTS = timedelta(days=2)


@dataclass(frozen=True)
class File:
    """A file to be sent."""

    kind: str
    rows: Sequence[Cells]


@dataclass(frozen=True)
class Undo:
    """The wish to take back the file that was accepted at this place among those still standing."""

    place: int


@dataclass(frozen=True)
class Question:
    """What a scorecard is asked for; `marked` with variation and assurance, which cost most of the time."""

    period: str
    region: str | None
    by: str | None
    marked: bool = False


@dataclass
class Office:
    """One home, and beside it what its twin holds: the accepted rows of every entry."""

    home: Home
    accepted: dict[int, list[Record]] = field(default_factory=dict)
    sent_on: dict[int, date] = field(default_factory=dict)
    now: datetime = NOW
    _sent: int = 0

    def does(self, act: File | Undo) -> None:
        """Send a file or take one back, in the home and in the twin."""
        if isinstance(act, File):
            self.send(act)
        elif self.accepted:
            self.undo(sorted(self.accepted)[act.place % len(self.accepted)])

    def send(self, file: File) -> int | None:
        """Send a file by the way of every upload; the twin must have accepted as many rows."""
        self._sent += 1
        path = self.home.root / "sent.csv"
        write_csv(path, [row | {"berkas": str(self._sent)} for row in file.rows])
        rows = twin_records.accepted(file.kind, file.rows, self.now)
        receipt = load.load(self.home, load.Request(path, kinds.kind(file.kind)))
        assert receipt.rows_accepted == len(rows), [problem.message() for problem in receipt.problems]
        if receipt.seq is not None:
            self.accepted[receipt.seq] = rows
            self.sent_on[receipt.seq] = self.now.date()
        self.now += BETWEEN_ACTS
        return receipt.seq

    def undo(self, seq: int) -> None:
        """Take an entry back."""
        entries.undo(self.home, seq, "petugas", "salah berkas")
        del self.accepted[seq]

    def held(self) -> Held:
        """What the twin counts from."""
        files = [(self.sent_on[seq], self.accepted[seq]) for seq in sorted(self.accepted)]
        return Held(twin_records.current(rows for _, rows in files), files)

    def score(self, question: Question, as_of: int | None = None) -> Scorecard:
        """The home's own answer."""
        asked = question.period, question.region, None, question.by, as_of
        return scorecard.score(self.home, EVERYTHING, *asked, marked=question.marked)

    def score_all(self, questions: Sequence[Question]) -> list[tuple[object, ...]]:
        """The rows of several answers, one after the other, to be compared with those of another moment."""
        return [row for question in questions for row in self.score(question).rows]


@contextlib.contextmanager
def offices(root: Path) -> Iterator["Offices"]:
    """A folder in which one office after the other can be set up; the clock is that of the newest one."""
    found = Offices(root)
    with mock.patch.object(clock, "now", lambda: found.newest.now.replace(tzinfo=clock.WIB)):
        yield found


class Offices:
    """Sets up empty offices that all have the same reference tables, so that these are read once."""

    def __init__(self, root: Path) -> None:
        self._home = Home(root)
        self.newest = Office(self._home)
        reference = root / "reference"
        write_csv(reference / "services.csv", [_service(standard) for standard in STANDARDS])
        told = [{"code": code, "status": status, "soft_launch": since} for code, (status, since) in MPP.items()]
        write_csv(reference / "mpp_status.csv", [BLANK_MPP | one for one in told])
        names = ("region_code", "service_code", "planned_from", "planned_to", "decree")
        write_csv(reference / "service_plan.csv", [dict(zip(names, (*plan, "SK"), strict=True)) for plan in PLAN])
        shipped = (SHIPPED / "reference" / "calendar.yaml").read_text(encoding="utf-8")
        (reference / "calendar.yaml").write_text(shipped + LAYERS, encoding="utf-8")

    def new(self) -> Office:
        """An empty office in the place of the one before."""
        shutil.rmtree(self._home.ledger_dir, ignore_errors=True)
        self._home.warehouse_path.unlink(missing_ok=True)
        self.newest = Office(self._home)
        return self.newest


def _service(standard: twin_records.Standard) -> Cells:
    return {
        **SERVICE,
        "code": standard.service,
        "name": standard.service,
        "agency_code": standard.agency,
        "agency": standard.agency,
        "authority": AUTHORITY_OF[standard.agency],
        "kind": "perizinan" if standard.service in LICENCES else "nonperizinan",
        "standard_minutes_or_days": standard.amount,
        "unit": standard.unit,
        "region_code": standard.region,
        "valid_from": standard.since,
    }


# --- what offices send ------------------------------------------------------------------------------------------------

CHANNELS = ("", "langsung", "elektronik", "mandiri", "bergerak")
TIMES = ("", " 00:00", " 06:00", " 07:31", " 09:00", " 12:10", " 14:55", " 15:50", " 16:20", " 23:59")
DAYS = (
    *(date(2026, 3, 2) + timedelta(days=number) for number in range(12)),
    *(date(2026, 2, 26), date(2026, 2, 28), date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 27)),
    *(date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 6)),
    *(date(2025, 12, 31), date(2024, 6, 18), date(2020, 12, 25)),
)
SERVICES = tuple(AGENCY_OF)


def lags(longest: int) -> st.SearchStrategy[timedelta | None]:
    """Days until the next step; None when it was not recorded."""
    return st.one_of(st.none(), st.integers(0, longest).map(lambda days: timedelta(days=days)))


@st.composite
def application_rows(draw: st.DrawFn) -> Cells:
    """One row of transactions as an office writes it; most hold together, some do not."""
    received, complete, decided, promise = draw(st.sampled_from(DAYS)), draw(lags(4)), draw(lags(11)), draw(lags(11))
    came = received - timedelta(days=draw(st.sampled_from((0, 0, 0, 2))))
    times = draw(st.tuples(*[st.sampled_from(TIMES)] * 3))
    if complete is not None and decided is not None and not complete and not decided:
        # A file complete without a time, on a day when it was also decided: tests/spec/test_known_faults.py.
        times = (times[0], times[1], max(times[0], times[2]))
    start = received + (complete or timedelta())
    undecided = ("", "proses", "dicabut")
    status = draw(st.sampled_from(undecided if decided is None else ("", "selesai", "ditolak", "dicabut", "selesai")))
    if draw(st.integers(0, 30)) == 30:
        status = draw(st.sampled_from(("proses", "selesai")))
    return {
        "nomor_permohonan": f"A-{draw(st.integers(1, 7))}",
        "kode_wilayah": draw(st.sampled_from((*REGIONS, "11.71", "11.73"))),
        "kode_layanan": draw(st.sampled_from(SERVICES)),
        "kanal": draw(st.sampled_from(CHANNELS)),
        "waktu_ambil_antrean": f"{came}{draw(st.sampled_from(TIMES))}" if draw(st.booleans()) else "",
        "waktu_dipanggil": f"{came}{draw(st.sampled_from(TIMES))}",
        "waktu_diajukan": f"{received}{times[0]}",
        "waktu_berkas_lengkap": "" if complete is None else f"{start}{times[1]}",
        "waktu_selesai": "" if decided is None else f"{start + decided}{times[2]}",
        "status": status,
        "jumlah_pengembalian": draw(st.sampled_from(("", "0", "0", "2"))),
        "skala_usaha": draw(st.sampled_from(("", "", "mikro", "kecil", "besar"))),
        "hari_jeda_pemohon": draw(st.sampled_from(("", "", "0", "1", "3"))),
        "tenggat": f"{start + promise}" if promise is not None and draw(st.integers(0, 3)) == 3 else "",
    }


@st.composite
def answer_rows(draw: st.DrawFn) -> Cells:
    """One row of surveys; questions left blank are common."""
    scores = draw(st.tuples(*[st.sampled_from(("", "1", "2", "3", "4", "4"))] * len(UNSUR)))
    return {
        "nomor_respons": f"R-{draw(st.integers(1, 7))}",
        "kode_wilayah": draw(st.sampled_from(REGIONS)),
        "kode_instansi": draw(st.sampled_from(("", "DKC", "PTS"))),
        "kode_layanan": draw(st.sampled_from(("", *SERVICES))),
        "kanal": draw(st.sampled_from(CHANNELS)),
        "tanggal": f"{draw(st.sampled_from(DAYS[:-1]))}",
        **dict(zip(UNSUR, scores, strict=True)),
    }


@st.composite
def complaint_rows(draw: st.DrawFn) -> Cells:
    """One row of complaints, at times without a type."""
    received, lag, answered = draw(st.sampled_from(DAYS)), draw(lags(25)), draw(lags(6))
    is_over = lag is not None and received + lag < NOW.date()
    times = draw(st.tuples(*[st.sampled_from(TIMES)] * 2))
    return {
        "nomor_pengaduan": f"K-{draw(st.integers(1, 7))}",
        "kode_wilayah": draw(st.sampled_from(REGIONS)),
        "kode_layanan": draw(st.sampled_from(("", *SERVICES))),
        "kanal": draw(st.sampled_from(CHANNELS)),
        "jenis": draw(st.sampled_from(("", "informasi", "tanpa_pemeriksaan", "dengan_pemeriksaan"))),
        "diterima": f"{received}{times[0]}",
        "respons_pertama": "" if answered is None else f"{received + answered}{times[1]}",
        "selesai": f"{received + lag}{times[1]}" if lag is not None and is_over else "",
        "status": draw(
            st.sampled_from(("", "selesai", "selesai", "ditolak", "dicabut") if is_over else ("", "proses"))
        ),
    }


counts = st.sampled_from(("", "0", "1", "4", "20"))


@st.composite
def recap_rows(draw: st.DrawFn) -> Cells:
    """One row of a recap; every count may be left blank."""
    completed, still_open = draw(counts), draw(counts)
    return {
        "kode_wilayah": draw(st.sampled_from(REGIONS)),
        "bulan": draw(st.sampled_from(("2026-02", "2026-03", "2026-04"))),
        "kode_layanan": draw(st.sampled_from(SERVICES)),
        "kanal": draw(st.sampled_from(CHANNELS)),
        "masuk": draw(counts),
        "selesai": completed,
        "tepat_waktu": str(draw(st.integers(0, int(completed)))) if completed and draw(st.booleans()) else "",
        "ditolak": draw(counts),
        "proses": still_open,
        "lewat_standar": str(draw(st.integers(0, int(still_open)))) if still_open and draw(st.booleans()) else "",
    }


@st.composite
def figure_rows(draw: st.DrawFn) -> Cells:
    """One row of figures: a value, its parts, or (refused) neither."""
    told = ((4, None, None), (None, 3, 8), (2, 5, 6), (None, 0, 3), (None, 1, None))
    value, top, bottom = draw(st.sampled_from(told))
    return {
        "kode_indikator": draw(st.sampled_from(ENTERED)),
        "kode_wilayah": draw(st.sampled_from((*REGIONS, "11"))),
        "periode": draw(st.sampled_from(("2026-01", "2026-02", "2026-03", "2026-Q1", "2025", "2025-12", "2026-S1"))),
        "nilai": "" if value is None else str(value),
        "pembilang": "" if top is None else str(top),
        "penyebut": "" if bottom is None else str(bottom),
        "nomor_dokumen": "SK 1",
    }


def number(row: Cells) -> tuple[str, ...]:
    """What identifies a row within its kind."""
    for name in ("nomor_permohonan", "nomor_respons", "nomor_pengaduan"):
        if name in row:
            return row["kode_wilayah"], row[name]
    if "kode_indikator" in row:
        return row["kode_wilayah"], row["kode_indikator"], row["periode"]
    return row["kode_wilayah"], row["bulan"], row["kode_layanan"], row["kanal"]


@st.composite
def application_files(draw: st.DrawFn) -> File:
    """Applications with different numbers, and now and then one of them twice, as it is or otherwise."""
    rows = draw(st.lists(application_rows(), min_size=10, max_size=16, unique_by=number))
    if draw(st.booleans()):
        again = draw(st.sampled_from(rows))
        rows.append(again | {"kanal": draw(st.sampled_from((again["kanal"], "mandiri")))})
    return File("transactions", rows)


def files(kind: str, rows: st.SearchStrategy[Cells], most: int) -> st.SearchStrategy[File]:
    """Files of a kind whose rows have different numbers."""
    listed = st.lists(rows, min_size=4, max_size=most, unique_by=number)
    return listed.map(lambda drawn: File(kind, drawn))


others = st.one_of(
    files("surveys", answer_rows(), 9),
    files("complaints", complaint_rows(), 9),
    files("recap", recap_rows(), 12),
    files("figures", figure_rows(), 12),
)
later = st.one_of(application_files(), others, st.builds(Undo, st.integers(0, 9)))
acts = st.builds(lambda first, then: [first, *then], application_files(), st.lists(later, min_size=1, max_size=3))
"""What an office does: it sends applications, then anything."""

PERIODS = ("2026-02", "2026-03", "2026-04", "2026-05", "2026-Q1", "2026-02..2026-04", "r12:2026-04", "2025-12..2026-01")
PERIODS += ("2024-06", "2020-12..2021-01")
questions = st.builds(
    Question,
    st.sampled_from(PERIODS),
    st.sampled_from((None, None, "11.71", "11.73", "11.11")),
    st.sampled_from((None, *BY)),
)
