"""A comparison in words: how far a figure lies from another, never whether it is changing (that is the variation)."""

from text import formats
from text.words import say

IN_POINTS = ("percent", "index", "score", "points")


def compared(actual: float, other: float, unit: str, better: str, language: str, decimals: int = 2) -> str:
    """`2,02 poin lebih baik`; of a count, which has no better or worse, `12 lebih banyak`; `sama` when it is equal.

    `better` is the side on which a figure of this unit is better: higher or lower; `decimals` are those of points.
    """
    if actual == other:
        return say("compare.same", language)
    above = actual > other
    side = ("more" if above else "less") if unit == "count" else "better" if above == (better == "higher") else "worse"
    return say(f"compare.{side}", language, difference=size(actual - other, unit, language, decimals=decimals))


def size(difference: float, unit: str, language: str, apart_from: float = 0.0, decimals: int = 2) -> str:
    """The size of a difference: in points of a share or an index, else in the unit; one that exists is never 0.

    Nor is it written like another size that it differs from.
    """
    away = abs(difference)
    if unit in IN_POINTS:
        number = formats.number(away, language, formats.decimals_apart(away, (0, apart_from), decimals))
        return say("compare.points", language, number=number)
    return formats.quantity(away, unit, language, apart_from=(0, apart_from))


def effect(difference: float, unit: str, language: str, decimals: int = 2) -> str:
    """A part of a change with its sign, in points or in the unit: `-1,20 poin`; as short as a screen writes it with a
    minus as wide as a figure, and a small part not as none.
    """
    if unit in IN_POINTS and decimals == 1:
        number = formats.number(difference, language, formats.decimals_apart(formats.rounded(difference, 9), 0, 1))
        return say("compare.points", language, number=number.replace("-", "−"))
    if unit in IN_POINTS:
        return say("compare.points", language, number=formats.number(difference, language, 2))
    return formats.quantity(difference, unit, language)
