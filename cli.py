"""The terminal door: every act and every figure without a browser (design §9)."""

import csv
import gc
import json
import subprocess
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from data import clock, home, ledger, verification
from data import load as loading
from data.demo import filling
from data.errors import CapaianError, RefusedError
from data.receipt import Receipt
from metrics import cells, indicators, scorecard, targets
from metrics.row import Row
from reports import table

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Capaian MPP: muat catatan layanan, hitung target yang terukur, lihat capaiannya.",
)

By = Annotated[str, typer.Option("--by", help="Nama yang dicatat dalam buku besar.")]


class Format(StrEnum):
    """How a scorecard is printed."""

    json = "json"
    csv = "csv"
    table = "table"


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Berkas CSV atau XLSX.", show_default=False)],
    kind: Annotated[
        str,
        typer.Option(
            help="Jenis unggahan: transactions, surveys, complaints, stages, recap, figures.", show_default=False
        ),
    ],
    profile: Annotated[str | None, typer.Option(help="Profil impor: berkas YAML atau namanya.")] = None,
    region: Annotated[str | None, typer.Option(help="Wilayah semua baris, misalnya 11.71.")] = None,
    by: By = "terminal",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Periksa saja, jangan simpan.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Cetak hasil sebagai JSON.")] = False,
) -> None:
    """Muat berkas: periksa setiap baris, simpan yang benar, laporkan sisanya."""
    here = _home()
    targets.load(here, indicators.load(here))  # a wrong setting is told before anything is stored
    asked = [loading.request(here, path, kind, profile, region, by, dry_run) for path in files]
    receipts = []
    for request in asked:
        receipts.append(loading.load(here, request))
    told = [receipt.as_dict() for receipt in receipts]
    if as_json:
        _print_json(told[0] if len(told) == 1 else told)
    for receipt in receipts:
        if not as_json:
            _print_receipt(receipt)
        if receipt.refused:
            _complain(_refusal(receipt))
    if any(receipt.seq is not None for receipt in receipts):
        cells.catch_up(here)
    if any(receipt.refused for receipt in receipts):
        raise typer.Exit(1)


@app.command()
def score(
    period: Annotated[str | None, typer.Option(help="Misalnya 2026-10, 2026-Q3, 2026, ytd:2026-10.")] = None,
    region: Annotated[str | None, typer.Option(help="Kode wilayah; provinsi bila kosong.")] = None,
    indicator: Annotated[list[str] | None, typer.Option(help="Indikator; semua bila kosong.")] = None,
    by: Annotated[str | None, typer.Option(help=" | ".join(scorecard.BY))] = None,
    as_of: Annotated[int | None, typer.Option(help="Jawab menurut buku besar sampai entri ini.")] = None,
    format: Annotated[Format, typer.Option(help="Bentuk keluaran.")] = Format.table,
) -> None:
    """Hitung capaian terhadap target."""
    card = scorecard.score(_home(), period, region, indicator, by, as_of)
    rows = [row.as_dict() for row in card.rows]
    if format is Format.json:
        _print_json(rows)
    elif format is Format.csv:
        writer = csv.DictWriter(sys.stdout, list(Row.__dataclass_fields__), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.csv_row(row) for row in rows)
    else:
        known = indicators.load(_home())
        print(table.text(card, known))
        index = known["satisfaction_index"].formula
        if by is None and index and any(row.indicator == "satisfaction_index" for row in card.rows):
            unsur = scorecard.score(_home(), card.period, region, index.mean_of, None, as_of)
            told = table.reconciliation(unsur, known)
            print(told if told else "", end="\n" if told else "")


@app.command()
def undo(
    seq: Annotated[int, typer.Argument(help="Nomor entri unggahan.")],
    reason: Annotated[str, typer.Option(help="Alasan pembatalan.", show_default=False)],
    by: By = "terminal",
) -> None:
    """Batalkan satu unggahan dengan entri baru; tidak ada yang dihapus."""
    here = _home()
    entry = ledger.undo(here, seq, by, reason)
    cells.catch_up(here)
    print(f"Entri {seq} dibatalkan oleh entri {entry.seq}.")


