"""Signs that stand for a status, the same on screen and on paper."""

from typing import Literal

Tone = Literal["met", "missed", "quiet"]

# Shapes that differ without colour, in glyphs that every font in use has.
ICONS = {
    "achieved": "✓",
    "missed": "▼",
    "cannot_judge": "?",
    "no_data": "○",
    "no_target": "·",
    "not_applicable": "–",
    "force_majeure": "▲",
}
_TONES: dict[str, Tone] = {"achieved": "met", "missed": "missed"}


def tone(status: str) -> Tone:
    """Met, missed, or quiet for all that is not judged; on screen a class of look.css."""
    return _TONES.get(status, "quiet")
