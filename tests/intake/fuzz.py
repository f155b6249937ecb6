"""Spoilt files, thousands of them: `make fuzz`, or `python -m tests.intake.fuzz 2000 [SEED]`.

A file that an office could send is spoilt at random, in its bytes or in the XML inside it, and loaded, some with a
spoilt profile. Whatever comes of it: no error but one for the user, the ledger as it was when the file is refused, and
no word of a cell in what is told.
"""

import gzip
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from data.errors import CapaianError
from data.home import Home
from data.intake import load
from data.intake.receipt import Receipt
from data.intake.source import profile_files
from data.intake.source.profiles import PLAIN, Profile
from data.ledger import entries
from data.schema import kinds
from tests.intake import binary_books, books, hostile

SECRET = "RAHASIA"
"""Stands in many a cell and must never be told."""
HEADERS = (
    "nomor_permohonan",
    "kode_wilayah",
    "kode_layanan",
    "waktu_diajukan",
    "waktu_selesai",
    "status",
    "biaya_dibayar",
)
TOKENS = (
    b'"', b";", b",", b"\n", b"\r", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"\xf0\x9f\x98\x80",
    b"#N/A", b"=1+1", b"'", b"<", b"&", b"]]>", b"\t", b"-", b"9" * 40, b"31/02/2026", b"1e308", b"{", b"}", b"$now",
    b"\\", b"%", b"\xe2\x80\xae", b"\xc2\xa0", b"--", b"/*", SECRET.encode(),
)  # fmt: skip
PROFILE = """
name: kantor
header_row: 1
columns: {no: nomor_permohonan, "tgl": waktu_diajukan}
constants: {kode_layanan: DKC-01}
values: {status: {beres: selesai}, kanal: {x: langsung}}
date_order: dmy
decimal_mark: ","
time_zone: Asia/Jakarta
"""


