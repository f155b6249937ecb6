"""Who complains, when the first answer comes, and when the complaint is settled."""

import numpy as np
import pandas as pd

from data.demo import assumptions, text_columns
from data.demo.scenario import Setting
from data.demo.working_time import DAY, Ints

HEADERS = (
    "nomor_pengaduan", "kode_wilayah", "kode_layanan", "kanal", "jenis", "diterima", "respons_pertama", "selesai",
    "status",
)  # fmt: skip


def draw(setting: Setting, counts: Ints, month: int, rng: np.random.Generator) -> pd.DataFrame:
    """One row per complaint of the month, by region: region, service, channel, type, received, answered, decided.

    `counts` are the applications received, [region, service]; moments are as in `worktime`. The flood and other events
    are not looked at: complaints come a little later and more evenly than cases.
    """
    of_region = counts.sum(axis=1)
    number = np.maximum(np.ceil(of_region * assumptions.COMPLAINT_SHARE), assumptions.FEWEST_COMPLAINTS).astype(
        np.int64
    )
    region = np.repeat(np.arange(len(number)), np.where(of_region > 0, number, 0))
    service = np.array(
        [rng.choice(counts.shape[1], p=counts[place] / of_region[place]) for place in region], dtype=np.int64
    )
    calendar = setting.calendar_of[region, setting.agency_of[service]]
    first, after = setting.month_days(month)
    starts = np.maximum(first, setting.starts[region])
    day = starts + (rng.random(len(region)) * (after - starts)).astype(np.int64)
    type_ = rng.choice(len(assumptions.COMPLAINT_TYPES), len(region), p=assumptions.COMPLAINT_SHARES)
    shares = [assumptions.REGIONS.get(code, assumptions.OTHER_REGION).on_time_last for code in setting.regions]
    slow = ((1 - np.array(shares)) / 0.08)[region]
    to_answer = rng.poisson(assumptions.RESPONSE_WORKING_DAYS * np.sqrt(slow))
    limit = np.array(assumptions.COMPLAINT_LIMITS)[type_]
    to_settle = np.maximum(to_answer, np.rint(limit * rng.gamma(4.0, 0.14, len(region)) * np.sqrt(slow)))
    answered = setting.worktime.after(calendar, day, to_answer.astype(np.int64))
    settled = setting.worktime.after(calendar, day, to_settle.astype(np.int64))
    made = pd.DataFrame(
        {
            "region": region,
            "service": service,
            "channel": rng.choice(len(assumptions.CHANNELS), len(region), p=assumptions.COMPLAINT_CHANNELS),
            "type": type_,
            "received": day * DAY + rng.integers(480, 660, len(region)),
            "answered": answered * DAY + rng.integers(690, 780, len(region)),
            "decided": settled * DAY + rng.integers(800, 950, len(region)),
        }
    )
    return made.sort_values(["region", "received"], kind="stable", ignore_index=True)


def text(setting: Setting, complaints: pd.DataFrame, month: int, moments: text_columns.Moments) -> pd.DataFrame:
    """The rows of `draw` with year and number, as known at the end of the month; two in three name their service."""
    column = {name: complaints[name].to_numpy() for name in complaints.columns}
    end = setting.month_days(month)[1] * DAY
    settled = column["decided"] < end
    columns = (
        text_columns.numbers(setting, "CONTOH-P", column["region"], column["year"], column["number"]),
        text_columns.chosen(text_columns.strings(setting.regions), column["region"]),
        text_columns.chosen(text_columns.strings(setting.services), column["service"], column["number"] % 3 > 0),
        text_columns.chosen(text_columns.strings(assumptions.CHANNELS), column["channel"]),
        text_columns.chosen(text_columns.strings(assumptions.COMPLAINT_TYPES), column["type"]),
        moments.text(column["received"]),
        moments.text(column["answered"], column["answered"] < end),
        moments.text(column["decided"], settled),
        text_columns.chosen(text_columns.strings(["proses", "selesai"]), settled.astype(np.int64)),
    )
    return pd.DataFrame(dict(zip(HEADERS, columns, strict=True)))
