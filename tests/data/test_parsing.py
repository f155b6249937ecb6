"""What a cell means: the whole cell fits a known form, or it is unreadable. One file a table, read by a real load."""

import re
import shutil

import pandas as pd
import pytest

from data import duckdb_session
from data.home import Home
from data.intake.source.profiles import PLAIN
from data.intake.values import patterns
from data.schema import kinds
from tests.data import uploads


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def read(office):
    """Load a file with one row a cell and tell how each was read: `read("waktu_ambil_antrean", cells)` → texts.

    An unreadable cell comes back as "-"; it must have a problem, which does not repeat the cell, and no other may.
    """

    def told(header, column, cells, **profile):
        table = [f"{uploads.HEADERS} | {header}"]
        table += [f"A-{i} | {uploads.ROW} | {cell}" for i, cell in enumerate(cells, start=1)]
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        receipt = uploads.send(office, "\n".join(table), profile=uploads.profile_of(**profile))
        assert receipt.rows_rejected == 0, uploads.found(receipt)
        values = uploads.rows(office, receipt).set_index("row_no")[column]
        problems = {problem.row: problem for problem in receipt.problems if problem.column == header}
        for row, cell in enumerate(cells, start=2):
            assert (row in problems) == bool(pd.isna(values[row])), f"{cell!r} was read as {values[row]}"
            if row in problems:
                assert problems[row].rule in ("date_unreadable", "number_unreadable", "cell_error")
                assert not problems[row].detail, "a message never tells the value of a cell"
        return ["-" if pd.isna(values[row]) else written(values[row]) for row in range(2, len(cells) + 2)]

    return told


def written(value):
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, pd.Timestamp) else str(value)


def drawn(table):
    """The two columns of a drawn table, its header left out."""
    cells, expected = zip(*uploads.lines(table)[1:], strict=True)
    return list(cells), list(expected)


MOMENTS = """
in the cell                  | is read as
2026-03-02                   | 2026-03-02 00:00
2026-03-02 08:05             | 2026-03-02 08:05
2026-03-02T08:05             | 2026-03-02 08:05
2026-03-02T08:05:59          | 2026-03-02 08:05
2026-03-02T08:05:59.999      | 2026-03-02 08:05
2026-03-02T08:05Z            | 2026-03-02 15:05
2026-03-02T20:05:00+00:00    | 2026-03-03 03:05
2026-03-02 08:05+07:00       | 2026-03-02 08:05
2026-03-02T08:05+0900        | 2026-03-02 06:05
2026-03-02 08:05-03          | 2026-03-02 18:05
2024-02-29                   | 2024-02-29 00:00
31/01/2026                   | 2026-01-31 00:00
31-01-2026                   | 2026-01-31 00:00
31.01.2026                   | 2026-01-31 00:00
1/2/2026                     | 2026-02-01 00:00
31/01/2026 08.05             | 2026-01-31 08:05
31/01/2026 08:05             | 2026-01-31 08:05
31.01.2026 08.05             | 2026-01-31 08:05
31/01/2026 8.05              | 2026-01-31 08:05
31/01/2026, 08.05            | 2026-01-31 08:05
31/01/2026 08.05.59          | 2026-01-31 08:05
31/01/26                     | 2026-01-31 00:00
3/2/26 9.00                  | 2026-02-03 09:00
1/1/1990                     | 1990-01-01 00:00
31 Januari 2026              | 2026-01-31 00:00
Senin, 2 Maret 2026          | 2026-03-02 00:00
2 Mar 2026 08.05             | 2026-03-02 08:05
Jum'at, 6 Maret 2026         | 2026-03-06 00:00
March 2, 2026                | 2026-03-02 00:00
2026/03/02                   | 2026-03-02 00:00
2026/3/2 8:05:59 AM GMT+7    | 2026-03-02 08:05
2026/03/02 2:05 PM           | 2026-03-02 14:05
02-Mar-26 2:05 PM            | 2026-03-02 14:05
31/01/2026 12.05 AM          | 2026-01-31 00:05
31/01/2026 08.05 WIB         | 2026-01-31 08:05
2026-01-31 08.05             | 2026-01-31 08:05
2026-01-31 8:05:59 WIB       | 2026-01-31 08:05
2026-3-2                     | 2026-03-02 00:00
31/01/2026 08.05 WITA        | 2026-01-31 07:05
2026-02-01 00:30 WITA        | 2026-01-31 23:30
2 Mar 2026 pkl. 08.05 WIT    | 2026-03-02 06:05
31/01/2026 8.05 AM GMT+9     | 2026-01-31 06:05
46083                        | 2026-03-02 00:00
46083,336805556              | 2026-03-02 08:05
20260302                     | 2026-03-02 00:00
202603020805                 | 2026-03-02 08:05
20260302080559               | 2026-03-02 08:05
20260302T0805                | 2026-03-02 08:05
Mar 2, 2026 2:05 PM          | 2026-03-02 14:05
Mon, Mar 2, 2026 at 8:05 AM  | 2026-03-02 08:05
2nd March 2026               | 2026-03-02 00:00
2 Agst 2025                  | 2025-08-02 00:00
"""


