"""The letter of early warnings of a home, as a scope sees it: for the terminal, for cron, and for what is sent."""

from collections.abc import Sequence

from data.settings import tables
from metrics.monitoring import early_warnings, follow_up_effect
from metrics.monitoring.early_warnings import Alert
from metrics.mpp import rollout
from metrics.scorecard.score import Scorecard, scored
from metrics.scorecard.summary import summary
from metrics.scorecard.workspace import Workspace
from metrics.survey.disclosure_control import FEWEST
from reports.proof import checkpoints
from reports.terminal import digest
from text import formats
from text.words import Language

LATEST = 3
"""Finished follow-ups of which the letter says what they have done."""


def written(workspace: Workspace, region: str | None, language: Language) -> str:
    """The letter; empty when there is nothing to warn of. `region` is where its reader begins."""
    alerts = early_warnings.early_warnings(workspace)
    return _letter(workspace, alerts, region, language) if alerts else ""


def for_sending(workspace: Workspace, region: str | None, language: Language) -> str:
    """The letter for a channel outside the house: without warnings that count fewer people than may be told of."""
    alerts = early_warnings.early_warnings(workspace)
    safe = [alert for alert in alerts if alert.name != "backlog_due" or alert.count >= FEWEST]
    return _letter(workspace, safe, region, language, with_effects=False) if safe else ""


def _letter(
    workspace: Workspace, alerts: Sequence[Alert], region: str | None, language: Language, with_effects: bool = True
) -> str:
    known, home = workspace.indicators, workspace.home
    table = tables.regions(home)
    regions = dict(zip(table["code"], table["name"], strict=True))
    card = _standing(workspace, region)
    done = follow_up_effect.latest(workspace, LATEST) if with_effects else []
    return digest.letter(
        alerts,
        known,
        regions,
        language,
        rollout.coverage(home, workspace.scope).regions,
        _met(card, language),
        checkpoints.checkpoint(home).text,
        digest.doubts(card.rows if card else (), known, language),
        digest.effects(done, known, regions, language),
    )


def _standing(workspace: Workspace, region: str | None) -> Scorecard | None:
    """The targets of the newest complete period with their marks; None where there is no target."""
    targeted = [id_ for id_ in workspace.indicators if id_ in workspace.goals]
    return scored(workspace, None, region, targeted) if targeted else None


def _met(card: Scorecard | None, language: Language) -> str:
    """How many targets are met; empty where there is no target."""
    if card is None:
        return ""
    counted = summary(card.rows)
    return formats.targets_met(counted.verdict, counted.met, counted.total, card.period, language)
