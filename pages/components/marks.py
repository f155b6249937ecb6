"""The mark of a status: icon, word and colour together, never colour alone."""

from pages.components.markup import Markup, tag
from text.words import Language, say

# Shapes that differ without colour, in glyphs that every font in use has; the tone is a class of look.css.
ICONS = {
    "achieved": "✓",
    "missed": "▼",
    "cannot_judge": "?",
    "no_data": "○",
    "no_target": "·",
    "not_applicable": "–",
    "force_majeure": "▲",
}
TONES = {"achieved": "met", "missed": "missed"}


def tone(status: str) -> str:
    """The colour class: met, missed, or quiet for all that is not judged."""
    return TONES.get(status, "quiet")


def icon(status: str) -> Markup:
    """The icon alone, hidden from screen readers (the word stands beside it)."""
    return tag("span", ICONS[status], class_="icon", aria_hidden="true")


def mark(status: str, language: Language) -> Markup:
    """Icon and word in the status's tone."""
    return tag("span", icon(status), " ", say(f"status.{status}", language), class_=f"mark {tone(status)}")
