"""How the sources stand, for the doctor: which of them fail, since how many tries, and why."""

from channels import memory
from channels.inbox.rounds import STATE
from channels.inbox.taking import FOLDER
from data.errors import error_text
from data.home import Home
from data.settings import home_config
from reports.safekeeping.diagnosis import Line


def lines(home: Home) -> list[Line]:
    """One line a source; none where the home names no source."""
    return [_line(home, name) for name in home_config.settings(home).inbox]


def _line(home: Home, name: str) -> Line:
    state = memory.read(home.root / FOLDER / name / STATE)
    if state.get("failures"):
        key, params = state["finding"]
        finding = error_text(key, **params)
        described = error_text("doctor.source_failing", source=name, failures=state["failures"], finding=finding)
        return Line("inbox", "warn", described)
    if refused := state.get("refused"):
        return Line("inbox", "note", error_text("doctor.source_aside", source=name, files=len(refused)))
    return Line("inbox", "ok", error_text("doctor.source_fine", source=name))
