"""A home filled from drawn tables on the path of every upload; what was drawn and answered is kept for the document.

A drawn table has one line of headers (as in files or as in code) and one line a row, cells between bars. What a table
does not draw has a default: the region 11.71, the service standard of 3 days, a running number, and as the moment of
receipt that of the complete file. Two columns exist only here: `standard` ("3 days", "30 minutes", "2 hours", "none")
names a service by its standard, and `n` repeats a row.
"""

import contextlib
import csv
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from unittest import mock

from access.identity.scope import EVERYTHING
from data import clock
from data.home import Home
from data.intake import load
from data.intake.receipt import Receipt
from data.ledger import entries
from data.schema.kinds import Kind, kind
from metrics.judgement.row import Row
from metrics.scorecard import score as scorecard
from metrics.scorecard.score import Scorecard
from metrics.survey.index import UNSUR

Cells = dict[str, str]

UNITS = {"days": "hari_kerja", "minutes": "menit", "hours": "jam"}
CODES = {"days": "HARI", "minutes": "MENIT", "hours": "JAM", "none": "TANPA"}
SERVICE = {"agency_code": "INS", "agency": "Instansi Contoh", "authority": "daerah", "kind": "nonperizinan"}
SERVICE |= {"fee_idr": "", "region_code": "", "valid_from": "", "valid_to": ""}
MPP = dict.fromkeys(("name", "soft_launch", "inaugurated_by_minister", "note", "sources"), "")


@dataclass(frozen=True)
class Drawn:
    """A table as it was drawn (or a file's text), what it is called, its kind of upload, and what was wrong in it."""

    name: str
    table: tuple[Cells, ...] = ()
    kind: str = ""
    text: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """Something that happened between the tables."""

    sentence: str


@dataclass(frozen=True)
class Answered:
    """A row that the home answered with, or the whole card when it was asked for; `as_of` when an old state was."""

    card: Scorecard
    row: Row | None = None
    as_of: int | None = None


