"""The mark of a status: icon, word and colour together, never colour alone."""

from pages.components.html.markup import Markup, tag
from text.signs import ICONS, tone
from text.words import Language, say


def icon(status: str) -> Markup:
    """The icon alone, hidden from screen readers (the word stands beside it)."""
    return tag("span", ICONS[status], class_="icon", aria_hidden="true")


def mark(status: str, language: Language) -> Markup:
    """Icon and word in the status's tone."""
    return tag("span", icon(status), " ", say(f"status.{status}", language), class_=f"mark {tone(status)}")
