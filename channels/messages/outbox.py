"""Who is sent what: each recipient once a kind and period, as far as their account sees, not in quiet hours."""

import functools
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from access.identity import accounts
from access.identity.errors import AccessError
from access.identity.scope import places_of
from access.identity.viewer import Viewer
from channels import memory
from channels.messages import delivery, subscriptions
from channels.messages.delivery import Message, UndeliveredError
from channels.messages.subscriptions import FOLDER
from data.errors import CapaianError, ErrorText, SetupError, error_text
from data.home import Home
from data.settings.home_config import Recipient, Send, settings
from data.settings.places import closed, now_of, today_of
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace
from reports.content.options import Options
from reports.lifecycle import issue
from reports.terminal import early_warning_letter
from text import formats
from text.words import say

STATE, LOCK = "state.json", "send.lock"
TRIES = 6
"""Runs in which a message is tried, twice each."""
WAIT_SECONDS = 2.0
Kind = Literal["digest", "report"]
Result = Literal["sent", "before", "ended", "nothing", "failed", "given_up"]


@dataclass(frozen=True)
class Outcome:
    """What became of one recipient."""

    recipient: str
    result: Result
    finding: ErrorText | None = None


@dataclass
class Outbox:
    """One run for a kind and a period; `state` is what earlier runs have done."""

    home: Home
    send: Send
    kind: Kind
    period: str
    state: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Where the state is kept."""
        return memory.folder(self.home, FOLDER) / STATE


def run(home: Home, kind: Kind, period: str | None, say_of: Callable[[Outcome], None]) -> bool:
    """Send to everybody who has not had it; whether nothing failed. In quiet hours a SetupError."""
    send = settings(home).send
    if send is None:
        raise SetupError(error_text("send.nobody"))
    if _is_quiet(home, send):
        raise SetupError(error_text("send.quiet", start=send.quiet_from, end=send.quiet_until))
    outbox = Outbox(home, send, kind, _period(home, kind, period))
    with memory.alone(outbox.path.with_name(LOCK)):
        outbox.state = memory.read(outbox.path)
        outcomes = [_served(outbox, name, recipient) for name, recipient in send.recipients.items()]
    for outcome in outcomes:
        say_of(outcome)
    return not any(outcome.result in ("failed", "given_up") for outcome in outcomes)


def _is_quiet(home: Home, send: Send) -> bool:
    now, start, end = f"{now_of(home):%H:%M}", send.quiet_from, send.quiet_until
    return start <= now < end if start <= end else now >= start or now < end


def _period(home: Home, kind: Kind, period: str | None) -> str:
    """The day of a digest, or the period of a report; SetupError when there is none."""
    if period is None:
        if kind == "report":
            raise SetupError(error_text("send.period_needed"))
        return str(today_of(home))
    try:
        Period(period)
    except ValueError as error:
        raise SetupError(error_text("report_period", finding=error.args[0])) from error
    return period


def _served(outbox: Outbox, name: str, recipient: Recipient) -> Outcome:
    key = f"{name} {outbox.kind} {outbox.period}"
    sent, failed = outbox.state.setdefault("sent", {}), outbox.state.setdefault("failed", {})
    if outbox.kind not in recipient.kinds or name in subscriptions.ended(outbox.home):
        return Outcome(name, "ended")
    if key in sent:
        return Outcome(name, "before")
    if failed.get(key, {}).get("is_final"):
        return Outcome(name, "given_up", error_text(failed[key]["finding"]))
    try:
        result = _sent(outbox, name, recipient)
    except UndeliveredError as error:
        tries = failed.get(key, {}).get("tries", 0) + 1
        is_final = error.is_final or tries >= TRIES
        failed[key] = {"tries": tries, "is_final": is_final, "finding": error.finding.key, "at": _now(outbox.home)}
        memory.write(outbox.path, outbox.state)
        return Outcome(name, "given_up" if is_final else "failed", error.finding)
    except CapaianError as error:
        finding = error.args[0] if isinstance(error.args[0], ErrorText) else error_text("send.failed")
        return Outcome(name, "failed", finding)
    if result == "sent":
        sent[key] = _now(outbox.home)
        failed.pop(key, None)
        memory.write(outbox.path, outbox.state)
    return Outcome(name, result)


def _sent(outbox: Outbox, name: str, recipient: Recipient) -> Result:
    """Write and hand over; nothing is sent where there is nothing to say."""
    viewer = _viewer(outbox.home, recipient)
    with tempfile.TemporaryDirectory(prefix="capaian-send-") as scratch:
        message = _written(outbox, name, recipient, viewer, Path(scratch))
        if message is None:
            return "nothing"
        try:
            _hand_over(outbox, recipient, message)
        except UndeliveredError as error:
            if error.is_final:
                raise
            time.sleep(WAIT_SECONDS)
            _hand_over(outbox, recipient, message)
    return "sent"


def _hand_over(outbox: Outbox, recipient: Recipient, message: Message) -> None:
    if recipient.email is not None and outbox.send.mail is not None:
        delivery.by_mail(outbox.home, outbox.send.mail, recipient.email, message)
    else:
        delivery.by_channel(outbox.home, str(recipient.channel), message)


def _viewer(home: Home, recipient: Recipient) -> Viewer:
    """The eyes of the recipient's account; SetupError when it is not there or shut: then nothing is sent."""
    try:
        known = accounts.load(home.root).find(recipient.account)
    except AccessError as error:
        raise SetupError(error_text(f"access.fault.{error.key}", **error.params)) from error
    if known is None or known[1].disabled:
        raise SetupError(error_text("send.no_account", name=recipient.account))
    name, account = known
    open_to = places_of(account.region, functools.partial(closed, home))
    return Viewer(name, account.role, open_to, recipient.language)


def _written(outbox: Outbox, name: str, recipient: Recipient, viewer: Viewer, scratch: Path) -> Message | None:
    home, language = outbox.home, recipient.language
    stop = say("send.stop", language, link=subscriptions.link(home, outbox.send.public, name, language))
    if outbox.kind == "digest":
        with Workspace(home, viewer.scope) as workspace:
            letter = early_warning_letter.for_sending(workspace, viewer.home_region, language)
        return (
            Message(say("send.digest_subject", language), f"{letter}\n\n{outbox.send.public}", stop) if letter else None
        )
    if not viewer.may("export"):
        raise SetupError(error_text("document_no_right"))
    options = Options(outbox.period, viewer.home_region, "lembar", "pdf", language)
    path = issue.issue(home, viewer.scope, options, f"send:{name}", scratch)
    period = formats.period(outbox.period, language)
    subject = say("send.report_subject", language, period=period)
    return Message(subject, say("send.report_text", language, period=period, link=outbox.send.public), stop, path)


def _now(home: Home) -> str:
    return now_of(home).isoformat(timespec="minutes")
