"""People who look for minutes: each with an account of its own, from page to page, back when a server was killed."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from access.identity import accounts
from bench.viewers.visitor import Visitor

ROLES = (("governor", None), ("regent", "11.71"), ("analyst", None), ("auditor", None), ("administrator", None))
PAGES = ("", "", "wilayah", "layanan", "indikator", "hambatan", "kesehatan-data", "laporan", "target", "cakupan")
"""Ringkasan twice as often as any other; all of them are open to everybody."""
PASSWORD = "kopi gayo tanpa gula"
THINK_SECONDS, COME_SECONDS, ACTS_OF_A_PAGE = 6.0, 120, 6


@dataclass
class Seen:
    """What they saw: moment and seconds of each run, seconds until each was back after a kill, and errors."""

    runs: list[tuple[float, float]] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def with_accounts(home: Path, count: int) -> list[dict[str, str]]:
    """The forms of so many new accounts: a home with real records has no one-click roles."""
    for number in range(count):
        role, region = ROLES[number % len(ROLES)]
        accounts.add(home, f"{role}-{number}", role, region, PASSWORD)
    return [{"nama": f"{ROLES[n % len(ROLES)][0]}-{n}", "sandi": PASSWORD} for n in range(count)]


async def look(address: str, form: dict[str, str], chance: random.Random, until: float, seen: Seen) -> None:
    """From page to page until then; the cookie of the first sign-in is kept, as a browser keeps it."""
    viewer, lost = Visitor(address, form, chance), 0.0
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS))
    while time.monotonic() < until:
        viewer.page = chance.choice(PAGES)
        try:
            await _come(viewer, lost, seen)
            lost = 0.0
            for _ in range(chance.randint(1, ACTS_OF_A_PAGE)):
                await asyncio.sleep(chance.uniform(0, THINK_SECONDS))
                run = await viewer.act()
                seen.runs.append((time.monotonic(), run.seconds))
        except (ConnectionClosed, InvalidMessage):  # the server ended amid the talk, or before it had answered
            lost = time.monotonic()
        except Exception as error:  # whatever a viewer meets is told at the end; the others go on
            seen.errors.append(f"{form['nama']} at {viewer.page or 'ringkasan'}: {type(error).__name__} {error}")
            return
        finally:
            await viewer.go()


async def _come(viewer: Visitor, lost: float, seen: Seen) -> None:
    """Come in; a server that was killed is asked again until it is back, one that is full or begins as well."""
    end = time.monotonic() + COME_SECONDS
    while True:
        try:
            await viewer.come()
            run = await viewer.first()
        except (OSError, ConnectionClosed, InvalidMessage, InvalidStatus):
            if not lost or time.monotonic() > end:
                raise
            await asyncio.sleep(0.5)
            continue
        seen.runs.append((time.monotonic(), run.seconds))
        if lost:
            seen.back.append(time.monotonic() - lost)
        return
