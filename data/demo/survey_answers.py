"""Who answers the survey, and what: nine scores of 1-4, lower when late, with one weakest unsur."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from data.demo import applications, assumptions, text_columns
from data.demo.scenario import Setting
from data.demo.working_time import DAY, Floats, Ints

HEADERS = (
    "nomor_respons",
    "kode_wilayah",
    "kode_instansi",
    "kode_layanan",
    "tanggal",
    "kanal",
    *assumptions.UNSUR,
    *assumptions.RESPONDENTS,
)


def draw(setting: Setting, cases: pd.DataFrame, month: int, rng: np.random.Generator) -> pd.DataFrame:
    """One row per respondent, ordered by region and day: the case's region, service, channel, late; and answered (day).

    `cases` (`journeys.follow`) of this month's file; those decided in it may answer, `beliefs.ANSWER_SHARE` of them.
    """
    first, after = setting.month_days(month)
    decided = cases["decided"].to_numpy()
    asked = (decided >= first * DAY) & (decided < after * DAY) & (cases["outcome"] <= applications.REFUSED).to_numpy()
    pool: pd.DataFrame = cases.loc[asked, ["region", "service", "channel", "late", "decided"]]
    region = pool["region"].to_numpy()
    size = np.bincount(region, minlength=len(setting.regions))
    quota = np.maximum(np.ceil(size * assumptions.ANSWER_SHARE), assumptions.FEWEST_ANSWERS)
    shuffled = np.lexsort((rng.random(len(pool)), region))
    rank = np.arange(len(pool)) - (np.cumsum(size) - size)[region[shuffled]]
    respondents = pool.take(shuffled[rank < quota[region[shuffled]]])
    delay = rng.choice([0, 0, 0, 1, 2], len(respondents))
    answered = np.minimum(respondents["decided"].to_numpy() // DAY + delay, after - 1)
    return respondents.assign(answered=answered).sort_values(["region", "answered"], kind="stable", ignore_index=True)


def text(
    setting: Setting, respondents: pd.DataFrame, year: int, moments: text_columns.Moments, rng: np.random.Generator
) -> pd.DataFrame:
    """The rows of `draw` with their number, as text; one respondent in seven names the agency only."""
    region, service = respondents["region"].to_numpy(), respondents["service"].to_numpy()
    named = rng.random(len(respondents)) < 6 / 7
    scores = _scores(setting, region, respondents["late"].to_numpy(), rng)
    marks = text_columns.strings(["1", "2", "3", "4"])
    columns = (
        text_columns.numbers(setting, "CONTOH-SKM", region, year, respondents["number"].to_numpy()),
        text_columns.chosen(text_columns.strings(setting.regions), region),
        text_columns.chosen(text_columns.strings(setting.agencies), setting.agency_of[service]),
        text_columns.chosen(text_columns.strings(setting.services), service, named),
        moments.days(respondents["answered"].to_numpy()),
        text_columns.chosen(text_columns.strings(assumptions.CHANNELS), respondents["channel"].to_numpy()),
        *(text_columns.chosen(marks, scores[:, unsur] - 1) for unsur in range(len(assumptions.UNSUR))),
        *(_said(answers, len(region), rng) for answers in assumptions.RESPONDENTS.values()),
    )
    return pd.DataFrame(dict(zip(HEADERS, columns, strict=True)))


def _said(answers: Mapping[str, float], number: int, rng: np.random.Generator) -> ExtensionArray:
    """What respondents say of themselves; the share that is left says nothing."""
    position = np.searchsorted(np.cumsum(list(answers.values())), rng.random(number), side="right")
    return text_columns.chosen(text_columns.strings(list(answers)), np.where(position < len(answers), position, -1))


def _scores(setting: Setting, region: Ints, late: Ints, rng: np.random.Generator) -> Ints:
    """[respondent, unsur]: the unsur's level, the region's shift, the person's mood, less the cost of being late."""
    shift = np.array([assumptions.REGIONS.get(code, assumptions.OTHER_REGION).satisfaction for code in setting.regions])
    mood = rng.normal(shift[region], 0.40)[:, None]
    cost: Floats = late[:, None] * np.array(assumptions.UNSUR_LATE)
    opinion = np.array(assumptions.UNSUR_LEVEL) + mood - cost + rng.normal(0.0, 0.45, cost.shape)
    return np.clip(np.rint(opinion), 1, 4).astype(np.int64)
