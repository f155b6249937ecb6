"""The health of a home and of the machine under it: one line a check, with a remedy where something is wrong."""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path

from access.identity import accounts
from access.identity.errors import AccessError
from access.identity.scope import EVERYTHING
from data import clock
from data.errors import CapaianError, ErrorText, error_text
from data.home import PROJECT, Home, unlinked
from data.ledger import entries
from data.ledger import verify as verification
from data.settings.places import now_of, places
from data.warehouse import orphans
from metrics.change_control import restatements
from metrics.judgement.reporting import last_ended_month
from metrics.periods import plus_months
from metrics.scorecard.workspace import Workspace
from reports.safekeeping import backup, certificates
from reports.safekeeping.diagnosis import Line, State, checked

GIBIBYTE = 1 << 30
LEAST_FREE, LITTLE_FREE, LITTLE_MEMORY = GIBIBYTE // 5, 2 * GIBIBYTE, GIBIBYTE
BACKUP_DAYS, MONTHS_BEHIND = 2, 2
FEW_FILES = 10_000
CLOCK_MINUTES = 10
LOCKED = ("duckdb", "streamlit", "pydantic", "pyarrow", "typst", "cryptography")
"""Packages whose version must be that of the lock: figures, papers and seals rest on them."""


def examine(home: Home) -> list[Line]:
    """Every check in turn; one that fails hinders no other."""
    if not home.root.is_dir():
        return [checked("home", "fail", "home_missing", home=home.root)]
    return [_checked(name, check, home) for name, check in CHECKS.items()]


def worst(lines: list[Line]) -> State:
    """The state of the whole."""
    states = {line.state for line in lines}
    return next((state for state in ("fail", "warn", "note") if state in states), "ok")


def _checked(name: str, check: Callable[[Home], Line], home: Home) -> Line:
    try:
        return check(home)
    except CapaianError as error:
        what = error.args[0] if error.args and isinstance(error.args[0], ErrorText) else error_text("doctor.unforeseen")
        return Line(name, "fail", what)
    except AccessError as error:
        return Line(name, "fail", error_text(f"access.fault.{error.key}", **error.params))
    except OSError as error:
        return checked(name, "fail", "unreadable", reason=error.strerror or str(error))


def _home(home: Home) -> Line:
    """Nobody else may enter, the server may write, nothing in it points elsewhere."""
    for folder, inner, files in os.walk(home.root):
        for name in (*inner, *files):
            unlinked(Path(folder) / name)
    mode = stat.S_IMODE(home.root.stat().st_mode)
    if os.name != "nt" and mode & 0o077:
        return checked("home", "warn", "home_open", home=home.root, mode=f"{mode:o}")
    if not os.access(home.root, os.W_OK | os.X_OK):
        return checked("home", "fail", "home_read_only", home=home.root)
    return checked("home", "ok", "home_fine", home=home.root)


