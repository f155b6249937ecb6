"""The digest: early warnings as a short letter, for the page and for e-mail by cron; nothing to say is empty."""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.monitoring.early_warnings import Alert
from reports.words import coverage_words
from reports.words.coverage_words import Counts
from text import formats
from text.words import Language, say

ORDER = ("worsening", "silent", "backlog_due", "follow_up_overdue")


def line(alert: Alert, known: Mapping[str, Indicator], regions: Mapping[str, str], language: Language) -> str:
    """One warning as a sentence."""
    whole = say("region.whole", language)
    is_wide = alert.name == "worsening" and alert.region is None
    said = say(
        "digest.worsening_province" if is_wide else f"digest.{alert.name}",
        language,
        region=regions[alert.region] if alert.region else whole,
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
) -> str:
    """All of them, grouped, as plain text; empty when there is nothing to warn of.

    `coverage`: regions by state; `met`: how many targets are met, as a sentence without a full stop; `checkpoint`:
    that of the ledger, for whoever keeps the letter outside.
    """
    if not alerts:
        return ""
    parts = [say("digest.opening", language)]
    if coverage is not None:
        parts += ["", coverage_words.headline(coverage, language)]
    if met:
        parts += ["", f"{met}."]
    for name in ORDER:
        lines = [f"- {line(alert, known, regions, language)}" for alert in alerts if alert.name == name]
        if lines:
            parts += ["", say(f"digest.title_{name}", language), *lines]
            parts += [say("digest.rate", language)] if name == "worsening" else []
    mark = [say("digest.checkpoint", language), checkpoint] if checkpoint else []
    return "\n".join([*parts, "", say("digest.closing", language), *mark])
