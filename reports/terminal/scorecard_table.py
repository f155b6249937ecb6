"""The scorecard and the ledger as plain text and CSV for the terminal."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from data.ledger.entries import Entry
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.scorecard.score import Scorecard
from metrics.scorecard.summary import summary
from metrics.survey import index
from text import formats
from text.one_line import one_line
from text.words import say


def text(card: Scorecard, known: Mapping[str, Indicator], language: str = "id") -> str:
    """The scorecard as aligned columns: indicator, period, member, actual, target, achievement, status.

    Of several targets of one period and place it says under them how many are met.
    """
    header = [say(f"overview.{name}", language) for name in ("indicator", "actual", "target", "achievement", "status")]
    header.insert(2, say("report.column_n", language))
    header[1:1] = [say("period.label", language), say("region.label", language)]
    lines = [header, *(_line(row, known[row.indicator], language) for row in card.rows)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    aligned = "\n".join(_aligned(line, widths) for line in lines)
    note = f"\n{say('demo.note', language)}" if card.demo else ""
    return f"{aligned}\n{_met(card, language)}{say('overview.as_of', language, head=card.as_of)}{note}"


def _met(card: Scorecard, language: str) -> str:
    counts = summary(card.rows)
    if counts.total < 2 or len({(row.period, row.member) for row in card.rows}) > 1:
        return ""
    return f"{formats.targets_met(counts.verdict, counts.met, counts.total, card.period, language)}.\n"


def reconciliation(unsur: Scorecard, known: Mapping[str, Indicator], language: str = "id") -> str | None:
    """The line that ties the index to a sheet with rounded ninths; None unless all nine unsur have answers."""
    rows = [row for row in unsur.rows if row.denominator]
    means = {
        row.indicator.removeprefix("unsur_"): Fraction(row.numerator or 0) / Fraction(row.denominator or 1)
        for row in rows
    }
    annex, short = (index.reconciliation(means, Decimal(weight)) for weight in ("0.111", "0.11"))
    if annex is None or short is None:
        return None
    name = known["satisfaction_index"].name["id" if language == "id" else "en"]
    shown = {"annex": formats.number(annex, language, 2), "short": formats.number(short, language, 2)}
    return say("satisfaction.reconciliation", language, name=name, **shown)


def entry_line(entry: Entry, undone: bool) -> str:
    """One ledger entry as a line of the log."""
    note = "  (dibatalkan)" if undone else ""
    line = f"{entry.seq:>6}  {entry.when}  {entry.kind:<13} {one_line(entry.who)}  {one_line(_told(entry))}{note}"
    return line.rstrip()


def _line(row: Row, indicator: Indicator, language: str) -> list[str]:
    return [
        indicator.name["id" if language == "id" else "en"],
        row.period,
        row.member,
        formats.quantity(row.actual, indicator.unit, language, apart_from=row.target_unmet),
        formats.number(row.n, language),
        formats.goal(row.target, indicator.unit, language, apart_from=row.actual_unmet),
        formats.achievement(row.achievement_pct, language, met=row.is_met),
        say(f"status.{row.status}", language),
    ]


def _aligned(line: list[str], widths: list[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
    numbers = slice(3, 7)
    padded[numbers] = [cell.rjust(width) for cell, width in zip(line[numbers], widths[numbers], strict=True)]
    return "  ".join(padded).rstrip()


def _told(entry: Entry) -> str:
    if entry.is_upload:
        counts = entry.what["counts"]
        return f"{entry.what['file']}: {counts['accepted']} diterima, {counts['rejected']} ditolak"
    if entry.kind == "undo":
        return f"membatalkan entri {entry.what['undoes']}: {entry.what['reason']}"
    if entry.kind == "document":
        return f"{entry.what['number']}: {entry.what['file']}"
    return f"versi {entry.what['version']}" if "version" in entry.what else ""
