"""When visitors wait longest: said of the hours of which it is known, never of one that others equal.

Each hour: its visitors, and how many minutes each of them waits. An hour with fewer than five says nothing of itself.
"""

import pytest

from access.identity.scope import EVERYTHING
from metrics.monitoring import queue_hours
from metrics.monitoring.queue_hours import Longest
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace
from tests.pages.test_ringkasan import html

MONDAY_8, MONDAY_9, TUESDAY_8, TUESDAY_9 = (1, 8), (1, 9), (2, 8), (2, 9)
OCTOBER = {1: "2026-10-05", 2: "2026-10-06"}
TABLE = [
    ("one is longest", {MONDAY_8: (5, 10), MONDAY_9: (5, 20)}, Longest((MONDAY_9,), 20, 10, 10),
     "Paling lama Senin pukul 09.00: 20 menit."),
    ("two are", {MONDAY_8: (5, 10), MONDAY_9: (5, 20), TUESDAY_8: (5, 20)}, Longest((MONDAY_9, TUESDAY_8), 20, 15, 15),
     "Paling lama Senin pukul 09.00 dan Selasa pukul 08.00: 20 menit."),
    ("three are", {MONDAY_8: (5, 10), MONDAY_9: (5, 20), TUESDAY_8: (5, 20), TUESDAY_9: (5, 20)},
     Longest((MONDAY_9, TUESDAY_8, TUESDAY_9), 20, 20, 20), "Paling lama pada 3 jam yang sama lamanya: 20 menit."),
    ("all are alike", {MONDAY_8: (5, 10), TUESDAY_8: (5, 10)}, None, None),
    ("one hour alone", {MONDAY_8: (8, 10)}, None, None),
    ("most visitors are known of", {MONDAY_8: (5, 10), MONDAY_9: (5, 20), TUESDAY_8: (4, 50)},
     Longest((MONDAY_9,), 20, 10, 14),
     "jam dengan sedikitnya lima pengunjung (10 dari 14 pengunjung), paling lama Senin pukul 09.00: 20 menit."),
    ("most are not", {MONDAY_8: (5, 10), MONDAY_9: (5, 20), TUESDAY_8: (4, 50), TUESDAY_9: (4, 50), (2, 10): (4, 50)},
     None, None),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "found", "sentence"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_when_visitors_wait_longest(at_home, home, hours, found, sentence):
    lines = ["region_code | ticket_at | called_at | received_at | n"]
    for (weekday, hour), (visitors, minutes) in hours.items():
        ticket, called = (f"{OCTOBER[weekday]} {hour:02}:{minute:02}" for minute in (0, minutes))
        lines.append(f"11.71 | {ticket} | {called} | {called} | {visitors}")
    home.transactions("\n".join(lines))
    with Workspace(home.home, EVERYTHING) as here:
        assert queue_hours.longest(queue_hours.waiting(here.reader, Period("2026-10"), None)) == found
    shown = html(at_home(home.home.root, "queues", periode="2026-10"))
    assert sentence in shown if sentence else "aling lama Se" not in shown
