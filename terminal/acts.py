"""Commands of small acts: follow-up, annotate, declare, digest."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from access.viewer import Viewer
from data import acts, home, reference_tables
from data.errors import RefusedError
from metrics import (
    annotations,
    confirmations,
    coverage,
    declarations,
    early_warnings,
    follow_up_acts,
    follow_ups,
    indicators,
)
from metrics.annotations import Annotation
from metrics.confirmations import Confirmation
from metrics.declarations import Declaration
from metrics.follow_up_acts import Draft
from metrics.follow_ups import FollowUp
from reports import digest as letters
from terminal import output
from terminal.options import TERMINAL, As, By

commands = typer.Typer()
follow_up = typer.Typer(help="Tindak lanjut: usulkan, ubah, tampilkan.", no_args_is_help=True)
commands.add_typer(follow_up, name="follow-up")

Json = Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")]
Region = Annotated[str | None, typer.Option(help="Kode wilayah; seluruh provinsi bila kosong.")]


@follow_up.command(name="add")
def add(
    indicator: Annotated[str, typer.Option(help="Indikator yang belum tercapai.", show_default=False)],
    period: Annotated[str, typer.Option(help="Periode, misalnya 2026-10.", show_default=False)],
    fact: Annotated[str, typer.Option(help="Fakta: apa yang terlihat.", show_default=False)],
    cause: Annotated[str, typer.Option(help="Sebab menurut pemeriksaan.", show_default=False)],
    action: Annotated[str, typer.Option(help="Tindakan yang akan dilakukan.", show_default=False)],
    owner: Annotated[str, typer.Option(help="Penanggung jawab: jabatan atau instansi.", show_default=False)],
    deadline: Annotated[str, typer.Option(help="Tenggat, misalnya 2026-12-31.", show_default=False)],
    region: Region = None,
    obstacle: Annotated[str | None, typer.Option(help="Kode hambatan, misalnya H04.")] = None,
    service: Annotated[str | None, typer.Option(help="Kode layanan, bila hanya satu.")] = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Usulkan tindak lanjut atas satu indikator."""
    name = _acting("follow_up", who, by)
    where = {"service_code": service} if service else {}
    draft = Draft(indicator, period, fact, cause, action, owner, deadline, region, where, obstacle)
    _print_follow_up(follow_up_acts.propose(home.from_environment(), who.scope, name, draft))


