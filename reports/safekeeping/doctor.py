"""The health of a home and of the machine under it: one line a check, with a remedy where something is wrong."""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Literal

from cryptography import x509

from access.identity import accounts
from access.identity.errors import AccessError
from access.identity.scope import EVERYTHING
from data import clock
from data.errors import CapaianError, ErrorText, error_text
from data.home import PROJECT, Home, unlinked
from data.ledger import entries
from data.ledger import verify as verification
from data.settings.home_config import settings
from data.settings.places import zone
from metrics.change_control import restatements
from metrics.judgement.reporting import last_ended_month
from metrics.periods import plus_months
from metrics.scorecard.workspace import Workspace
from reports.safekeeping import backup

State = Literal["ok", "note", "warn", "fail"]
"""A note tells what a home does not have yet; it is no fault of it."""
GIBIBYTE = 1 << 30
LEAST_FREE, LITTLE_FREE, LITTLE_MEMORY = GIBIBYTE // 5, 2 * GIBIBYTE, GIBIBYTE
BACKUP_DAYS, CERTIFICATE_DAYS, MONTHS_BEHIND = 2, 30, 2
CLOCK_MINUTES = 10
LOCKED = ("duckdb", "streamlit", "pydantic", "pyarrow", "typst", "cryptography")
"""Packages whose version must be that of the lock: figures, papers and seals rest on them."""


@dataclass(frozen=True)
class Line:
    """The outcome of one check: `finding` is a text of `doctor`, the remedy the same key with `_do` behind it."""

    check: str
    state: State
    finding: ErrorText

    def remedy(self, language: str) -> str | None:
        """What is to be done; None when nothing is."""
        if self.state == "ok":
            return None
        name = self.finding.key.removeprefix("doctor.")
        params = dict(self.finding.params)
        key = f"doctor.{name}_do" if self.finding.key.startswith("doctor.") else "doctor.error_do"
        return ErrorText(key, tuple(params.items())).message(language)

    def as_dict(self, language: str) -> dict[str, str | None]:
        """The line for a machine."""
        finding = self.finding.message(language)
        return {"check": self.check, "state": self.state, "finding": finding, "remedy": self.remedy(language)}


def examine(home: Home) -> list[Line]:
    """Every check in turn; one that fails hinders no other."""
    if not home.root.is_dir():
        return [_line("home", "fail", "home_missing", home=home.root)]
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
        return _line(name, "fail", "unreadable", reason=error.strerror or str(error))


def _line(check: str, state: State, finding: str, **params: object) -> Line:
    return Line(check, state, error_text(f"doctor.{finding}", **params))


def _home(home: Home) -> Line:
    """Nobody else may enter, the server may write, nothing in it points elsewhere."""
    for folder, inner, files in os.walk(home.root):
        for name in (*inner, *files):
            unlinked(Path(folder) / name)
    mode = stat.S_IMODE(home.root.stat().st_mode)
    if os.name != "nt" and mode & 0o077:
        return _line("home", "warn", "home_open", home=home.root, mode=f"{mode:o}")
    if not os.access(home.root, os.W_OK | os.X_OK):
        return _line("home", "fail", "home_read_only", home=home.root)
    return _line("home", "ok", "home_fine", home=home.root)


def _disk(home: Home) -> Line:
    free = shutil.disk_usage(home.root).free
    state: State = "fail" if free < LEAST_FREE else "warn" if free < LITTLE_FREE else "ok"
    return _line("disk", state, "disk", free=f"{free / GIBIBYTE:.1f}")


def _memory(_home: Home) -> Line:
    available = re.search(r"^MemAvailable:\s+(\d+) kB", _text(Path("/proc/meminfo")), re.MULTILINE)
    if available is None:
        return _line("memory", "ok", "memory_unknown")
    free = int(available[1]) << 10
    return _line("memory", "warn" if free < LITTLE_MEMORY else "ok", "memory", free=f"{free / GIBIBYTE:.1f}")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _versions(_home: Home) -> Line:
    lock = dict(re.findall(r"^([\w-]+)==([^ \\\n]+)", _text(PROJECT / "requirements.txt"), re.MULTILINE))
    other = [name for name in LOCKED if name in lock and metadata.version(name) != lock[name]]
    if other:
        return _line("versions", "warn", "versions_differ", packages=", ".join(other))
    return _line("versions", "ok", "versions", duckdb=metadata.version("duckdb"))