def csv(random_: random.Random) -> bytes:
    """Some applications, in one of the usual encodings."""
    mark = random_.choice(";,\t")
    lines = [HEADERS]
    for n in range(random_.randrange(1, 12)):
        day = f"{random_.randrange(1, 29):02d}/03/2026 08.{random_.randrange(60):02d}"
        lines.append((f"A-{n}", "11.71", "DKC-01", day, "", random_.choice(("proses", SECRET, "")), SECRET))
    text = random_.choice(("\n", "\r\n")).join(mark.join(line) for line in lines)
    return text.encode(random_.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")))


def xlsx(random_: random.Random) -> bytes:
    """The same as a workbook."""
    rows = [HEADERS, *map(_row, range(4))]
    return hostile.xlsx("".join(hostile.xlsx_row(n, row) for n, row in enumerate(rows, start=1)))


def ods(random_: random.Random) -> bytes:
    """And as an ODS."""
    rows = [HEADERS, *map(_row, range(4))]
    return hostile.ods("".join(map(hostile.ods_row, rows)))


def xls(random_: random.Random) -> bytes:
    """A workbook of Excel 97."""
    with tempfile.TemporaryDirectory() as folder:
        return books.xls(Path(folder) / "buku.xls").read_bytes()


def xlsb(random_: random.Random) -> bytes:
    """A binary workbook, some of its numbers shown as percent."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [[*HEADERS], *([*_row(n)[:6], (random_.random(), random_.randrange(3))] for n in range(4))]
        return binary_books.xlsb(Path(folder) / "buku.xlsb", rows, hidden=[2]).read_bytes()


def html(random_: random.Random) -> bytes:
    """A table of a web page, with cells over several rows or columns here and there."""
    spans = ("", "", "", ' rowspan="2"', ' colspan="2"', " style='display:none'")
    rows = "".join(
        "<tr>" + "".join(f"<td{random_.choice(spans)}>{cell}</td>" for cell in row) + "</tr>\n"
        for row in (HEADERS, *map(_row, range(4)))
    )
    return f"<html><body><p>{SECRET}</p><table border=1>{rows}</table></body></html>".encode()


def spreadsheetml(random_: random.Random) -> bytes:
    """A workbook in the XML of Excel 2003, with places and merges here and there."""
    places = ("", "", "", ' ss:Index="3"', ' ss:MergeDown="1"', ' ss:MergeAcross="1"')
    types = ("String", "String", "Number", "DateTime")
    rows = "".join(
        "<Row>"
        + "".join(
            f'<Cell{random_.choice(places)}><Data ss:Type="{random_.choice(types)}">{cell}</Data></Cell>'
            for cell in row
        )
        + "</Row>\n"
        for row in (HEADERS, *map(_row, range(4)))
    )
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="Data"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?>\n<Workbook xmlns="{name}" xmlns:ss="{name}">{sheet}</Workbook>'.encode()


def _row(n: int) -> tuple[str, ...]:
    return f"A-{n}", "11.71", "DKC-01", "02/03/2026", "", "proses", SECRET


TABLES: dict[str, Callable[[random.Random], bytes]] = {
    "csv": csv,
    "xlsx": xlsx,
    "ods": ods,
    "xls": xls,
    "xlsb": xlsb,
    "html": html,
    "xml": spreadsheetml,
}


def zipped(random_: random.Random) -> bytes:
    """An archive of one table, or now and then of two, with what else programs put beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(random_.choice((1, 1, 1, 2))):
            form = random_.choice(tuple(TABLES))
            packed.writestr(f"data {n}.{form}", TABLES[form](random_))
        if random_.random() < 0.3:
            packed.writestr(f"__MACOSX/._{SECRET}.csv", SECRET)
    return out.getvalue()


def gzipped(random_: random.Random) -> bytes:
    """One table packed by gzip."""
    return gzip.compress(TABLES[random_.choice(tuple(TABLES))](random_))


FORMS = {**TABLES, "zip": zipped, "gz": gzipped}


def spoilt(content: bytes, random_: random.Random) -> bytes:
    """A few random changes."""
    changed = bytearray(content)
    for _ in range(random_.choice((1, 1, 2, 5, 20))):
        at, other = (random_.randrange(len(changed) + 1) for _ in range(2))
        length = random_.choice((1, 1, 4, 50))
        change = random_.randrange(6)
        if change == 0 and changed:
            changed[min(at, len(changed) - 1)] = random_.randrange(256)
        elif change == 1:
            del changed[at : at + length]
        elif change == 2:
            changed[at:at] = changed[other : other + length * random_.choice((1, 40))]
        elif change in (3, 4):
            changed[at:at] = random_.choice(TOKENS) * random_.choice((1, 1, 3))
        elif random_.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def spoilt_inside(content: bytes, random_: random.Random) -> bytes:
    """A package with one of the files in it spoilt, and packed again in good order."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = random_.choice([name for name in parts if name != "mimetype"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, text in parts.items():
            packed.writestr(part, spoilt(text, random_) if part == name else text)
    return out.getvalue()


def file(seed: int, form: str | None = None) -> tuple[str, bytes, str | None]:
    """Name and bytes of the spoilt file of this seed, and the text of its profile where it has one."""
    random_ = random.Random(seed)
    form = form or random_.choice(("csv", "csv", *FORMS))
    content = FORMS[form](random_)
    inside = form in ("xlsx", "ods", "xlsb", "zip", "gz") and random_.random() < 0.8
    if inside and form == "gz":
        content = gzip.compress(spoilt(gzip.decompress(content), random_))
    else:
        content = spoilt_inside(content, random_) if inside else spoilt(content, random_)
    profile = None
    if random_.random() < 0.25:
        profile = spoilt(PROFILE.encode(), random_).decode("utf-8", "replace")
    return f"berkas-{seed}.{form}", content, profile


def held(home: Home, folder: Path, seed: int, form: str | None = None) -> str:
    """Load the spoilt file of this seed and hold it to the promises; tells what became of it."""
    name, content, profile_text = file(seed, form)
    path = folder / name
    path.write_bytes(content)
    profile = _profile(folder, profile_text)
    before = {entry.seq for entry in entries.entries(home)}
    try:
        receipt = load.load(home, load.Request(path, kinds.kind("transactions"), profile))
    except CapaianError as error:
        assert error.message("id") and error.message("en")
        assert {entry.seq for entry in entries.entries(home)} == before
        return "error"
    finally:
        path.unlink()
    _promised(receipt, {entry.seq for entry in entries.entries(home)} - before)
    return "refused" if receipt.refused else "accepted"


def _profile(folder: Path, text: str | None) -> Profile:
    if text is None:
        return PLAIN
    path = folder / "profil.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    try:
        return profile_files.load(path, kinds.kind("transactions"))
    except CapaianError as error:
        assert error.message("id") and error.message("en")
        return PLAIN


def _promised(receipt: Receipt, added: set[int]) -> None:
    if receipt.refused:
        assert not added and receipt.seq is None
        assert any(problem.severity == "error" for problem in receipt.problems) or receipt.rows_read
    else:
        assert receipt.seq in added and receipt.rows_accepted > 0
    assert receipt.rows_accepted + receipt.rows_rejected <= receipt.rows_read
    for problem in receipt.problems:
        for language in ("id", "en"):
            message = problem.message(language)
            assert message and (problem.row is None or SECRET not in message)


def main(count: int, first: int) -> int:
    """Load so many files and tell what became of them; 1 when a promise was broken, with the seed to try again."""
    became: Counter[str] = Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="capaian-fuzz-") as folder:
        for nth in range(count):
            if nth % 200 == 0:  # a home of its own now and then, for the ledger grows
                home = Home(Path(folder) / f"home{nth}")
                print(f"{nth} of {count} files, {time.monotonic() - begun:.0f} s: {dict(became)}", flush=True)
            try:
                became[held(home, Path(folder), first + nth)] += 1
            except Exception:
                print(f"the file of seed {first + nth} broke a promise", file=sys.stderr)
                raise
    print(f"{count} files in {time.monotonic() - begun:.0f} s: {dict(became)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(told) for told in (*sys.argv[1:3], *("2000", "1")[len(sys.argv) - 1 :]))))
