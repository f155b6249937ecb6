"""The applying part of a load: accepted rows and findings become an entry of the ledger."""

import contextlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import duckdb

from data import errors
from data.duckdb_session import quoted
from data.errors import SetupError
from data.home import Home
from data.intake.receipt import Receipt
from data.intake.source.request import Request
from data.ledger import entries, open_problems, setting_versions, storage
from data.ledger.open_problems import PROBLEMS_FILE
from data.schema.kinds import Kind
from data.schema.problems import Problem
from data.warehouse import orphans


def enter(con: duckdb.DuckDBPyConnection, home: Home, asked: Request, receipt: Receipt) -> Receipt:
    """Put the view `accepted` and the findings into the ledger, settings that changed before them."""
    with storage.lock(home):
        known = already_loaded(home, receipt.sha256, receipt.understood.sheet if receipt.understood else None)
        if known:
            return replace(receipt, rows_accepted=0, rows_rejected=0, problems=(known,))
        with contextlib.ExitStack() as stack:
            acts = []
            changed = setting_versions.changed(home)
            if "reference" in changed:
                orphans.refuse(home)
            for kind in changed:
                side = stack.enter_context(storage.side_folder(home))
                acts.append(setting_versions.prepare(home, kind, asked.who, side))
            folder = stack.enter_context(storage.side_folder(home))
            _write(con, folder, asked.kind, receipt.problems)
            acts.append(entries.Act(folder, receipt.kind, asked.who, _what(asked, receipt)))
            entry = entries.append_all(home, acts)[-1]
    return replace(receipt, seq=entry.seq, refused=False)


def _what(asked: Request, receipt: Receipt) -> dict[str, Any]:
    counts = {"read": receipt.rows_read, "accepted": receipt.rows_accepted, "rejected": receipt.rows_rejected}
    how = {"profile": asked.profile.name or None, "time_zone": asked.profile.time_zone, "region": asked.region}
    understood = asdict(receipt.understood) if receipt.understood else None
    return {
        "file": receipt.file,
        "sha256": receipt.sha256,
        "counts": counts,
        **how,
        "period": receipt.period,
        "understood": understood,
        "scale": [asked.profile.scale.low, asked.profile.scale.high] if asked.profile.scale else None,
        "demo": asked.demo,
    }


def _write(con: duckdb.DuckDBPyConnection, folder: Path, kind: Kind, problems: Sequence[Problem]) -> None:
    con.execute(
        "create table told (row_no bigint, column_header varchar, rule varchar, severity varchar, detail varchar,"
        " record varchar)"
    )
    if problems:
        columns = zip(*((p.row, p.column, p.rule, p.severity, p.detail_json()) for p in problems), strict=True)
        con.execute(
            "insert into told select unnest($a::bigint[]), unnest($b::varchar[]), unnest($c::varchar[]),"
            " unnest($d::varchar[]), unnest($e::varchar[]), null",
            dict(zip("abcde", map(list, columns), strict=True)),
        )
        open_problems.put(con, kind)
    try:
        con.execute(f"copy accepted to {quoted(folder / entries.ROWS_FILE)} (format parquet, compression zstd)")
        con.execute(f"copy told to {quoted(folder / PROBLEMS_FILE)} (format parquet)")
    except duckdb.Error as error:
        raise SetupError(errors.error_text("rows_not_written", home=folder.parent.parent)) from error


def already_loaded(home: Home, sha256: str, sheet: str | None) -> Problem | None:
    """What to tell when a standing entry came from the same bytes; another sheet of a workbook is another table.

    `sheet` is the one asked for by name (None: whichever the file has).
    """
    for entry in entries.standing(entries.entries(home)):
        held = (entry.what.get("understood") or {}).get("sheet")
        if entry.what["sha256"] == sha256 and (sheet is None or held is None or held == sheet):
            return Problem(None, None, "already_loaded", detail={"entry": entry.seq})
    return None