def _accounts(home: Home) -> Line:
    count = sum(not account.disabled for account in accounts.load(home.root).accounts.values())
    return _line("accounts", "ok" if count else "note", "accounts" if count else "accounts_none", count=count)


def _ledger(home: Home) -> Line:
    state = verification.verification(home)
    if state.broken:
        return Line("ledger", "fail", error_text("entry_broken", seq=state.broken[0], finding=state.broken[1]))
    if not state.head[0]:
        return _line("ledger", "note", "ledger_empty")
    return _line("ledger", "ok", "ledger", count=state.head[0])


def _clock(home: Home) -> Line:
    """The newest entry must not be of a time to come: then the clock was set back, now or when it was written."""
    listed = entries.entries(home)
    now = clock.now().astimezone(zone(home))
    shown = {"now": f"{now:%d/%m/%Y %H.%M}", "zone": now.tzname()}
    if listed and datetime.fromisoformat(listed[-1].when) > now + timedelta(minutes=CLOCK_MINUTES):
        return _line("clock", "fail", "clock_behind", **shown, seq=listed[-1].seq)
    if back := verification.verification(home, files=False).clock_back:
        return _line("clock", "warn", "clock_went_back", seq=back[-1][1].seq)
    return _line("clock", "ok", "clock", **shown)


def _settings(home: Home) -> Line:
    with Workspace(home, EVERYTHING) as workspace:
        count = len(workspace.indicators)
        _ = workspace.goals
    return _line("settings", "ok", "settings", count=count)


def _figures(home: Home) -> Line:
    """The warehouse can be read or made, and data are not long behind."""
    with Workspace(home, EVERYTHING) as workspace:
        through = workspace.reporting.complete_through(None, workspace.today)
        due = plus_months(last_ended_month(workspace.today), -MONTHS_BEHIND)
    if through is None:
        return _line("figures", "note", "figures_none")
    return _line(
        "figures", "ok" if through >= due else "warn", "figures" if through >= due else "figures_old", month=through
    )


def _restatements(home: Home) -> Line:
    count = len(restatements.restatements(home, EVERYTHING))
    return _line(
        "restatements", "warn" if count else "ok", "restatements" if count else "restatements_none", count=count
    )


def _backup(home: Home) -> Line:
    last = backup.newest(home)
    if last is None:
        return _line("backup", "warn" if entries.head_seq(home) else "note", "backup_none")
    at, seq = last
    days = (clock.now() - at).days
    behind = entries.head_seq(home) - seq
    is_old = days >= BACKUP_DAYS and behind > 0
    return _line("backup", "warn" if is_old else "ok", "backup_old" if is_old else "backup", days=days, behind=behind)


def _certificate(home: Home) -> Line:
    """The institution's certificate, where the home names one."""
    seal = settings(home).seal
    if seal is None or seal.certificate is None:
        return _line("certificate", "ok", "certificate_none")
    content = (home.root / seal.certificate).read_bytes()
    try:
        read = x509.load_pem_x509_certificate if b"-----BEGIN" in content else x509.load_der_x509_certificate
        end = read(content).not_valid_after_utc
    except ValueError:
        return _line("certificate", "fail", "certificate_unreadable", file=seal.certificate)
    days = (end - datetime.now(UTC)).days
    state: State = "fail" if days < 0 else "warn" if days < CERTIFICATE_DAYS else "ok"
    return _line("certificate", state, "certificate", until=f"{end:%d/%m/%Y}")


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
    "certificate": _certificate,
}
"""Name → check, in the order of the lines."""


def texts(lines: list[Line], language: str) -> Iterator[str]:
    """The lines for a person."""
    for line in lines:
        remedy = line.remedy(language)
        mark = error_text(f"doctor.state_{line.state}").message(language)
        yield f"{mark:<10} {line.check:<13} {line.finding.message(language)}" + (f" {remedy}" if remedy else "")
