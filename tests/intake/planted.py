"""A file of 1,000 applications in good order, and some fifty kinds of fault planted at known cells."""

import csv
import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

HEADERS = (
    "nomor_permohonan", "kode_wilayah", "kode_layanan", "kanal", "waktu_ambil_antrean", "waktu_diajukan",
    "waktu_berkas_lengkap", "waktu_selesai", "status", "jumlah_pengembalian", "hari_jeda_pemohon", "kode_hambatan",
    "biaya_dibayar", "nama_kabupaten_kota", "nama layanan", "tenggat", "skala_usaha",
)  # fmt: skip
ROWS = 1000
EACH = 4
"""So many rows of every kind of fault."""
FIRST_ROW = 2
Cell = str | int | datetime.datetime
Row = dict[str, Cell]
Finding = tuple[int | None, str | None, str, str]
"""Row, column, rule, severity."""
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


@dataclass
class Planted:
    """The rows, what must be found in them, and which of them (by the spreadsheet's number) must be accepted."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    accepted: set[int] = field(default_factory=set)


Fault = Callable[[Row], list[tuple[str | None, str, str]]]
"""Spoils a row and tells (column, rule, severity) of what must be found."""


def _cell(
    column: str,
    value: Cell,
    rule: str,
    severity: str = "error",
    of: str | None = None,
    more: tuple[tuple[str, str], ...] = (),
) -> Fault:
    """One cell that breaks a rule, told at the column `of` where that is another; `more` follow from it."""

    def spoil(row: Row) -> list[tuple[str | None, str, str]]:
        row[column] = value
        return [(of or column, rule, severity), *((name, told, "error") for name, told in more)]

    return spoil


def _moved(column: str, other: str, by: datetime.timedelta, rule: str) -> Fault:
    def spoil(row: Row) -> list[tuple[str | None, str, str]]:
        origin = row[other]
        assert isinstance(origin, datetime.datetime)
        row[column] = origin + by
        if column == "waktu_selesai" and other == "waktu_diajukan":
            row["waktu_berkas_lengkap"] = ""
        return [(column, rule, "error")]

    return spoil


def _open_but_decided(row: Row) -> list[tuple[str | None, str, str]]:
    row["status"] = "proses"
    return [("waktu_selesai", "open_but_decided", "error")]


def _one_cell_two_rules(row: Row) -> list[tuple[str | None, str, str]]:
    """An unreadable status leaves the rules that need it unknown: one complaint."""
    row["status"], row["waktu_selesai"] = "entah", ""
    return [("status", "word_unknown", "error")]


def _of_another(row: Row) -> list[tuple[str | None, str, str]]:
    row["kode_wilayah"], row["nama_kabupaten_kota"] = "11.06", ""
    return [("kode_wilayah", "region_not_yours", "error")]


FAULTS: dict[str, Fault] = {
    "no number": _cell("nomor_permohonan", "", "cell_missing"),
    "a dash for a number": _cell("nomor_permohonan", "-", "cell_missing"),
    "no region": _cell("kode_wilayah", "", "cell_missing"),
    "a region that is none": _cell("kode_wilayah", "11.99", "region_unknown"),
    "another's region": _of_another,
    "a service that is none": _cell("kode_layanan", "XYZ-77", "service_unknown"),
    "no date of receipt": _cell("waktu_diajukan", "n/a", "cell_missing"),
    "a receipt on 31 February": _cell("waktu_diajukan", "31/02/2026", "date_unreadable"),
    "a ticket at no time": _cell("waktu_ambil_antrean", "pagi", "date_unreadable", "warning"),
    "a decision at 25.00": _cell("waktu_selesai", "05/03/2026 25.00", "date_unreadable"),
    "a decision that is a failed formula": _cell("waktu_selesai", "#N/A", "cell_error"),
    "a ticket that is a failed formula": _cell("waktu_ambil_antrean", "#REF!", "cell_error", "warning"),
    "a number that is a failed formula": _cell("nomor_permohonan", "#DIV/0!", "cell_error"),
    "a status that is none": _one_cell_two_rules,
    "a channel that is none": _cell("kanal", "merpati", "word_unknown", "warning"),
    "returns in words": _cell("jumlah_pengembalian", "tiga", "number_unreadable", "warning"),
    "a pause with a fraction": _cell("hari_jeda_pemohon", "2,5", "number_unreadable"),
    "a fee with cents": _cell("biaya_dibayar", "350.000,50", "number_unreadable", "warning"),
    "an obstacle that is none": _cell("kode_hambatan", "H77", "obstacle_unknown", "warning"),
    "completed without a time": _cell("waktu_selesai", "", "decision_missing"),
    "open with a time": _open_but_decided,
    "complete before received": _moved("waktu_berkas_lengkap", "waktu_diajukan", -HOUR, "complete_before_received"),
    "decided before complete": _moved("waktu_selesai", "waktu_berkas_lengkap", -HOUR, "decided_before_complete"),
    "decided before received": _moved("waktu_selesai", "waktu_diajukan", -2 * DAY, "decided_before_received"),
    "decided in times to come": _cell("waktu_selesai", datetime.datetime(2098, 1, 5, 9), "in_the_future"),
    "a number that Excel has cut": _cell("nomor_permohonan", "2,02610E+17", "number_cut"),
    "a number of invisible signs": _cell("nomor_permohonan", "\u200b\u00a0", "cell_missing"),
    "a number that is null": _cell("nomor_permohonan", "NULL", "cell_missing"),
    "two regions in one cell": _cell("kode_wilayah", "11.71/11.72", "region_unknown"),
    "a region that is the province": _cell("kode_wilayah", "11", "region_unknown"),
    "the name of another region": _cell("nama_kabupaten_kota", "Kota Langsa", "region_disagrees", of="kode_wilayah"),
    "a service by its sort": _cell("kode_layanan", "perizinan", "service_unknown"),
    "the name of another service": _cell("nama layanan", "PTS-02", "service_disagrees", of="kode_layanan"),
    "no service": _cell("kode_layanan", "-", "cell_missing"),
    "a receipt that is none": _cell("waktu_diajukan", "0000-00-00 00:00:00", "cell_missing"),
    "a receipt at the first second of computers": _cell("waktu_diajukan", "1970-01-01 07:00", "cell_missing"),
    "a receipt in month 13": _cell("waktu_diajukan", "2026-13-05", "date_unreadable"),
    "a receipt a thousand years ago": _cell("waktu_diajukan", "05/03/1026 08.00", "date_unreadable"),
    "a receipt at 24.30": _cell("waktu_diajukan", "05/03/2026 24.30", "date_unreadable"),
    "a receipt in times to come": _cell(
        "waktu_diajukan",
        datetime.datetime(2098, 1, 5, 9),
        "in_the_future",
        more=(
            ("waktu_berkas_lengkap", "complete_before_received"),
            ("waktu_selesai", "decided_before_received"),
        ),
    ),
    "a ticket in times to come": _cell("waktu_ambil_antrean", datetime.datetime(2098, 1, 5, 9), "in_the_future"),
    "completed never": _cell("waktu_selesai", "00/01/1900", "decision_missing"),
    "completed not yet": _cell("waktu_selesai", "belum selesai", "decision_missing"),
    "complete on a day of words": _cell("waktu_berkas_lengkap", "hari Senin", "date_unreadable"),
    "a promise on 31 April": _cell("tenggat", "31/04/2026", "date_unreadable"),
    "a pause below nought": _cell("hari_jeda_pemohon", "-1", "number_unreadable"),
    "a pause of a million days": _cell("hari_jeda_pemohon", "1000000", "number_unreadable"),
    "returns by half": _cell("jumlah_pengembalian", "1.5", "number_unreadable", "warning"),
    "a fee in dollars": _cell("biaya_dibayar", "USD 20", "number_unreadable", "warning"),
    "a fee that is a failed formula": _cell("biaya_dibayar", "#VALUE!", "cell_error", "warning"),
    "a business of no known size": _cell("skala_usaha", "raksasa", "word_unknown", "warning"),
    "a telephone number": _cell("kode_hambatan", "0812 6012 3456", "personal_phone"),
    "an address for e-mail": _cell("kanal", "warga@contoh.id", "personal_email"),
}


def planted(seed: int) -> Planted:
    """The file of this seed; every kind of fault is there `EACH` times, and twice as many twins."""
    random_ = random.Random(seed)
    found = Planted([_good(i, random_) for i in range(ROWS)])
    places = random_.sample(range(ROWS // 2), EACH * len(FAULTS))
    refused: set[int] = set()
    found.findings.append((None, None, "null_dates", "warning"))
    for nth, name in enumerate(name for name in FAULTS for _ in range(EACH)):
        number = places[nth] + FIRST_ROW
        for column, rule, severity in FAULTS[name](found.rows[places[nth]]):
            found.findings.append((number, column, rule, severity))
            if severity == "error":
                refused.add(number)
    refused |= set(_twins(found))
    found.accepted = set(range(FIRST_ROW, ROWS + FIRST_ROW)) - refused
    return found


def _twins(found: Planted) -> Iterator[int]:
    """Two rows of one number: equal ones count once, different ones are both refused. In the untouched half."""
    for nth in range(EACH):
        first = ROWS // 2 + 10 * nth
        found.rows[first + 5] = dict(found.rows[first])
        found.findings.append((first + 5 + FIRST_ROW, "nomor_permohonan", "duplicate_equal", "warning"))
        yield first + 5 + FIRST_ROW
        found.rows[first + 7] = {**found.rows[first + 1], "jumlah_pengembalian": 9}
        for place in (first + 1, first + 7):
            found.findings.append((place + FIRST_ROW, "nomor_permohonan", "duplicate_different", "error"))
            yield place + FIRST_ROW


def _good(nth: int, random_: random.Random) -> Row:
    received = datetime.datetime(2026, 3, 2, 8) + random_.randrange(60) * DAY + random_.randrange(480) * HOUR / 60
    complete, decided = received + 2 * HOUR, received + 2 * HOUR + random_.randrange(1, 9) * DAY
    return {
        "nomor_permohonan": f"REG-{nth:05d}",
        "kode_wilayah": random_.choice(("11.71", "Kota Banda Aceh", "banda aceh")),
        "kode_layanan": random_.choice(("DKC-01", "dkc-01", "PTS-01")),
        "kanal": random_.choice(("langsung", "Loket", "online", "", "-")),
        "waktu_ambil_antrean": random_.choice((received - HOUR, "", "-", "n/a")),
        "waktu_diajukan": received,
        "waktu_berkas_lengkap": complete,
        "waktu_selesai": decided,
        "status": random_.choice(("selesai", "Terbit", "SELESAI", "ditolak")),
        "jumlah_pengembalian": random_.choice((0, 1, "", "2")),
        "hari_jeda_pemohon": random_.choice((0, "", "1")),
        "kode_hambatan": random_.choice(("", "H01", "h04", "-")),
        "biaya_dibayar": random_.choice(("Rp 350.000,-", 350000, "0", "", "350.000", "350 000")),
        "nama_kabupaten_kota": random_.choice(("Kota Banda Aceh", "Banda Aceh", "", "Zona Utara")),
        "nama layanan": "",
        "tenggat": "",
        "skala_usaha": random_.choice(("", "Mikro", "usaha kecil", "None")),
    }


def write_csv(found: Planted, path: Path) -> Path:
    """With semicolons and the days and times of an Indonesian office."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows([_written(row[name]) for name in HEADERS] for row in found.rows)
    return path


def _written(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y %H.%M}" if isinstance(cell, datetime.datetime) else str(cell)


def write_xlsx(found: Planted, path: Path) -> Path:
    """With real dates, real numbers, and failed formulas as Excel keeps them."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, style = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, HEADERS)
        for i, row in enumerate(found.rows, start=1):
            for j, name in enumerate(HEADERS):
                cell = row[name]
                if isinstance(cell, datetime.datetime):
                    sheet.write_datetime(i, j, cell, style)
                elif isinstance(cell, str) and cell.startswith("#"):
                    sheet.write_formula(i, j, "=1/0", None, cell)
                elif cell != "":
                    sheet.write(i, j, cell)
    return path
