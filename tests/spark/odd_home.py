"""Homes made up at random whose records are odd: those of demo data hide where two engines differ."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from data.duckdb_session import quoted
from data.home import Home
from data.intake import load
from data.ledger import entries
from data.schema import kinds
from metrics.survey.index import UNSUR
from tests.spec.drawn import write_csv
from tests.twins.offices import Office
from tests.twins.twin_records import AGENCY_OF, REGIONS, Cells

SERVICES = tuple(AGENCY_OF)
DAYS = ("1990-01-31", "2012-02-29", "2020-12-25", "2024-06-18", "2025-12-31", "2026-01-01", "2026-02-28", "2026-03-02")
DAYS += ("2026-03-05", "2026-03-06", "2026-03-07", "2026-03-20", "2026-03-31", "2026-04-01")
TIMES = ("00:00", "00:00", "00:01", "06:59", "07:30", "11:59", "12:00", "14:59", "15:01", "16:31", "23:59")
STEPS = ("kajian_urgensi", "lokasi", "anggaran", "pks", "soft_launch", "peresmian")
ACTS = ("transactions", "surveys", "transactions", "complaints", "recap", "stages", "transactions", "milestones")
ROWS = 120


def fill(office: Office, seed: int) -> Home:
    """Send files of all kinds with odd rows, correct some, take one back, and make an entry as an older program did."""
    chance = random.Random(seed)
    for number, kind in enumerate((*ACTS, "recap", "complaints", "stages", "milestones", "surveys", "transactions")):
        path = office.home.root / f"{number}-{kind}.csv"
        written = {key(kind, row): row for row in (ROW[kind](chance) for _ in range(ROWS))}
        write_csv(path, list(written.values()))
        load.load(office.home, load.Request(path, kinds.kind(kind)))
        office.now += timedelta(days=2)
    uploads = [entry for entry in entries.entries(office.home) if entry.kind == "transactions"]
    entries.undo(office.home, uploads[1].seq, "petugas", "salah berkas")
    as_older_program(uploads[0].rows_path)
    return office.home


def as_older_program(rows: Path) -> None:
    """Take a column away that was declared later, as in entries written before it."""
    older = rows.with_suffix(".older")
    with duckdb.connect() as con:
        select = f"select * exclude (business_scale) from read_parquet({quoted(rows)})"
        con.execute(f"copy ({select}) to {quoted(older)} (format parquet)")
    older.replace(rows)


def key(kind: str, row: Cells) -> tuple[str, ...]:
    """What a row is known by in its file."""
    if kind == "stages":
        return tuple(row.values())
    headers = [column.header for column in kinds.kind(kind).columns if column.name in kinds.kind(kind).key]
    return tuple(row[header] for header in headers)


def moment(chance: random.Random, after: str = "", days: int = 0) -> str:
    """A moment, at times at midnight; at most so many days after another."""
    if not after:
        return f"{chance.choice(DAYS)} {chance.choice(TIMES)}"
    day = datetime.fromisoformat(after) + timedelta(days=chance.randint(0, days))
    return max(after, f"{day:%Y-%m-%d} {chance.choice(TIMES)}")


def application(chance: random.Random) -> Cells:
    """An application: its ticket may be called the next day, its decision fall on 00:00."""
    ticket = moment(chance)
    received = moment(chance, ticket, 2)
    complete = moment(chance, received, 3)
    is_open = chance.random() < 0.3
    return {
        "nomor_permohonan": f"A-{chance.randint(1, 300)}",
        "kode_wilayah": chance.choice(REGIONS),
        "kode_layanan": chance.choice(SERVICES),
        "kanal": chance.choice(("", "langsung", "elektronik", "mandiri")),
        "waktu_ambil_antrean": chance.choice((ticket, "")),
        "waktu_dipanggil": chance.choice((moment(chance, ticket, 1), moment(chance, ticket, 0), "")),
        "waktu_diajukan": received,
        "waktu_berkas_lengkap": chance.choice((complete, "")),
        "waktu_selesai": "" if is_open else moment(chance, complete, 9),
        "status": chance.choice(("proses", "dicabut")) if is_open else chance.choice(("selesai", "ditolak", "dicabut")),
        "jumlah_pengembalian": chance.choice(("", "0", "2")),
        "hari_jeda_pemohon": chance.choice(("", "0", "3")),
        "tenggat": chance.choice(("", "", moment(chance, received, 9)[:10])),
        "skala_usaha": chance.choice(("", "mikro", "kecil", "besar")),
    }


def survey(chance: random.Random) -> Cells:
    """A respondent who leaves questions out."""
    return {
        "nomor_respons": f"R-{chance.randint(1, 400)}",
        "kode_wilayah": chance.choice(REGIONS),
        "kode_instansi": chance.choice(("DKC", "PTS")),
        "kode_layanan": chance.choice(("", *SERVICES)),
        "kanal": chance.choice(("", "langsung")),
        "tanggal": chance.choice(DAYS),
        **{unsur: chance.choice(("", "1", "2", "3", "4")) for unsur in UNSUR},
    }


def complaint(chance: random.Random) -> Cells:
    """A complaint, answered at midnight or never."""
    received = moment(chance)
    is_over = chance.random() < 0.6
    return {
        "nomor_pengaduan": f"K-{chance.randint(1, 300)}",
        "kode_wilayah": chance.choice(REGIONS),
        "kode_layanan": chance.choice(("", *SERVICES)),
        "kanal": chance.choice(("", "langsung")),
        "jenis": chance.choice(("", "informasi", "tanpa_pemeriksaan", "dengan_pemeriksaan")),
        "diterima": received,
        "respons_pertama": chance.choice((moment(chance, received, 6), "")),
        "selesai": moment(chance, received, 5) if is_over else "",
        "status": "selesai" if is_over else "proses",
    }


def recap(chance: random.Random) -> Cells:
    """A month of a service, also where there are single records of it."""
    completed = chance.randint(0, 9)
    return {
        "kode_wilayah": chance.choice(REGIONS),
        "bulan": chance.choice(("2019-12", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04")),
        "kode_layanan": chance.choice(SERVICES),
        "kanal": chance.choice(("", "langsung", "elektronik")),
        "masuk": chance.choice(("", "0", "7")),
        "selesai": str(completed),
        "tepat_waktu": chance.choice(("", str(chance.randint(0, completed)))),
        "ditolak": chance.choice(("", "0", "2")),
        "proses": chance.choice(("", "5")),
    }


def stage(chance: random.Random) -> Cells:
    """A step, at times without a beginning or an end, with seconds."""
    began = f"{moment(chance)}:{chance.randint(0, 59):02}"
    ended = f"{moment(chance, began[:16], 4)}:59"
    return {
        "nomor_permohonan": f"A-{chance.randint(1, 300)}",
        "kode_wilayah": chance.choice(REGIONS),
        "tahap": chance.choice(("verifikasi", "survei", "verifikasi", "terbit")),
        "mulai": chance.choice((began, began, "")),
        "selesai": chance.choice((ended, ended, "")),
        "penanggung_jawab": chance.choice(("", "instansi", "pemohon", "pusat")),
    }


def milestone(chance: random.Random) -> Cells:
    """A step of a region's path, by its day or its month; one step may follow another in the same or the next month."""
    step = chance.randrange(len(STEPS))
    planned, happened = chance.choice(DAYS[1:]), DAYS[1 + 2 * step + chance.randint(0, 1)]
    return {
        "kode_wilayah": chance.choice(REGIONS),
        "kode_tahap": STEPS[step],
        "rencana": chance.choice((planned, planned[:7])),
        "terjadi": chance.choice((happened, happened[:7], "")),
        "nomor_dokumen": "SK 1",
    }


ROW = {
    "transactions": application,
    "surveys": survey,
    "complaints": complaint,
    "recap": recap,
    "stages": stage,
    "milestones": milestone,
}