def test_a_moment_is_local_time_cut_to_the_minute(read):
    cells, expected = drawn(MOMENTS)
    assert read("waktu_ambil_antrean", "ticket_at", cells) == expected


NO_MOMENTS = (
    "2026-02-29", "2026-13-01", "2026-31-1", "2026-03-02 08:05:61", "31/02/2026", "02/13/2026", "99/01/2026",
    "00/01/2026", "2026/31/01", "31/01/2026 25.00", "31/01/2026 08.60", "31/01/2026 08.05 CET", "31/01/1989",
    "31/01/2026 13.05 PM", "31/01/2026 0.05 PM", "31/01/2026 8.05 AM GMT+5", "WITA", "08.05 WIB",
    "31/01/2101", "31/01/026", "0026-01-01", "1/1", "1/1/1", "12", "1e3", "2.5", "1.5.2",
    "besok", "Entah 2, 2026", "February 30, 2026",
    "31 Januari", "31 Jan", "2 Entah 2026", "2026", "202603", "08.05",
    "20261302", "20260230", "2026030225", "#N/A", "#DIV/0!", "#####",
)  # fmt: skip


def test_what_is_no_moment_is_unreadable_and_never_guessed(read):
    assert read("waktu_ambil_antrean", "ticket_at", NO_MOMENTS) == ["-"] * len(NO_MOMENTS)


def test_a_blank_may_stand_before_the_zone(read):
    assert read("waktu_ambil_antrean", "ticket_at", ["2026-03-02 08:05 +0700"]) == ["2026-03-02 08:05"]


ORDERS = """
in the cell      | dmy              | mdy              | ymd
03/02/2026       | 2026-02-03 00:00 | 2026-03-02 00:00 | -
31/01/2026       | 2026-01-31 00:00 | -                | -
01/31/2026       | -                | 2026-01-31 00:00 | -
2026/03/02       | 2026-03-02 00:00 | 2026-03-02 00:00 | 2026-03-02 00:00
26/03/02         | 2002-03-26 00:00 | -                | 2026-03-02 00:00
2026-03-02       | 2026-03-02 00:00 | 2026-03-02 00:00 | 2026-03-02 00:00
2026-03-02T08:05 | 2026-03-02 08:05 | 2026-03-02 08:05 | 2026-03-02 08:05
"""


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
def test_iso_8601_is_understood_whatever_the_order_of_the_other_dates(read, order):
    header, *table = uploads.lines(ORDERS)
    expected = [line[header.index(order)] for line in table]
    assert read("waktu_ambil_antrean", "ticket_at", [line[0] for line in table], date_order=order) == expected


def test_a_time_with_a_zone_is_turned_into_the_zone_of_the_file(read):
    cells, expected = drawn("""
        in the cell                      | in Amsterdam
        2011-10-11 13:42:22.688000+02:00 | 2011-10-11 13:42
        2011-12-06 01:06:40.010000+01:00 | 2011-12-06 01:06
        2026-07-01T22:30:00Z             | 2026-07-02 00:30
        2026-01-01T22:30:00Z             | 2026-01-01 23:30
        2026-07-01 08:05                 | 2026-07-01 08:05
    """)
    assert read("waktu_ambil_antrean", "ticket_at", cells, time_zone="Europe/Amsterdam") == expected


