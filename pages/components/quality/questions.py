"""What in the data is worth asking about, worded as questions: strange volumes, and how decisions are written down."""

from collections.abc import Sequence
from itertools import groupby

from metrics.monitoring.anomalies import LAST_DAY_TIMES, SHARED, Sign
from metrics.monitoring.reporting_health import Health
from pages.components.html import sections
from pages.components.html.markup import tag
from pages.components.runtime.lookups import Region
from text import formats
from text.words import Language, say

SHOWN = 20


def drift(health: Health, regions: Sequence[Region], language: Language) -> None:
    """Months whose volume is far from usual."""
    names = {region.code: region.name for region in regions}
    rows = [
        (
            names[far.region],
            formats.month(far.month, language),
            formats.number(far.volume, language),
            formats.number(far.median, language),
        )
        for far in health.drifts
        if far.region in names
    ][:SHOWN]
    if not rows:
        return sections.section("drift", language, tag("p", say("health.drift_none", language)))
    note = tag("p", say("health.drift_note", language))
    return sections.section("drift", language, note, sections.lines(DRIFT, rows, language))


def signs(anomalies: Sequence[Sign], regions: Sequence[Region], language: Language) -> None:
    """How regions write down their decisions, one question for each pattern that was seen."""
    names = {region.code: region.name for region in regions}
    seen = [sign for sign in anomalies if sign.region in names]
    parts = []
    limits = {"least": formats.number(SHARED, language), "times": formats.number(LAST_DAY_TIMES, language)}
    for name, group in groupby(seen, key=lambda sign: sign.name):
        rows = [(names[sign.region], _share(sign, language), formats.number(sign.total, language)) for sign in group]
        titles = ("region", f"{name}_share", f"{name}_total")
        parts += [tag("p", say(f"health.{name}", language, **limits)), sections.lines(titles, rows, language)]
    quiet = tag("p", say("health.signs_none", language))
    sections.section("signs", language, *(parts or [quiet]))


DRIFT = ("region", "month", "volume", "median")


def _share(sign: Sign, language: Language) -> str:
    return formats.percent(100 * sign.count / sign.total, language, 1)
