"""Every word and sentence of a scorecard beside every other: no pair says two things."""

import itertools
import random
from types import SimpleNamespace

import pytest

from access.identity.scope import EVERYTHING
from data.home import SHIPPED, Home
from metrics.catalogue import indicators
from metrics.judgement.forecast import Forecast, known_year
from metrics.judgement.row import JUDGED, Row
from metrics.obstacles.explain import explained
from metrics.scorecard.score import scored
from metrics.scorecard.summary import summary
from metrics.scorecard.workspace import Workspace
from pages.components.obstacles import outlook_words
from reports.words import mark_words
from tests.pages import sentence_pairs
from tests.spec.drawn import opened
from text import comparisons, formats
from text.words import LANGUAGES, say

MET_WORDS, MISSED_WORDS = ("surely_met", "likely_met"), ("surely_missed", "likely_missed")
EXPLAINED = ("on_time_rate", "on_time_rate_with_open", "clearance_rate", "overdue_backlog", "received")
MONTHS = [f"2025-{month:02}" for month in range(1, 13)] + [f"2026-{month:02}" for month in range(1, 8)]
TARGETS = """
on_time_rate:
  - {from: "2024-01", value: 80, decree: "SK"}
clearance_rate:
  - {from: "2024-01", value: 95, decree: "SK"}
overdue_backlog:
  - {from: "2024-01", value: 5, decree: "SK"}
mpp_operating:
  - {from: "2024-01", value: 23, decree: "SK"}
received:
  - {from: "2024-01", value: 50, decree: "SK"}
"""


def blank(**told) -> Row:
    names = dict.fromkeys(Row.__dataclass_fields__)
    return Row.of(**{**names, "reasons": (), "points": 24, "met_months": (10, 12), **told})


def contradictions(row: Row, indicator, language: str) -> list[str]:
    """The pairs of words of one row that say two things."""
    shown = formats.quantity(row.actual, indicator.unit, language, bare=True, apart_from=row.target_unmet)
    goal = formats.goal(row.target, indicator.unit, language, bare=True, apart_from=row.actual_unmet)
    hundred = formats.percent(100, language)
    changing = mark_words.variation(row, indicator, language) or ""
    better_or_worse = [say(f"variation.{word}", language) for word in mark_words.CHANGES]
    kept = mark_words.assurance(row, language)
    pairs = {
        "missed, and the actual looks like the target": row.is_missed and shown in goal.split("–"),
        "missed at 100 %": row.is_missed and formats.achievement(row.achievement_pct, language, met=False) == hundred,
        "met, and surely missed": row.is_met and row.confidence in MISSED_WORDS,
        "missed, and surely met": row.is_missed and row.confidence in MET_WORDS,
        "met, and keeps missing": row.is_met and kept == say("assurance.keeps_missing", language),
        "missed, and keeps meeting": row.is_missed and kept == say("assurance.keeps_meeting", language),
        "surely met, and keeps missing": row.confidence in MET_WORDS
        and kept == say("assurance.keeps_missing", language),
        "surely missed, and keeps meeting": row.confidence in MISSED_WORDS
        and kept == say("assurance.keeps_meeting", language),
        "a count is better or worse": indicator.is_count and changing in better_or_worse,
        "a running count changes": indicator.id == "mpp_operating" and bool(changing),
        "no figure, and judged": row.actual is None and row.status in JUDGED,
        "no figure, and no reason": row.status == "no_data" and not row.reasons,
    }
    return [f"{row.indicator} {row.period} {row.member}: {name}" for name, wrong in pairs.items() if wrong]