def test_a_date_is_the_local_day_of_what_is_written(read):
    cells, expected = drawn("""
        in the cell               | is read as
        2026-12-31                | 2026-12-31
        31/12/2026                | 2026-12-31
        31/12/2026 23.59          | 2026-12-31
        2026-12-30T23:30:00+00:00 | 2026-12-31
    """)
    assert [value[:10] for value in read("tenggat", "due_on", cells)] == expected


WHOLE = """
in the cell | is read as
0           | 0
3           | 3
007         | 7
999999      | 999999
1.000       | 1000
12.500      | 12500
12 500      | 12500
120.0       | 120
1.00        | 1
"""


def test_a_count_is_digits_whose_thousands_may_be_marked_and_nothing_else(read):
    cells, expected = drawn(WHOLE)
    strange = ["2.5", "2,5", "1e3", "-1", "+3", "1,000", "1.0000", "1000000", "3 kali", "٣", "tiga", "0x1"]
    told = read("jumlah_pengembalian", "returns", [*cells, *strange])
    assert [re.sub(r"\.0$", "", value) for value in told] == [*expected, *["-"] * len(strange)]


MONEY = """
in the cell      | is read as
0                | 0
350000           | 350000
350.000          | 350000
1.350.000        | 1350000
Rp 350.000       | 350000
Rp. 350.000      | 350000
rp350.000,-      | 350000
Rp350.000,00     | 350000
350000,00        | 350000
350000.0         | 350000
350 000          | 350000
"""
NO_MONEY = [
    "12.5", "12,5", "12.50", "350.00", "1234.567", "350.000,50", "35.00.000", "-5", "(350.000)", "1e3", "Rp",
    "gratis", "35 00", "99999999999999999999",
]  # fmt: skip


def test_money_is_whole_rupiah_in_the_marks_of_the_file(read):
    cells, expected = drawn(MONEY)
    told = read("biaya_dibayar", "fee_paid_idr", [*cells, *NO_MONEY])
    assert [re.sub(r"\.0$", "", value) for value in told] == [*expected, *["-"] * len(NO_MONEY)]


def test_the_decimal_mark_is_the_files_and_not_the_cells(read):
    cells, expected = drawn("""
        in the cell   | with a decimal point
        350000        | 350000
        350,000       | 350000
        Rp 350,000.00 | 350000
        12.5          | -
        350,000.50    | -
    """)
    told = read("biaya_dibayar", "fee_paid_idr", cells, decimal_mark=".")
    assert [re.sub(r"\.0$", "", value) for value in told] == expected


@pytest.mark.parametrize(("cell", "decimal_mark"), [("350,000", ","), ("350.000", ".")])
def test_three_zeros_after_the_decimal_mark_are_thousands_and_not_cents(read, cell, decimal_mark):
    assert read("biaya_dibayar", "fee_paid_idr", [cell], decimal_mark=decimal_mark) == ["-"]


MONTHS = """
  Des-25           | 2025-12
  Desember 2025    | 2025-12
  Okt. 2026        | 2026-10
  12/2025          | 2025-12
  2025-12          | 2025-12
  31 Desember 2025 | 2025-12-31
  xyz-25           | -
  Des-1850         | -
"""


def test_a_milestone_may_be_known_to_the_month_only():
    column = next(column for column in kinds.kind("milestones").columns if column.type == "day_or_month")
    wanted = [tuple(cell.strip() for cell in line.split("|")) for line in MONTHS.strip().splitlines()]
    read = f"select cell, coalesce({patterns.value(column, 'cell', PLAIN)}, '-') from (select unnest($cells) as cell)"
    with duckdb_session.connect() as con:
        assert con.execute(read, {"cells": [cell for cell, _ in wanted]}).fetchall() == wanted
