"""The digest: early warnings as a short letter, for the page and for e-mail by cron; nothing to say is empty."""

from collections.abc import Mapping, Sequence

from metrics.acts.follow_ups import FollowUp
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.monitoring.early_warnings import Alert
from metrics.monitoring.follow_up_effect import Effect
from reports.words import coverage_words, effect_words, mark_words, place_words
from reports.words.coverage_words import Counts
from text import formats
from text.words import Language, say

ORDER = ("worsening", "silent", "backlog_due", "follow_up_overdue")


def line(alert: Alert, known: Mapping[str, Indicator], regions: Mapping[str, str], language: Language) -> str:
    """One warning as a sentence."""
    everywhere = place_words.all_places(regions, language)
    is_wide = alert.name == "worsening" and alert.region is None
    said = say(
        "digest.worsening_province" if is_wide else f"digest.{alert.name}",
        language,
        region=regions[alert.region] if alert.region else everywhere,
        indicator=known[alert.indicator].name[language] if alert.indicator else "",
        since=formats.month(alert.since, language) if alert.since else "",
        count=formats.number(alert.count, language),
    )
    return say("digest.new", language, warning=said) if alert.new else said


def letter(
    alerts: Sequence[Alert],
    known: Mapping[str, Indicator],
    regions: Mapping[str, str],
    language: Language,
    coverage: Counts | None = None,
    met: str = "",
    checkpoint: str = "",
    doubts: Sequence[str] = (),
    effects: Sequence[str] = (),
) -> str:
    """All of them, grouped, as plain text; empty when there is nothing to warn of.

    `coverage`: regions by state; `met`: how many targets are met, as a sentence without a full stop; `checkpoint`:
    that of the ledger, for whoever keeps the letter outside; `doubts`: targets whose status is not sure; `effects`:
    what follow-ups have done.
    """
    if not alerts:
        return ""
    parts = [say("digest.opening", language)]
    if coverage is not None:
        parts += ["", coverage_words.headline(coverage, language)]
    if met:
        parts += ["", f"{met}.", *(f"- {doubt}." for doubt in doubts)]
    for name in ORDER:
        lines = [f"- {line(alert, known, regions, language)}" for alert in alerts if alert.name == name]
        if lines:
            parts += ["", say(f"digest.title_{name}", language), *lines]
            parts += [say("digest.rate", language)] if name == "worsening" else []
    if effects:
        lines = [f"- {effect}" for effect in effects]
        parts += ["", say("digest.title_effects", language), *lines, say("follow_up.effect_help", language)]
    mark = [say("digest.checkpoint", language), checkpoint] if checkpoint else []
    return "\n".join([*parts, "", say("digest.closing", language), *mark])


def doubts(rows: Sequence[Row], known: Mapping[str, Indicator], language: Language) -> list[str]:
    """The targets whose status is not sure, each with why, in the words of the screen."""
    said = ((known[row.indicator], mark_words.doubt(row, known[row.indicator].unit, language)) for row in rows)
    return [f"{indicator.name[language]}: {why}" for indicator, why in said if why]


def effects(
    done: Sequence[tuple[FollowUp, Effect]],
    known: Mapping[str, Indicator],
    regions: Mapping[str, str],
    language: Language,
) -> list[str]:
    """What each follow-up that is done has done, in a sentence."""
    return [
        f"{regions.get(act.region or '', say('region.whole', language))}, {known[act.indicator].name[language]}, "
        f"{act.action}: {effect_words.effect(effect_words.told_of(effect), known[act.indicator].unit, language)}"
        for act, effect in done
    ]
