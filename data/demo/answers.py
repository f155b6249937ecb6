"""Who answers the survey, and what: nine scores of 1-4, lower when late, with one weakest unsur."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from data.demo import beliefs, cells, journeys
from data.demo.setting import Setting
from data.demo.worktime import DAY, Floats, Ints

HEADERS = (
    "nomor_respons",
    "kode_wilayah",
    "kode_instansi",
    "kode_layanan",
    "tanggal",
    "kanal",
    *beliefs.UNSUR,
    *beliefs.RESPONDENTS,
)


def draw(setting: Setting, cases: pd.DataFrame, month: int, rng: np.random.Generator) -> pd.DataFrame:
    """One row per respondent, ordered by region and day: the case's region, service, channel, late; and answered (day).

    `cases` (`journeys.follow`) of this month's file; those decided in it may answer, `beliefs.ANSWER_SHARE` of them.
    """
    first, after = setting.month_days(month)
    decided = cases["decided"].to_numpy()
    asked = (decided >= first * DAY) & (decided < after * DAY) & (cases["outcome"] <= journeys.REFUSED).to_numpy()
    found: pd.DataFrame = cases.loc[asked, ["region", "service", "channel", "late", "decided"]]
    region = found["region"].to_numpy()
    size = np.bincount(region, minlength=len(setting.regions))
    quota = np.maximum(np.ceil(size * beliefs.ANSWER_SHARE), beliefs.FEWEST_ANSWERS)
    shuffled = np.lexsort((rng.random(len(found)), region))
    rank = np.arange(len(found)) - (np.cumsum(size) - size)[region[shuffled]]
    respondents = found.take(shuffled[rank < quota[region[shuffled]]])
    delay = rng.choice([0, 0, 0, 1, 2], len(respondents))
    answered = np.minimum(respondents["decided"].to_numpy() // DAY + delay, after - 1)
    return respondents.assign(answered=answered).sort_values(["region", "answered"], kind="stable", ignore_index=True)


def text(
    setting: Setting, respondents: pd.DataFrame, year: int, moments: cells.Moments, rng: np.random.Generator
) -> pd.DataFrame:
    """The rows of `draw` with their number, as text; one respondent in seven names the agency only."""
    region, service = respondents["region"].to_numpy(), respondents["service"].to_numpy()
    named = rng.random(len(respondents)) < 6 / 7
    scores = _scores(setting, region, respondents["late"].to_numpy(), rng)
    marks = cells.strings(["1", "2", "3", "4"])
    columns = (
        cells.numbers(setting, "CONTOH-SKM", region, year, respondents["number"].to_numpy()),
        cells.chosen(cells.strings(setting.regions), region),
        cells.chosen(cells.strings(setting.agencies), setting.agency_of[service]),
        cells.chosen(cells.strings(setting.services), service, named),
        moments.days(respondents["answered"].to_numpy()),
        cells.chosen(cells.strings(beliefs.CHANNELS), respondents["channel"].to_numpy()),
        *(cells.chosen(marks, scores[:, unsur] - 1) for unsur in range(len(beliefs.UNSUR))),
        *(_said(answers, len(region), rng) for answers in beliefs.RESPONDENTS.values()),
    )
    return pd.DataFrame(dict(zip(HEADERS, columns, strict=True)))


def _said(answers: Mapping[str, float], number: int, rng: np.random.Generator) -> ExtensionArray:
    """What respondents say of themselves; the share that is left says nothing."""
    position = np.searchsorted(np.cumsum(list(answers.values())), rng.random(number), side="right")
    return cells.chosen(cells.strings(list(answers)), np.where(position < len(answers), position, -1))


def _scores(setting: Setting, region: Ints, late: Ints, rng: np.random.Generator) -> Ints:
    """[respondent, unsur]: the unsur's level, the region's shift, the person's mood, less the cost of being late."""
    shift = np.array([beliefs.REGIONS.get(code, beliefs.OTHER_REGION).satisfaction for code in setting.regions])
    mood = rng.normal(shift[region], 0.40)[:, None]
    cost: Floats = late[:, None] * np.array(beliefs.UNSUR_LATE)
    opinion = np.array(beliefs.UNSUR_LEVEL) + mood - cost + rng.normal(0.0, 0.45, cost.shape)
    return np.clip(np.rint(opinion), 1, 4).astype(np.int64)
