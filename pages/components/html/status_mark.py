"""The mark of a status: icon, word and colour together, never colour alone."""

from metrics.judgement.row import Row
from pages.components.html.markup import Markup, tag
from reports.words import mark_words
from text.signs import ICONS, tone
from text.words import Language, say


def icon(status: str) -> Markup:
    """The icon alone, hidden from screen readers (the word stands beside it)."""
    return tag("span", ICONS[status], class_="icon", aria_hidden="true")


def mark(status: str, language: Language) -> Markup:
    """Icon and word in the status's tone."""
    return tag("span", icon(status), " ", say(f"status.{status}", language), class_=f"mark {tone(status)}")


def interval_mark(row: Row, unit: str, language: Language) -> Markup:
    """The mark of a row's status with its interval folded behind it; the mark alone where there is no interval."""
    shown, interval = mark(row.status, language), mark_words.interval(row, unit, language)
    if interval is None:
        return shown
    return tag("details", tag("summary", shown), tag("small", interval, class_="told"), class_="range")