@app.command()
def log(as_json: Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")] = False) -> None:
    """Tampilkan isi buku besar, dari yang tertua."""
    listed = ledger.entries(_home())
    if as_json:
        names = ("seq", "kind", "who", "when", "what", "files", "previous", "sha256")
        _print_json([{name: getattr(entry, name) for name in names} for entry in listed])
        return
    undone = ledger.undone(listed)
    for entry in listed:
        print(table.entry_line(entry, entry.seq in undone))


@app.command()
def verify() -> None:
    """Periksa sidik SHA-256 setiap berkas dan rantai buku besar."""
    here = _home()
    broken = verification.first_broken(here)
    if broken:
        raise RefusedError(f"Entri {broken[0]}: {broken[1]}. Pulihkan folder entri itu dari cadangan.")
    print(f"Buku besar utuh: {ledger.head_seq(here)} entri.")


@app.command()
def rebuild() -> None:
    """Turunkan kembali gudang data dari buku besar."""
    here = _home()
    cells.rebuild(here)
    print(f"Gudang data diturunkan kembali dari {ledger.head_seq(here)} entri.")


@app.command(name="demo")
def demo_(
    records: Annotated[int, typer.Option(min=1, help="Banyaknya permohonan contoh.")] = 200_000,
    seed: Annotated[int, typer.Option(min=0, help="Benih acak; benih sama, data sama.")] = 1,
) -> None:
    """Isi rumah data yang kosong dengan data contoh 36 bulan."""
    here = _home()
    filling.refuse_unless_empty(here)
    print("Membuat data contoh …", file=sys.stderr)
    filling.fill(here, records, seed, clock.today())
    cells.catch_up(here)
    print(f"Data contoh dimuat: {records} permohonan. Semua angkanya ditandai data contoh.")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Alamat yang didengarkan.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Nomor porta.")] = 8501,
) -> None:
    """Buka dasbor pada peramban."""
    print(f"Dasbor: http://{host}:{port} (hanya dari komputer ini; Ctrl+C untuk berhenti)", file=sys.stderr)
    page = Path(__file__).resolve().parent / "app.py"
    options = ["--server.address", host, "--server.port", str(port), "--server.headless", "true"]
    raise typer.Exit(subprocess.call([sys.executable, "-m", "streamlit", "run", str(page), *options]))


def _home() -> home.Home:
    return home.from_environment()


def _print_json(told: object) -> None:
    print(json.dumps(told, ensure_ascii=False, allow_nan=False))


def _print_receipt(receipt: Receipt) -> None:
    seq = f"entri {receipt.seq}" if receipt.seq is not None else "tidak disimpan"
    counts = f"dibaca {receipt.rows_read}, diterima {receipt.rows_accepted}, ditolak {receipt.rows_rejected}"
    print(f"{receipt.file}: {seq}; {counts}")
    for problem in receipt.problems[:20]:
        print(f"  {problem.message()}")
    if len(receipt.problems) > 20:
        print(f"  … dan {len(receipt.problems) - 20} temuan lagi (--json menampilkan semua)")


def _refusal(receipt: Receipt) -> str:
    first = receipt.problems[0].message() if receipt.problems else ""
    if receipt.rows_read:
        counts = f"{receipt.rows_rejected} dari {receipt.rows_read} baris bermasalah"
        return f"{receipt.file}: ditolak, {counts}. Yang pertama: {first}"
    return f"{receipt.file}: ditolak. {first}"


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


def _usage(error: Any) -> int:
    """What typer complains of: the help itself where no command was named, else one line."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help())
    else:
        _complain(f"{' '.join(error.format_message().split())} Lihat: cli.py --help")
    return 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 the input was refused, 2 wrong use or wrong setup."""
    try:
        result: Any = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except typer.Exit as stopped:
        return stopped.exit_code
    except RefusedError as refused:
        _complain(str(refused))
        return 1
    except CapaianError as error:
        _complain(str(error))
        return 2
    except Exception as error:  # typer's own complaints about usage carry an exit code and a way to show themselves
        if not hasattr(error, "exit_code"):
            raise
        return _usage(error)
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    gc.freeze()  # what was imported stays: no collection need look at it while the command runs
    code = main()
    gc.unfreeze()  # else DuckDB's binding complains at the exit of what was never collected
    sys.exit(code)
