"""docs/calibration.md: a theme's tables follow the paragraph that says with how many worlds they were measured."""

import re
from collections.abc import Sequence
from pathlib import Path

DOCUMENT = Path("docs/calibration.md")
COMMAND = re.compile(r"`python -m bench\.calibration\.run (\w+) --worlds (\d+)`")
RULE = "| ---"
"""How the second line of a table begins."""


def worlds(text: str) -> dict[str, int]:
    """Theme → the number of worlds its paragraph names."""
    return {theme: int(number) for theme, number in COMMAND.findall(text)}


def renewed(text: str, theme: str, lines: Sequence[str]) -> str:
    """The text with a theme's tables, and what stands between them, as `lines`; ValueError when it has fewer tables."""
    old = text.split("\n")
    paragraph = next(place for place, line in enumerate(old) if theme in worlds(line))
    first = old.index("", paragraph) + 1
    rules = [place for place, line in enumerate(old) if line.startswith(RULE) and place > first]
    number = sum(line.startswith(RULE) for line in lines)
    if len(rules) < number:
        raise ValueError(f"{theme}: {number} tables, {len(rules)} in the document")
    end = old.index("", rules[number - 1])
    return "\n".join([*old[:first], *"\n".join(lines).strip("\n").split("\n"), *old[end:]])
