"""Pairs of a row, an explanation and their sentences that would say two things."""

import re
from collections.abc import Iterable, Mapping, Sequence

from metrics.judgement.forecast import Forecast
from metrics.judgement.row import Row
from metrics.obstacles.explanation import Explanation
from metrics.periods import Period
from metrics.scorecard.summary import Summary
from metrics.targets import achievement
from pages.components.obstacles import outlook_words
from reports.words import mark_words
from text import formats
from text.words import Language, say, texts

MISSED_SAID = ("obstacles.target_missed_", "obstacles.within_swing_")
CALM_SAID = ("obstacles.nothing_notable", "obstacles.within_swing_", "obstacles.spread")
SLICE_SAID = ("obstacles.slice",)


def spoken(sentences: Iterable[str], language: Language) -> dict[str, Mapping[str, str]]:
    """The keys of the texts that sentences are made of, each with what stands in its places."""
    joined, found = "\n".join(sentences), {}
    for key, text in texts(language).items():
        if key.startswith(("obstacles.", "obstacle_page.")) and text.endswith("."):
            literal = re.split(r"\{(\w+(?::[^}]+)?)\}", text)
            places = [_place(name) if i % 2 else re.escape(name) for i, name in enumerate(literal)]
            if match := re.search(f"(?m){''.join(places)}", joined):
                found[key] = match.groupdict()
    return found


def _place(name: str) -> str:
    """What may stand in a place: anything by its name, or one of the two words that agree with a figure."""
    name, _, words = name.partition(":")
    return f"(?:{words})" if words else f"(?P<{name}>[^\n]+?)"


def says(found: Mapping[str, object], starts: Iterable[str]) -> bool:
    """Whether a sentence of any of these keys is among them."""
    return any(key.startswith(tuple(starts)) for key in found)


def of_explanation(found: Explanation, row: Row, indicator, language: Language) -> list[str]:
    """The pairs of an explanation, its row, verdict, slices and sentences that contradict each other."""
    said = spoken(found.sentences[language], language)
    gap, calm = found.gap or 0.0, found.verdict == "nothing_notable"
    figures = next((one for key, one in said.items() if "actual" in one and "reference" in one), None)
    to_target = found.against == "target"
    pairs = {
        "missed, and a sentence says met": to_target and row.is_missed and says(said, ["obstacles.target_met"]),
        "met, and a sentence says missed": to_target and row.is_met and says(said, MISSED_SAID),
        "nothing notable, and slices": calm and bool(found.slices),
        "slices, and words that nothing stands out": bool(found.slices) and says(said, CALM_SAID),
        "a slice in words, and none in the list": not found.slices and says(said, SLICE_SAID),
        "a slice in the list, and none in words": bool(found.slices) and not says(said, SLICE_SAID),
        "behind others' gains, and a gap": gap > 0 and says(said, ["obstacles.slice_hidden"]),
        "no gap, and words of a shortfall": gap <= 0
        and says(said, ("obstacles.pareto", "obstacles.all_in", "obstacles.spread", "obstacles.slice_over")),
        "mix in words, and another verdict": any(
            says(said, [f"obstacles.verdict.{word}"]) and found.verdict != word for word in ("mix", "both")
        ),
        "a month since when in words, and none": found.since is None and says(said, ["obstacles.since"]),
        "since a month that is to come": found.since is not None and found.since > Period(found.period).last_month,
        "improving, and worse since a month": row.variation == "improving" and says(said, ["obstacles.since"]),
        "not reached, and both figures look alike": gap > 0
        and figures is not None
        and figures["actual"].partition(" (n")[0] == figures["reference"].partition(" (n")[0],
        "a trend's word in a comparison": any(
            say(f"variation.{word}", language) in found.sentences[language][0] for word in mark_words.CHANGES
        ),
    }
    ahead = outlook_words.sentences(found.forecast, indicator, found.period, language)
    wrong = [name for name, is_wrong in pairs.items() if is_wrong]
    return wrong + of_forecast(found.forecast, ahead, indicator, language)


