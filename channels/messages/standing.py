"""How sending stands, for the doctor: which messages were not taken, and why."""

from channels import memory
from channels.messages.outbox import STATE
from channels.messages.subscriptions import FOLDER
from data.errors import error_text
from data.home import Home
from data.settings.home_config import settings
from reports.safekeeping.diagnosis import Line


def lines(home: Home) -> list[Line]:
    """One line, which names the newest failure; none where nothing is sent."""
    if settings(home).send is None:
        return []
    state = memory.read(home.root / FOLDER / STATE)
    failed = state.get("failed", {})
    if not failed:
        return [Line("send", "ok", error_text("doctor.send_fine", count=len(state.get("sent", {}))))]
    key, newest = max(failed.items(), key=lambda item: str(item[1]["at"]))
    finding = error_text(newest["finding"])
    return [Line("send", "warn", error_text("doctor.send_failing", count=len(failed), key=key, finding=finding))]
