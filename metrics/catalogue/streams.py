"""The streams: what is counted and when (`metrics/streams/*.sql`), and how each is rolled up over a period.

A *flow* adds up over the months of a period, a *stock* is that of the period's stock day, a *state* that of the
period's last month or of the newest that any region reported, a *recap stock* that of each region's newest recap month
in the period, a *running* stream adds up from the beginning to the period's end.
"""

import hashlib

from data import sql_files
from metrics.catalogue.indicators import RUNNING, STREAMS_DIR, Indicator

DIMENSIONS = ("region_code", "agency_code", "service_code", "channel")
STOCKS = ("backlog", "complaints_open")
STOCK_MONTHS = {"backlog": "months", "complaints_open": "complaint_months"}
"""Table with the stock day of each month, by stock: that of the applications, and that of the complaints."""
REPORTED_STOCKS = ("backlog",)
"""Stocks of what regions report each month."""
STATES = ("catalogue", "presence")
RECAP_STOCKS = ("recap_backlog",)
WATCHED = (*RUNNING, "milestone_plans", "reporting")
"""Streams that a new upload may change in any month: their cells are always made anew, and are few."""
STEPS = ("stages", "open_stages")
"""Streams that tell of steps by the months of their applications, which an upload of steps does not hold."""
LIVE = ("follow_ups",)
"""Streams of small acts: read from the ledger itself whenever somebody asks, for they cause no catch-up."""
OF_PERSONS = ("responses",)
"""Streams whose cells may hold the answers of a single person."""
REPORTS = ("receipts", "completions")
"""A region has reported a month when one of these streams has a row in it (rules.md §1)."""
SENT_APART = ("visits", "responses", "licences", "complaints", "complaints_received", "complaints_open")
"""Streams that a region may never send: a count of them is 0 in a reported month only where any was ever sent."""
SENT_AS = {"complaints": "complaints_received", "complaints_open": "complaints_received"}
"""The stream that tells who has ever sent one whose own rows may all be gone: of complaints those received."""
COUNTED = (*REPORTS, "responses")
"""Streams whose records are counted whatever the indicators ask."""

MEMBER_OF = {
    "leaf": "region_code",
    "region": "region_code",
    "agency": "agency_code",
    "service": "service_code",
    "channel": "channel",
    "leaf,service": "cast(region_code as varchar) || '/' || cast(service_code as varchar)",
}


def sql(stream: str) -> str:
    """One stream as a select, one row per what it counts."""
    return sql_files.read(STREAMS_DIR / f"{stream}.sql")


def of_records() -> list[str]:
    """The streams whose rows are records that regions send."""
    others = (*RUNNING, *STATES, *WATCHED, *LIVE)
    return [path.stem for path in sorted(STREAMS_DIR.glob("*.sql")) if path.stem not in others]


def adds_up(stream: str) -> bool:
    """Whether a period is the sum of its months."""
    return stream not in (*STOCKS, *STATES, *RECAP_STOCKS, *RUNNING, *LIVE)


def span(stream: str, monthly: bool) -> str:
    """How a cell's month meets an asked period, by the way its stream is rolled up."""
    if stream in (*STOCKS, *STATES):
        return "c.month = asked.last"
    if stream in RECAP_STOCKS and not monthly:
        newest = f"select max(month) from region_sums_{stream} as n where n.region_code = c.region_code"
        return f"c.month = ({newest} and n.month between asked.first and asked.last)"
    if stream in RUNNING:
        return "c.month <= asked.last"
    # The same for months one by one (the newest month of a month is itself), but an equality joins far faster.
    return "c.month = asked.first" if monthly else "c.month between asked.first and asked.last"


def counted_by(indicator: Indicator) -> list[tuple[str, str, str]]:
    """The distribution an indicator needs, if any."""
    counted = indicator.distribution()
    return [counted] if counted else []


def name_of(counted: tuple[str, str, str]) -> str:
    """The name of a distribution's table, shared by the indicators that count the same values."""
    return hashlib.sha256("\n".join(counted).encode("utf-8")).hexdigest()[:10]