def of_forecast(ahead: Forecast, sentences: Sequence[str], indicator, language: Language) -> list[str]:
    """The pairs of a forecast, its year's target and its sentences."""
    said = spoken(sentences, language)
    low, high = ahead.interval or (None, None)
    aim, ends = ahead.target, ahead.year_end
    is_reached = None if aim is None or ends is None else achievement.meets(ends, aim, indicator.better)
    pairs = {
        "the year met its target, and words that it did not": is_reached is True
        and says(said, ["obstacle_page.year_missed"]),
        "the year missed its target, and words that it did not": is_reached is False
        and says(said, ["obstacle_page.year_met"]),
        "the year ends short of its target, and words that it is reached": is_reached is False
        and ahead.needed_per_month != 0
        and says(said, ["obstacle_page.needed_none"]),
        "within reach, and out of reach": says(said, ["obstacle_page.out_of_reach"])
        and any("masih terjangkau" in line or "within reach" in line for line in sentences),
        "out of reach, and what is needed": says(said, ["obstacle_page.out_of_reach"])
        and says(said, ["obstacle_page.needed"]),
        "a forecast outside its interval": low is not None and not low <= (ahead.year_end or 0.0) <= high,
        "the year is known, and its end is forecast": ahead.is_known and says(said, ["obstacle_page.year_end"]),
        "what is needed of a year that is known": ahead.is_known and says(said, ["obstacle_page.needed"]),
    }
    return [name for name, is_wrong in pairs.items() if is_wrong]


def of_headline(rows: Iterable[Row], told: Summary, sentence: str, language: Language) -> list[str]:
    """The pairs of a scorecard's headline and the statuses of its rows."""
    aimed = [row for row in rows if row.has_target]
    missed = [row for row in aimed if row.is_missed]
    all_met = formats.targets_met("all", told.met, told.total, aimed[0].period, language) if aimed else ""
    pairs = {
        "all are met, and one is missed": told.verdict == "all" and bool(missed),
        "some are missed, and all are met": told.verdict == "some" and all(row.is_met for row in aimed),
        "the headline says all, and the verdict does not": told.verdict != "all" and sentence == all_met,
        "the worst is met": told.worst is not None and not told.worst.is_missed,
        "missed ones, and no worst": bool(missed) and told.worst is None,
        "counts that do not add up": told.met + told.missed + told.unjudged != len(aimed),
        "a trend's word in the headline": any(
            say(f"variation.{word}", language) in sentence for word in mark_words.CHANGES
        ),
    }
    return [name for name, is_wrong in pairs.items() if is_wrong]


def of_doubt(row: Row, unit: str, language: Language) -> list[str]:
    """The pairs of a status, its interval as printed, and how sure it is."""
    if row.interval is None or row.confidence is None or isinstance(row.target, tuple) or row.target is None:
        return []
    low, high = row.interval
    is_touched = row.is_met and row.target in (low, high)  # from the good side: the target itself counts as met
    is_within = low <= row.target <= high and not is_touched
    printed = formats.interval(row.interval, unit, language, apart_from=(row.actual, row.target)).split("–")
    goal = formats.number(row.target, language, len(printed[0].partition("," if language == "id" else ".")[2]))
    doubt = mark_words.doubt(row, unit, language)
    pairs = {
        "surely, and the target within the interval": row.confidence.startswith("surely") and is_within,
        "surely, and the interval printed up to the target": row.confidence.startswith("surely")
        and goal in printed
        and not is_touched,
        "not sure, and the target outside the interval": not row.confidence.startswith("surely") and not is_within,
        "a level that is surer than its month": (row.level_confidence or "").startswith("surely")
        and not row.confidence.startswith("surely"),
        "met, and words that it is likely missed": row.is_met and say("confidence.likely_missed", language) in doubt,
        "missed, and words that it is likely met": row.is_missed and say("confidence.likely_met", language) in doubt
        and say("confidence.likely_missed", language) not in doubt,
    }  # fmt: skip
    return [f"{row.indicator} {row.period} {row.member}: {name}" for name, is_wrong in pairs.items() if is_wrong]
