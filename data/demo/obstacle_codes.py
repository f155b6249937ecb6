"""Which obstacle is written beside a case that is late or nearly so."""

import numpy as np
import pandas as pd

from data.demo import assumptions
from data.demo.events import active
from data.demo.scenario import Setting
from data.demo.working_time import Bools, Ints


def draw(setting: Setting, cases: pd.DataFrame, month: int, rng: np.random.Generator) -> Ints:
    """Position in `setting.causes` of each case's obstacle, -1 when none is recorded. `cases`: `journeys.follow`."""
    region, service = cases["region"].to_numpy(), cases["service"].to_numpy()
    cause = _usual(setting, service, rng)
    for event in assumptions.EVENTS:
        hit = active(event, setting)[month, region, service] & (rng.random(len(cases)) < event.cause_share)
        cause = np.where(hit, _position(setting, event.cause), cause)
    return np.where(_recorded(cases, rng), cause, -1)


def _recorded(cases: pd.DataFrame, rng: np.random.Generator) -> Bools:
    luck = rng.random(len(cases))
    late, long = cases["late"].to_numpy(), cases["long"].to_numpy()
    return (late & (luck < assumptions.CAUSE_RECORDED)) | (long & (luck < assumptions.LONG_CAUSE_RECORDED))


def _usual(setting: Setting, service: Ints, rng: np.random.Generator) -> Ints:
    """A cause by the kind of service, with the shares of `beliefs.CAUSES`."""
    kinds = tuple(assumptions.CAUSES)
    luck = rng.random(len(service))
    kind_of = np.array([kinds.index(kind if kind in kinds else "other") for kind in setting.kinds])[service]
    cause = np.full(len(service), -1, dtype=np.int64)
    for number, kind in enumerate(kinds):
        codes, weights = zip(*assumptions.CAUSES[kind].items(), strict=True)
        here = kind_of == number
        place = np.searchsorted(np.cumsum(weights) / sum(weights), luck[here], side="right")
        cause[here] = np.array([_position(setting, code) for code in codes])[place]
    return cause


def _position(setting: Setting, code: str) -> int:
    """A code the home does not know is not written."""
    return setting.causes.index(code) if code in setting.causes else -1