def _disk(home: Home) -> Line:
    free = shutil.disk_usage(home.root).free
    files = os.statvfs(home.root) if hasattr(os, "statvfs") else None
    if files is not None and files.f_files and files.f_favail < FEW_FILES:
        return checked("disk", "fail" if files.f_favail < FEW_FILES // 10 else "warn", "inodes", count=files.f_favail)
    state: State = "fail" if free < LEAST_FREE else "warn" if free < LITTLE_FREE else "ok"
    return checked("disk", state, "disk", free=f"{free / GIBIBYTE:.1f}")


def _memory(_home: Home) -> Line:
    available = re.search(r"^MemAvailable:\s+(\d+) kB", _text(Path("/proc/meminfo")), re.MULTILINE)
    if available is None:
        return checked("memory", "ok", "memory_unknown")
    free = int(available[1]) << 10
    return checked("memory", "warn" if free < LITTLE_MEMORY else "ok", "memory", free=f"{free / GIBIBYTE:.1f}")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _versions(_home: Home) -> Line:
    lock = dict(re.findall(r"^([\w-]+)==([^ \\\n]+)", _text(PROJECT / "requirements.txt"), re.MULTILINE))
    other = [name for name in LOCKED if name in lock and metadata.version(name) != lock[name]]
    if other:
        return checked("versions", "warn", "versions_differ", packages=", ".join(other))
    return checked("versions", "ok", "versions", duckdb=metadata.version("duckdb"))


def _accounts(home: Home) -> Line:
    bound = {
        name: account.region for name, account in accounts.load(home.root).accounts.items() if not account.disabled
    }
    count, known = len(bound), {None, *places(home).codes}
    if lost := sorted(name for name, region in bound.items() if region not in known):
        return checked("accounts", "warn", "accounts_lost", accounts=", ".join(lost))
    return checked("accounts", "ok" if count else "note", "accounts" if count else "accounts_none", count=count)


def _ledger(home: Home) -> Line:
    state = verification.verification(home)
    if state.broken:
        return Line("ledger", "fail", error_text("entry_broken", seq=state.broken[0], finding=state.broken[1]))
    if not state.head[0]:
        return checked("ledger", "note", "ledger_empty")
    return checked("ledger", "ok", "ledger", count=state.head[0])


def _clock(home: Home) -> Line:
    """The newest entry must not be of a time to come: then the clock was set back, now or when it was written."""
    listed = entries.entries(home)
    now = now_of(home)
    shown = {"now": f"{now:%d/%m/%Y %H.%M}", "zone": now.tzname()}
    if listed and datetime.fromisoformat(listed[-1].when) > now + timedelta(minutes=CLOCK_MINUTES):
        return checked("clock", "fail", "clock_behind", **shown, seq=listed[-1].seq)
    if back := verification.verification(home, files=False).clock_back:
        return checked("clock", "warn", "clock_went_back", seq=back[-1][1].seq)
    return checked("clock", "ok", "clock", **shown)


def _settings(home: Home) -> Line:
    with Workspace(home, EVERYTHING) as workspace:
        count = len(workspace.indicators)
        _ = workspace.goals
    if left := orphans.acts_left_behind(home):
        listed = ", ".join(f"{region} ({count})" for region, count in left.items())
        return checked("settings", "warn", "acts_left_behind", regions=listed)
    if moved := orphans.overwritten_agencies(home):
        return checked("settings", "warn", "agencies_overwritten", services=orphans.listed(moved))
    return checked("settings", "ok", "settings", count=count)


def _figures(home: Home) -> Line:
    """The warehouse can be read or made, and data are not long behind."""
    with Workspace(home, EVERYTHING) as workspace:
        through = workspace.reporting.complete_through(None, workspace.today)
        due = plus_months(last_ended_month(workspace.today), -MONTHS_BEHIND)
    if through is None:
        return checked("figures", "note", "figures_none")
    return checked(
        "figures", "ok" if through >= due else "warn", "figures" if through >= due else "figures_old", month=through
    )


def _restatements(home: Home) -> Line:
    count = len(restatements.restatements(home, EVERYTHING))
    return checked(
        "restatements", "warn" if count else "ok", "restatements" if count else "restatements_none", count=count
    )


def _backup(home: Home) -> Line:
    last = backup.newest(home)
    if last is None:
        return checked("backup", "warn" if entries.head_seq(home) else "note", "backup_none")
    at, head = last
    days = (clock.now() - at).days
    listed = entries.entries(home)
    behind = len(listed) - head[0]
    if behind < 0 or listed[head[0] - 1].sha256 != head[1]:
        return checked("backup", "fail", "backup_ahead", seq=head[0], now=len(listed))
    is_old = days >= BACKUP_DAYS and behind > 0
    return checked("backup", "warn" if is_old else "ok", "backup_old" if is_old else "backup", days=days, behind=behind)


CHECKS: dict[str, Callable[[Home], Line]] = {
    "home": _home,
    "disk": _disk,
    "memory": _memory,
    "versions": _versions,
    "clock": _clock,
    "accounts": _accounts,
    "settings": _settings,
    "ledger": _ledger,
    "figures": _figures,
    "restatements": _restatements,
    "backup": _backup,
    "certificate": certificates.of_institution,
    "https": certificates.of_addresses,
}
"""Name → check, in the order of the lines."""


def texts(lines: list[Line], language: str) -> Iterator[str]:
    """The lines for a person."""
    for line in lines:
        remedy = line.remedy(language)
        mark = error_text(f"doctor.state_{line.state}").message(language)
        yield f"{mark:<10} {line.check:<13} {line.finding.message(language)}" + (f" {remedy}" if remedy else "")
