"""What the standing uploads left open: their refused rows, by the findings kept in the ledger."""

from dataclasses import dataclass

import pandas as pd

from data import ledger
from data.home import Home
from data.ledger import Entry
from data.load import PROBLEMS_FILE


@dataclass(frozen=True)
class OpenProblems:
    """One upload with refused rows: its entry, how many of how many rows, and the most frequent rule with its count."""

    seq: int
    kind: str
    file: str
    region: str | None
    read: int
    rejected: int
    rule: str
    rule_count: int


def open_problems(home: Home) -> list[OpenProblems]:
    """Every upload that counts and had rows refused, newest first."""
    standing = ledger.standing(ledger.entries(home))
    return [_of(entry) for entry in reversed(standing) if entry.what["counts"]["rejected"]]


def _of(entry: Entry) -> OpenProblems:
    found = pd.read_parquet(entry.folder / PROBLEMS_FILE, columns=["row_no", "rule", "severity"])
    errors = found[(found["severity"] == "error") & found["row_no"].notna()]
    by_rule = errors["rule"].value_counts()
    top = sorted(by_rule.items(), key=lambda told: (-int(told[1]), str(told[0])))
    rule, count = top[0] if top else ("", 0)
    counts, what = entry.what["counts"], entry.what
    place = what.get("region")
    return OpenProblems(
        entry.seq, entry.kind, what["file"], place, counts["read"], counts["rejected"], str(rule), int(count)
    )