@follow_up.command(name="change")
def change(
    seq: Annotated[int, typer.Argument(help="Nomor tindak lanjut.")],
    status: Annotated[str | None, typer.Option(help="not_started, in_progress, done, cancelled.")] = None,
    deadline: Annotated[str | None, typer.Option(help="Tenggat baru; perlu catatan.")] = None,
    remark: Annotated[str | None, typer.Option(help="Catatan.")] = None,
    link: Annotated[str | None, typer.Option(help="Tautan bukti.")] = None,
    sign_off: Annotated[bool, typer.Option("--sign-off", help="Setujui.")] = False,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Ubah status atau tenggat, tambahkan catatan atau bukti."""
    name = _acting("sign_off" if sign_off else "follow_up", who, by)
    asked: dict[str, Any] = {"status": status, "deadline": deadline, "remark": remark, "link": link}
    here = home.from_environment()
    _print_follow_up(follow_up_acts.change(here, who.scope, name, seq, sign_off=sign_off, **asked))


@follow_up.command(name="list")
def list_(as_json: Json = False, who: As = TERMINAL) -> None:
    """Tampilkan semua tindak lanjut menurut tenggat."""
    found = follow_ups.listed(home.from_environment(), who.scope)
    if as_json:
        output.print_json(
            [{**asdict(one), "deadline": str(one.deadline), "done_on": _day(one.done_on)} for one in found]
        )
        return
    for one in found:
        _print_follow_up(one)


@commands.command()
def annotate(
    month: Annotated[str, typer.Option(help="Bulan kejadian, misalnya 2026-03.", show_default=False)],
    text: Annotated[str, typer.Option(help="Apa yang terjadi.", show_default=False)],
    region: Region = None,
    indicator: Annotated[str | None, typer.Option(help="Indikator; semua bila kosong.")] = None,
    rebase: Annotated[bool, typer.Option("--rebase", help="Batas kendali dihitung ulang sejak bulan ini.")] = False,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Catat kejadian (aturan baru, bencana, loket baru) agar tampak pada grafik."""
    name = _acting("annotate", who, by)
    draft = Annotation(month, text, indicator, region, rebase)
    made = annotations.annotate(home.from_environment(), who.scope, name, draft)
    print(f"Catatan {made.seq}: {made.month}.")


@commands.command()
def declare(
    region: Annotated[str, typer.Option(help="Kode wilayah.", show_default=False)],
    code: Annotated[str, typer.Option(help="Kode hambatan, misalnya H13.", show_default=False)],
    document: Annotated[str, typer.Option(help="Nomor dokumen.", show_default=False)],
    date: Annotated[str, typer.Option(help="Tanggal dokumen, misalnya 2026-03-31.", show_default=False)],
    text: Annotated[str, typer.Option(help="Uraian hambatan.", show_default=False)],
    indicator: Annotated[str, typer.Option(help="Indikator yang terhambat.")] = declarations.ABOUT,
    agency: Annotated[str | None, typer.Option(help="Kode instansi.")] = None,
    service: Annotated[str | None, typer.Option(help="Kode layanan.")] = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Nyatakan hambatan suatu wilayah, juga yang belum memiliki MPP."""
    name = _acting("declare", who, by)
    on = acts.day("tanggal", date)
    draft = Declaration(region, code, document, on, text, indicator, agency, service)
    made = declarations.declare(home.from_environment(), who.scope, name, draft)
    print(f"Hambatan {made.seq}: {made.code} di {made.region} dinyatakan.")


@commands.command(name="close-obstacle")
def close_obstacle(
    seq: Annotated[int, typer.Argument(help="Nomor hambatan yang dinyatakan.")],
    reason: Annotated[str, typer.Option(help="Alasan ditutup.", show_default=False)],
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Tutup hambatan yang pernah dinyatakan."""
    name = _acting("declare", who, by)
    declarations.close(home.from_environment(), who.scope, name, seq, reason)
    print(f"Hambatan {seq} ditutup.")


@commands.command(name="confirm-coverage")
def confirm_coverage(
    region: Annotated[str, typer.Option(help="Kode wilayah.", show_default=False)],
    document: Annotated[str, typer.Option(help="Nomor dokumen.", show_default=False)],
    date: Annotated[str, typer.Option(help="Tanggal dokumen, misalnya 2026-03-31.", show_default=False)],
    remark: Annotated[str | None, typer.Option(help="Catatan.")] = None,
    by: By = "terminal",
    who: As = TERMINAL,
) -> None:
    """Konfirmasi keadaan MPP suatu wilayah, sehingga tidak lagi sekadar menurut berita."""
    name = _acting("confirm_milestone", who, by)
    draft = Confirmation(region, document, acts.day("tanggal", date), remark)
    made = confirmations.confirm(home.from_environment(), who.scope, name, draft)
    print(f"Konfirmasi {made.seq}: keadaan {made.region} menurut {made.document}.")


@commands.command()
def digest(
    language: Annotated[str, typer.Option(help="id atau en.")] = "id",
    as_json: Json = False,
    who: As = TERMINAL,
) -> None:
    """Cetak peringatan dini; tidak mencetak apa pun bila tidak ada (untuk surel lewat cron)."""
    here = home.from_environment()
    found = early_warnings.early_warnings(here, who.scope)
    if as_json:
        output.print_json([asdict(alert) for alert in found])
        return
    table = reference_tables.regions(here)
    regions = dict(zip(table["code"], table["name"], strict=True))
    standing = coverage.coverage(here, who.scope).regions if found else None
    told = letters.letter(found, indicators.load(here), regions, "en" if language == "en" else "id", standing)
    if told:
        print(told)


def _acting(act: str, who: Viewer, by: str) -> str:
    """The name the ledger writes down; RefusedError for an account that may not do it."""
    if not who.may(act):
        raise RefusedError("--as: akun ini tidak berhak melakukannya. Pakai akun lain.")
    return by if who is TERMINAL else who.name


def _print_follow_up(one: FollowUp) -> None:
    place = one.region or "provinsi"
    print(f"Tindak lanjut {one.seq}: {one.indicator}, {place}, {one.period}; {one.status}; tenggat {one.deadline}")


def _day(day: object) -> str | None:
    return str(day) if day else None
