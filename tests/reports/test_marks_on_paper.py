"""How sure a status is, and what a follow-up has done: the words of the screen on every paper, sheet and letter."""

import dataclasses
from types import SimpleNamespace

import pytest

from metrics.judgement.row import Row
from metrics.statistics.effect import Effect
from metrics.statistics.level_confidence import Allowed
from pages.components.figures import scorecard_table
from reports.content.content import Content, Table
from reports.content.workspace import LEVEL, of_level
from reports.documents import governor_sheet, indicator_sheet
from reports.formats import workbook
from reports.parts import context_tables, findings, scorecard_text
from reports.terminal import digest
from reports.words import effect_words
from tests.reports.test_same_figures import cells_of
from text.words import LANGUAGES, say

DOUBTS = {
    "id": ("kemungkinan belum tercapai", "kinerjanya belum dapat dipastikan: bulan ke bulan berayun ±4,8 poin"),
    "en": ("likely missed", "performance cannot be told yet: it swings by ±4.8 points from month to month"),
}
ROW = Row.of(
    **{
        **dict.fromkeys(Row.__dataclass_fields__),
        "indicator": "on_time_rate",
        "period": "2026-10",
        "member": "11.71",
        "status": "missed",
        "reasons": (),
        "actual": 88.0,
        "target": 90.0,
        "achievement_pct": 97.7,
        "confidence": "likely_missed",
        "n": 539,
        "interval": (85.0, 89.97),
        "level": Allowed("cannot_tell", 4.8),
        "points": 24,
        "autocorrelation": 0.0,
    }
)
EFFECT = Effect("with_the_tide", 0.5, (-1.0, 2.0), 0.95, 3.0, 2.5, (24, 6), 8)


@pytest.fixture(scope="module")
def doubtful(report_of_a_region: Content) -> Content:
    """A report of one share that is missed by little while its months sway, and of a follow-up with its effect."""
    told = ROW.as_dict() | of_level(ROW)
    done = (7, "on_time_rate", "11.71", *effect_words.told_of(EFFECT).values())
    tables = {"effects": Table(context_tables.EFFECTS, (done,))}
    return dataclasses.replace(report_of_a_region, cards={"period": [told]}, tables=tables)


def test_a_row_keeps_what_may_be_said_of_its_level(doubtful):
    [told] = doubtful.cards["period"]
    assert [told[name] for name in LEVEL] == ["cannot_tell", 4.8]
    assert scorecard_text.row_of(told).level_confidence == ROW.level_confidence == "cannot_tell"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_doubts_of_the_screen_stand_on_every_paper(doubtful, language):
    [told] = doubtful.cards["period"]
    [indicator] = [SimpleNamespace(id="on_time_rate", unit="percent", better="higher", is_running=False, streams=())]
    indicator.name = doubtful.catalogue["on_time_rate"]["name"]
    shown = {
        "screen": str(scorecard_table.scorecard([ROW], {}, {"on_time_rate": indicator}, "", language)),
        "report": str(scorecard_text.scorecard(doubtful, [told], "", language)),
        "governor's sheet": str(list(governor_sheet.uncertain(doubtful, language))),
        "indicator's sheet": indicator_sheet.lead(doubtful, told, language),
        "digest": str(digest.doubts([ROW], {"on_time_rate": indicator}, language)),
    }
    missing = [place for place, text in shown.items() for words in DOUBTS[language] if words not in text]
    assert missing == []


def test_the_workbook_has_the_doubts_and_the_effect_in_words(doubtful):
    cells, _ = cells_of(workbook.render(doubtful))
    texts = {value for _, value in cells.values()}
    assert DOUBTS["id"][1] in texts and say("confidence.cannot_tell", "id") in texts
    effects, _ = cells_of(workbook.render(doubtful), "sheet3")
    texts = {value for _, value in effects.values()}
    sentence = effect_words.effect(effect_words.told_of(EFFECT), "percent", "id")
    assert "bersama yang lain" in texts and sentence in texts and "2,50 poin" in sentence


def test_a_table_of_effects_is_put_into_words_in_both_languages(doubtful):
    table = findings.with_sentences(doubtful, doubtful.tables["effects"], {"a": "id", "b": "en"})
    assert table.columns[-2:] == ("a", "b") and "daerah lain juga naik" in table.rows[0][-2]
    other = Table(("seq",), ((1,),))
    assert findings.with_sentences(doubtful, other, {"a": "id"}) is other
