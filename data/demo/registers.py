"""A month's register of applications as text: what an office could know at that month's end, and no more."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from data.demo import applications, assumptions, text_columns
from data.demo.scenario import Setting
from data.demo.working_time import DAY, Bools, Ints

HEADERS = (
    "nomor_permohonan", "kode_wilayah", "kode_layanan", "kanal", "waktu_ambil_antrean", "waktu_dipanggil",
    "waktu_diajukan", "waktu_berkas_lengkap", "waktu_selesai", "status", "jumlah_pengembalian", "hari_jeda_pemohon",
    "tenggat", "kode_hambatan", "biaya_dibayar", "skala_usaha",
)  # fmt: skip
STATUSES = ("selesai", "ditolak", "dicabut", "dicabut", "proses")
OPEN = 4


@dataclass(frozen=True)
class Knowledge:
    """What of each case is known at a month's end."""

    complete: Bools
    decided: Bools
    pause: Ints
    """Working days of the pause that have passed; it begins when the file is complete."""
    overdue: Bools
    """Open, and past a standard in days."""


def text(setting: Setting, cases: pd.DataFrame, month: int, moments: text_columns.Moments) -> pd.DataFrame:
    """One row per case (`journeys.follow` with number, year, cause, scale), as known at the end of the month."""
    known = knowledge(setting, cases, month)
    column = {name: cases[name].to_numpy() for name in cases.columns}
    region, service, outcome = column["region"], column["service"], column["outcome"]
    days = known.complete & ~setting.in_minutes[region, service]
    columns = (
        text_columns.numbers(setting, "CONTOH", region, column["year"], column["number"]),
        text_columns.chosen(text_columns.strings(setting.regions), region),
        text_columns.chosen(text_columns.strings(setting.services), service),
        text_columns.chosen(text_columns.strings(assumptions.CHANNELS), column["channel"]),
        moments.text(column["ticket"], column["ticket"] >= 0),
        moments.text(column["called"], column["called"] >= 0),
        moments.text(column["received"]),
        moments.text(column["complete"], known.complete & (column["channel"] != assumptions.SELF)),
        moments.text(column["decided"], known.decided & (outcome != applications.WITHDRAWN_UNDATED)),
        text_columns.chosen(text_columns.strings(STATUSES), np.where(known.decided, outcome, OPEN)),
        text_columns.integers(column["returns"], days),
        text_columns.integers(known.pause, days),
        moments.days(column["due"], known.complete & (column["due"] >= 0)),
        text_columns.chosen(text_columns.strings(setting.causes), column["cause"], known.decided | known.overdue),
        _fees(setting, service, known.decided & (outcome == applications.DONE)),
        text_columns.chosen(text_columns.strings(assumptions.SCALES), column["scale"]),
    )
    return pd.DataFrame(dict(zip(HEADERS, columns, strict=True)))


def knowledge(setting: Setting, cases: pd.DataFrame, month: int) -> Knowledge:
    """What is known when the month has ended."""
    region, service = cases["region"].to_numpy(), cases["service"].to_numpy()
    end = setting.month_days(month)[1]
    complete = cases["complete"].to_numpy() < end * DAY
    decided = cases["decided"].to_numpy() < end * DAY
    calendar = setting.calendar_of[region, setting.agency_of[service]]
    complete_day = np.where(complete, cases["complete"].to_numpy() // DAY, end - 1)
    elapsed = setting.worktime.cum[calendar, end - 1] - setting.worktime.cum[calendar, complete_day]
    pause = np.where(decided, cases["pause"].to_numpy(), np.minimum(cases["pause"].to_numpy(), elapsed))
    spent = elapsed - pause > setting.standards[region, service]
    return Knowledge(complete, decided, pause, ~decided & spent & ~setting.in_minutes[region, service])


def _fees(setting: Setting, service: Ints, done: Bools) -> ExtensionArray:
    """The tariff of what was completed; blank where no tariff is known."""
    amounts, position = np.unique(setting.fees, return_inverse=True)
    known = done & (setting.fees >= 0)[service]
    return text_columns.chosen(text_columns.strings(amounts.astype(str).tolist()), position[service], known)
