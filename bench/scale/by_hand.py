"""The same four figures of one month by region, computed from the records by hand: DuckDB, pandas, Polars.

Each is given the tables of calendar, agencies and standards for nothing, and the Parquet of the ledger.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data import sql_files
from data.home import Home
from data.ledger import entries
from data.warehouse.facts import tables

Figures = Mapping[str, tuple[float | None, ...]]
"""Region → received, completed, digital share, median of working days."""
NAMES = ("received", "completed", "digital_share", "median_processing_days")
TABLES = ("service_agencies", "calendar_use", "calendar_days")


@dataclass(frozen=True)
class Given:
    """What a computation by hand starts from."""

    files: tuple[str, ...]
    tables: Mapping[str, pd.DataFrame]
    first: date
    last: date


def given(home: Home, first: date, last: date) -> Given:
    """The standing files of applications, oldest first, and the tables of the home."""
    standing = [entry for entry in entries.standing(entries.entries(home)) if entry.kind == "transactions"]
    known = tables.frames(home)
    standards = known["service_standards"].drop_duplicates("service_code")
    chosen = {name: known[name] for name in TABLES} | {"standards": standards}
    return Given(tuple(str(entry.rows_path) for entry in standing), chosen, first, last)


def by_duckdb(start: Given) -> Figures:
    """One statement."""
    with duckdb.connect() as con:
        con.execute("set enable_progress_bar = false")
        for name, frame in start.tables.items():
            con.register(name, frame)
        sql = sql_files.read(Path(__file__).with_name("by_hand.sql"), files=str(list(start.files)))
        rows = con.execute(sql, {"first": start.first, "last": start.last}).fetchall()
    return {str(row[0]): tuple(row[1:]) for row in rows}


def by_pandas(start: Given) -> Figures:
    """Every record as a row of one frame."""
    used = ["region_code", "application_no", "service_code", "channel", "received_at", "complete_at", "decided_at"]
    used += ["status", "applicant_pause_days"]
    frame = pd.concat([pd.read_parquet(file, columns=used) for file in start.files], ignore_index=True)
    frame = frame.drop_duplicates(["region_code", "application_no"], keep="last")
    frame = frame.merge(start.tables["service_agencies"], on="service_code", how="left")
    frame = frame.merge(start.tables["standards"][["service_code", "standard_unit"]], on="service_code", how="left")
    frame["agency_code"] = frame["agency_code"].fillna("-")
    frame = frame.merge(start.tables["calendar_use"], on=["region_code", "agency_code"], how="left")
    calendar = start.tables["calendar_days"].assign(day=lambda days: pd.to_datetime(days["day"]))
    calendar = calendar[["calendar_code", "day", "cum_working_days"]]
    begun = frame["complete_at"].fillna(frame["received_at"]).dt.normalize()
    frame = frame.assign(clock=begun, closed=frame["decided_at"].dt.normalize())
    for name in ("clock", "closed"):
        of_day = calendar.rename(columns={"day": name, "cum_working_days": f"{name}_days"})
        frame = frame.merge(of_day, on=["calendar_code", name], how="left")
    pauses = frame["applicant_pause_days"].fillna(0)
    days = (frame["closed_days"] - frame["clock_days"] - pauses).clip(lower=0)
    frame["working_days"] = days.where(frame["standard_unit"].isna() | (frame["standard_unit"] == "days"))
    first, last = pd.Timestamp(start.first), pd.Timestamp(start.last)
    received = frame[frame["received_at"].dt.normalize().between(first, last)].groupby("region_code").size()
    decided = frame[frame["closed"].between(first, last) & frame["status"].isin(["selesai", "ditolak"])]
    completed = decided[decided["status"] == "selesai"].groupby("region_code").size()
    known = decided[decided["channel"].notna()]
    share = known["channel"].isin(["elektronik", "mandiri"]).groupby(known["region_code"]).mean() * 100
    median = decided.groupby("region_code")["working_days"].median()
    joined = pd.concat([received, completed, share, median], axis=1, keys=NAMES)
    joined = joined.fillna({"received": 0, "completed": 0})
    return _figures(joined.reset_index(names="region_code").to_dict("records"))


def by_polars(start: Given) -> Figures:
    """One lazy plan."""
    import polars as pl  # type: ignore[import-not-found, unused-ignore]  # an extra of the benchmarks (requirements-bench.txt)

    of = {name: pl.from_pandas(frame).lazy() for name, frame in start.tables.items()}
    records = pl.concat([pl.scan_parquet(file) for file in start.files], how="diagonal")
    records = records.unique(["region_code", "application_no"], keep="last", maintain_order=True)
    calendar = of["calendar_days"].select("calendar_code", pl.col("day").cast(pl.Date), "cum_working_days")
    records = (
        records.join(of["service_agencies"], on="service_code", how="left")
        .join(of["standards"].select("service_code", "standard_unit"), on="service_code", how="left")
        .with_columns(
            pl.col("agency_code").fill_null("-"),
            clock=pl.coalesce("complete_at", "received_at").dt.date(),
            closed=pl.col("decided_at").dt.date(),
        )
        .join(of["calendar_use"], on=["region_code", "agency_code"], how="left")
    )
    for name in ("clock", "closed"):
        of_day = calendar.rename({"day": name, "cum_working_days": f"{name}_days"})
        records = records.join(of_day, on=["calendar_code", name], how="left")
    pauses = pl.col("applicant_pause_days").fill_null(0)
    days = (pl.col("closed_days") - pl.col("clock_days") - pauses).clip(lower_bound=0)
    in_days = pl.col("standard_unit").is_null() | (pl.col("standard_unit") == "days")
    decided = pl.col("closed").is_between(start.first, start.last) & pl.col("status").is_in(["selesai", "ditolak"])
    received = pl.col("received_at").dt.date().is_between(start.first, start.last)
    digital = pl.col("channel").is_in(["elektronik", "mandiri"])
    rows = (
        records.group_by("region_code")
        .agg(
            received.sum().alias("received"),
            (decided & (pl.col("status") == "selesai")).sum().alias("completed"),
            (digital.filter(decided & pl.col("channel").is_not_null()).mean() * 100).alias("digital_share"),
            days.filter(decided & in_days).median().alias("median_processing_days"),
        )
        .filter((pl.col("received") > 0) | (pl.col("completed") > 0))
        .collect()
        .to_dicts()
    )
    return _figures(rows)


def _figures(rows: list[dict[Any, Any]]) -> Figures:
    return {
        str(row["region_code"]): tuple(None if pd.isna(row[name]) else float(row[name]) for name in NAMES)
        for row in sorted(rows, key=lambda row: str(row["region_code"]))
    }


RIVALS: Mapping[str, Callable[[Given], Figures]] = {"DuckDB": by_duckdb, "pandas": by_pandas, "Polars": by_polars}