def random_recaps(seed: int) -> str:
    """Months of a few services in two regions whose level drifts, jumps or stays; some months are silent."""
    dice = random.Random(seed)
    lines = ["month | region_code | standard | received | completed | completed_on_time | open | open_overdue"]
    for region, standard in itertools.product(("11.71", "11.73"), ("3 days", "5 days")):
        level, drift, jump = dice.uniform(0.5, 0.95), dice.uniform(-0.01, 0.01), dice.choice((0, 0, -0.3, 0.3))
        for place, month in enumerate(MONTHS):
            if dice.random() < 0.08:
                continue
            n = dice.choice((3, 20, 60))
            share = min(1.0, max(0.0, level + drift * place + (jump if place > 12 else 0)))
            on_time = sum(dice.random() < share for _ in range(n))
            still = dice.choice((None, 0, 6))
            written = ("", "") if still is None else (still, dice.choice(("", still // 2)))
            cells = (month, region, standard, n + dice.randint(0, 3), n, on_time, *written)
            lines.append(" | ".join(map(str, cells)))
    return "\n".join(lines)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_two_words_of_a_whole_scorecard_contradict_each_other(tmp_path, seed):
    with opened(tmp_path / "home") as home:
        home.targets(TARGETS)
        home.recap(random_recaps(seed))
        home.mpp_status("code | status\n11.71 | operasi\n11.73 | belum")
        with Workspace(home.home, EVERYTHING) as here:
            cards = [scored(here, "2026-07", region) for region in (None, "11.71", "11.73")]
            cards += [scored(here, "2025-10..2026-07", None, None, "month"), scored(here, "2026-07", by="region")]
            for card, language in itertools.product(cards, LANGUAGES):
                known = [(row, here.indicators[row.indicator]) for row in card.rows]
                assert not [pair for row, indicator in known for pair in contradictions(row, indicator, language)]
                assert not [pair for row, of in known for pair in sentence_pairs.of_doubt(row, of.unit, language)]
            for card, language in itertools.product(cards[:3], LANGUAGES):
                told = summary(card.rows)
                sentence = formats.targets_met(told.verdict, told.met, told.total, "2026-07", language)
                assert told.met == sum(row.is_met for row in card.rows)
                assert str(told.total) in sentence or not told.total
                assert sentence_pairs.of_headline(card.rows, told, sentence, language) == []
            for against in ("target", "previous", "last_year", "province"):
                _agrees(explained(here, "on_time_rate", "2026-07", "11.71", against), cards[1])
            chosen = EXPLAINED[seed - 1], EXPLAINED[-seed]  # each takes as long as all else
            for id_, card, against in itertools.product(chosen, cards[:2], ("target", "previous")):
                row = next(row for row in card.rows if row.indicator == id_)
                found = explained(here, id_, "2026-07", None if card is cards[0] else row.member, against)
                for language in LANGUAGES:
                    assert sentence_pairs.of_explanation(found, row, here.indicators[id_], language) == []


def _agrees(found, card) -> None:
    """An explanation beside its row: the sentence, the gap, the verdict and the causes."""
    [row] = [row for row in card.rows if row.indicator == found.indicator]
    assert (found.actual, found.status) == (row.actual, row.status)
    if found.gap is None:
        return
    if found.against == "target":
        assert row.status not in JUDGED or row.is_missed == (found.gap > 0)
    for language in LANGUAGES:
        first = found.sentences[language][0]
        assert all(say(f"variation.{word}", language) not in first for word in mark_words.CHANGES)
        if found.against != "target":
            words = comparisons.compared(found.actual, found.reference, "percent", "higher", language)
            assert words in first and (found.gap > 0) == (found.actual < found.reference)
    late = sum(reason.late_cases or 0 for reason in found.reasons if reason.source == "records")
    assert late == (row.denominator or 0) - (row.numerator or 0), "the causes are all late cases"
    for rows in found.where.values():
        assert not rows or sum(one["shortfall"] for one in rows) == pytest.approx(found.gap, abs=1e-6)


class Of:
    """What the words ask of an indicator."""

    def __init__(self, unit: str, better: str, streams: frozenset[str], id_: str = "x") -> None:
        self.id, self.unit, self.better, self.is_count = id_, unit, better, unit == "count"
        self.is_running = "coverage" in streams


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_combination_of_marks_is_put_into_words_that_contradict(language):
    """All statuses, confidences, assurances and variations together, as they may reach a page."""
    marks = itertools.product(
        JUDGED,
        (None, *MET_WORDS, "cannot_tell", *MISSED_WORDS),
        (None, "keeps_meeting", "hit_and_miss", "keeps_missing"),
        (None, "common", "improving", "worsening"),
        (Of("percent", "higher", frozenset()), Of("count", "lower", frozenset()),
         Of("count", "higher", frozenset({"coverage"}), "mpp_operating")),
    )  # fmt: skip
    own = ("met, and surely missed", "missed, and surely met")  # no words: the row itself would be wrong
    for status, confidence, assurance, variation, indicator in marks:
        actual = 80.004 if status == "achieved" else 79.9999
        row = blank(
            indicator="x", period="2026-07", member="11", status=status, confidence=confidence, assurance=assurance,
            variation=variation, actual=actual, target=80.0, achievement_pct=100 * actual / 80,
        )  # fmt: skip
        found = contradictions(row, indicator, language)
        assert [pair for pair in found if not pair.endswith(own)] == []


def test_a_digital_share_that_is_met_never_keeps_missing():
    row = blank(status="achieved", confidence="surely_met", assurance="keeps_missing", met_months=(5, 12))
    assert mark_words.assurance(row, "id") == say("marks.met", "id", met="5", of="12")


@pytest.mark.parametrize(
    ("changes", "pair"),
    [
        ({"sentences": ("Realisasi 95,00 % mencapai target 90,00 %, dengan kelebihan 3 berkas.",)}, "says met"),
        ({"verdict": "nothing_notable", "slices": ("x",)}, "nothing notable, and slices"),
        ({"slices": ("x",), "sentences": ("Kekurangan itu tersebar; tidak ada bagian yang menonjol.",)}, "stands out"),
        ({"sentences": ("Sebesar 60 % selisih itu (5 berkas) berkaitan dengan X.",)}, "a slice in words, and none"),
        ({"sentences": ("Realisasi 90,00 % terhadap target 90,00 %: kurang 1 berkas.",)}, "both figures look alike"),
        ({"sentences": ("Keadaan ini kurang baik sejak Mei 2026, dibandingkan bulan-bulan sebelumnya.",)}, "and none"),
        ({"since": "2026-09"}, "is to come"),
    ],
)
def test_a_pair_of_sentences_that_contradict_is_found(changes, pair):
    given = {"against": "target", "gap": 1.0, "verdict": "rate", "slices": (), "since": None, "period": "2026-07"}
    given |= {"sentences": ("",), "forecast": Forecast()} | changes
    given["sentences"] = {"id": given["sentences"]}
    row = blank(status="missed", actual=89.9, target=90.0)
    found = sentence_pairs.of_explanation(SimpleNamespace(**given), row, Of("percent", "higher", frozenset()), "id")
    assert [name for name in found if pair in name]


def test_a_target_touched_from_the_good_side_and_a_month_of_the_year_are_no_pairs():
    row = blank(status="achieved", confidence="surely_met", actual=2.0, target=3, interval=(1, 3))
    assert sentence_pairs.of_doubt(row, "working_days", "id") == []
    missed = blank(status="missed", confidence="surely_missed", actual=4.0, target=3, interval=(3, 5))
    assert sentence_pairs.of_doubt(missed, "working_days", "id")
    given = {"against": "target", "gap": 1.0, "verdict": "rate", "slices": (), "since": "2025-07", "period": "2025"}
    found = SimpleNamespace(**given, sentences={"id": ("",)}, forecast=Forecast())
    said = sentence_pairs.of_explanation(found, missed, Of("percent", "higher", frozenset()), "id")
    assert "since a month that is to come" not in said


@pytest.mark.parametrize(
    ("ahead", "told_of", "pair"),
    [
        (known_year(79.0, 80.0), known_year(81.0, 80.0), "missed its target, and words"),
        (known_year(81.0, 80.0), known_year(79.0, 80.0), "met its target, and words"),
        (Forecast(79, needed_per_month=3, target=80), Forecast(81, needed_per_month=0, target=80), "is reached"),
        (known_year(81.0), Forecast(81, needed_per_month=3, target=80), "of a year that is known"),
    ],
)
def test_a_forecast_with_the_words_of_another_is_found(ahead, told_of, pair):
    share = indicators.load(Home(SHIPPED))["on_time_rate"]
    for language in LANGUAGES:
        sentences = outlook_words.sentences(told_of, share, "2026-06", language)
        found = sentence_pairs.of_forecast(ahead, sentences, share, language)
        assert [name for name in found if pair in name]