@dataclass
class DrawnHome:
    """One home in a temporary folder, with the clock that its test sets."""

    home: Home
    now: datetime = datetime(2026, 11, 16, 8, 0, tzinfo=clock.WIB)
    told: list[Drawn | Said | Answered] = field(default_factory=list)
    _services: dict[tuple[str, ...], Cells] = field(default_factory=dict)
    _numbers: int = 0
    _files: int = 0

    def __post_init__(self) -> None:
        self._write("targets.yaml", "{}\n")
        self._promise("3 days")

    def transactions(self, table: str, refused: int = 0) -> Receipt:
        """Load applications; a test that wants rows refused says how many."""
        drawn = parsed(table)
        return self._load(kind("transactions"), drawn, [self._application(row) for row in repeated(drawn)], refused)

    def surveys(self, table: str, refused: int = 0) -> Receipt:
        """Load respondents; the column `all` answers all nine unsur alike."""
        drawn = parsed(table)
        return self._load(kind("surveys"), drawn, [self._response(row) for row in repeated(drawn)], refused)

    def complaints(self, table: str, refused: int = 0) -> Receipt:
        """Load complaints."""
        drawn = parsed(table)
        defaults = {"complaint_type": "informasi"}
        rows = [{"complaint_no": self._number("K"), "region_code": "11.71"} | defaults | row for row in repeated(drawn)]
        return self._load(kind("complaints"), drawn, rows, refused)

    def recap(self, table: str, refused: int = 0) -> Receipt:
        """Load a monthly recap."""
        drawn = parsed(table)
        return self._load(
            kind("recap"), drawn, [self._with_service({"region_code": "11.71"} | row) for row in drawn], refused
        )

    def figures(self, table: str, refused: int = 0) -> Receipt:
        """Load figures with their documents."""
        drawn = parsed(table)
        defaults = {"region_code": "11.71", "document_no": "SK 1"}
        return self._load(kind("figures"), drawn, [defaults | row for row in drawn], refused)

    def milestones(self, table: str, refused: int = 0) -> Receipt:
        """Load steps towards an MPP."""
        drawn = parsed(table)
        defaults = {"region_code": "11.71", "document_no": "SK 1", "planned_on": "", "happened_on": ""}
        return self._load(kind("milestones"), drawn, [defaults | row for row in drawn], refused)

    def undo(self, receipt: Receipt) -> int:
        """Take a file back; returns the number of the entry that does."""
        assert receipt.seq is not None
        self.told.append(Said(f"Berkas {receipt.file.removesuffix('.csv')} dibatalkan."))
        return entries.undo(self.home, receipt.seq, "petugas", "salah berkas").seq

    def today(self, moment: str) -> None:
        """Set the clock, in WIB."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=clock.WIB)
        self.told.append(Said(f"Hari ini {moment[:10]}."))

    def services(self, table: str) -> None:
        """Add services, or versions of their standards, to the home's catalogue: code, standard, region_code, …"""
        drawn = parsed(table)
        for row in drawn:
            self._service({key: cell for key, cell in row.items() if key != "standard"}, row["standard"])
        self.told.append(Drawn("Layanan", tuple(drawn)))

    def reference(self, name: str, title: str, table: str, defaults: Cells | None = None) -> None:
        """Write one of the home's reference tables."""
        drawn = parsed(table)
        rows = [(defaults or {}) | row for row in drawn]
        write_csv(self.home.root / "reference" / name, rows)
        self.told.append(Drawn(title, tuple(drawn)))

    def mpp_status(self, table: str) -> None:
        """Which regions have an MPP: code, status, soft_launch, …"""
        self.reference("mpp_status.csv", "Keadaan MPP", table, MPP)

    def service_plan(self, table: str) -> None:
        """Which services each region plans: region_code, service_code, planned_from, planned_to."""
        defaults = {"region_code": "11.71", "planned_from": "2026-01-01", "planned_to": "", "decree": "SK rencana"}
        self.reference("service_plan.csv", "Rencana layanan", table, defaults)

    def force_majeure(self, table: str) -> None:
        """Decreed spans of force majeure: region_code, from, to."""
        self.reference("force_majeure.csv", "Keadaan kahar", table, {"decree": "SK keadaan darurat"})

    def targets(self, text: str) -> None:
        """Write the home's `targets.yaml`."""
        self.told.append(Drawn("targets.yaml", text=self._write("targets.yaml", text)))

    def indicators(self, text: str) -> None:
        """Write the home's own `indicators.yaml`."""
        self.told.append(Drawn("indicators.yaml", text=self._write("indicators.yaml", text)))

    def score(
        self,
        period: str | None = None,
        *,
        region: str | None = None,
        indicators: Sequence[str] | None = None,
        by: str | None = None,
        as_of: int | None = None,
        marked: bool = True,
    ) -> Scorecard:
        """The scorecard, as every reader of the home gets it; the document does not show it."""
        return scorecard.score(self.home, EVERYTHING, period, region, indicators, by, as_of, marked=marked)

    def card(self, period: str | None = None, *, region: str | None = None) -> Scorecard:
        """The scorecard with what it says of its data: period, complete through, coverage."""
        found = self.score(period, region=region, marked=False)
        self.told.append(Answered(found))
        return found

    def row(
        self,
        indicator: str,
        period: str,
        member: str | None = None,
        *,
        region: str | None = None,
        by: str | None = None,
        as_of: int | None = None,
    ) -> Row:
        """One row of the scorecard, unmarked: of the whole, or of a member of the parts by which it is split."""
        card = self.score(period, region=region, indicators=[indicator], by=by, as_of=as_of, marked=False)
        [found] = [row for row in card.rows if member in (None, row.member)]
        self.told.append(Answered(card, found, as_of))
        return found

    def actual(self, indicator: str, period: str, member: str | None = None, **asked: str) -> float | None:
        """The figure of such a row."""
        return self.row(indicator, period, member, **asked).actual  # type: ignore[arg-type]

    def status(self, indicator: str, period: str, member: str | None = None, **asked: str) -> str:
        """The status of such a row."""
        return self.row(indicator, period, member, **asked).status  # type: ignore[arg-type]

    def _load(self, of: Kind, drawn: Sequence[Cells], rows: Sequence[Cells], refused: int) -> Receipt:
        self._files += 1
        path = self.home.root / "sent" / f"{self._files}.csv"
        write_csv(path, rows)
        receipt = load.load(self.home, load.request(self.home, path, of.kind, who="petugas"))
        wrong = tuple(problem.message() for problem in receipt.problems if problem.severity == "error")
        assert receipt.rows_rejected == refused, f"rows refused: {receipt.rows_rejected}, {wrong}"
        self.told.append(Drawn(f"Berkas {self._files}", tuple(drawn), of.kind, problems=wrong))
        return receipt

    def _application(self, row: Cells) -> Cells:
        moments = [row.get(name) for name in ("received_at", "complete_at", "decided_at")]
        defaults = {"application_no": self._number("P"), "region_code": "11.71"}
        if "received_at" not in row and "waktu_diajukan" not in row:
            defaults["received_at"] = next(moment for moment in moments if moment)
        return defaults | self._with_service(row)

    def _with_service(self, row: Cells) -> Cells:
        """The row with the service that has the standard drawn, unless it names its service."""
        standard = row.pop("standard", "3 days")
        named = "service_code" in row or "kode_layanan" in row
        return row if named else row | {"service_code": self._promise(standard)}

    def _response(self, row: Cells) -> Cells:
        alike = dict.fromkeys(UNSUR, row.pop("all")) if "all" in row else {}
        return {"response_no": self._number("R"), "region_code": "11.71", "answered_on": "2026-03-10"} | alike | row

    def _number(self, prefix: str) -> str:
        self._numbers += 1
        return f"{prefix}-{self._numbers}"

    def _promise(self, standard: str) -> str:
        """The code of the service that has this standard, made when the home has none."""
        code = "-".join(CODES.get(word, word) for word in standard.split())
        if (code, "", "") not in self._services:
            self._service({"code": code}, standard)
        return code

    def _service(self, row: Cells, standard: str) -> None:
        amount, _, unit = standard.partition(" ")
        promised = {"standard_minutes_or_days": "" if standard == "none" else amount, "unit": UNITS.get(unit, "")}
        agency = {"agency": f"Instansi {row['agency_code']}"} if "agency_code" in row else {}
        service = {**SERVICE, "name": f"Layanan {row['code']}", **promised, **agency, **row}
        self._services[service["code"], service["region_code"], service["valid_from"]] = service
        write_csv(self.home.root / "reference" / "services.csv", list(self._services.values()))

    def _write(self, name: str, text: str) -> str:
        text = textwrap.dedent(text).strip() + "\n"
        self.home.root.mkdir(parents=True, exist_ok=True)
        (self.home.root / name).write_text(text, encoding="utf-8")
        return text


@contextlib.contextmanager
def opened(root: Path) -> Iterator[DrawnHome]:
    """An empty home in a folder; as long as it is open, the product's clock is the home's."""
    drawn = DrawnHome(Home(root))
    with mock.patch.object(clock, "now", lambda: drawn.now):
        yield drawn


def parsed(table: str) -> list[Cells]:
    """The rows of a drawn table; every line has as many cells as the headers."""
    headers, *rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [dict(zip(headers, row, strict=True)) for row in rows]


def repeated(drawn: Sequence[Cells]) -> list[Cells]:
    """Every row as often as its column `n` says."""
    return [
        {key: cell for key, cell in row.items() if key != "n"} for row in drawn for _ in range(int(row.get("n") or 1))
    ]


def write_csv(path: Path, rows: Sequence[Cells]) -> None:
    """Rows as a CSV file; a column that a row lacks is blank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    headers = list(dict.fromkeys(header for row in rows for header in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
