"""Answers on another scale than 1 to 4, as a profile declares it: score = 1 + 3 (answer − low) / (high − low)."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from data.intake.source.profile_parts import Scale
from data.intake.source.profiles import word_key
from data.schema.kinds import fold

LEAST, GREATEST = 1, 4
"""The scale of PermenPANRB 14/2017."""
PLACES = Decimal("0.000001")
"""So many decimals of a score are stored."""
_NUMBER = r"(-?\d{1,3})(?:[.,]0+)?"
_MARKED = re.compile(rf"{_NUMBER} ?[.)=:(–-] ?([^\d].*?)\)?")


def score(scale: Scale, raw: str, theirs: Mapping[str, str]) -> str | None:
    """The score of an answer as a number in text; None where it is no answer of the scale."""
    answer = answered(scale, theirs.get(word_key(raw), raw))
    if answer is None:
        return None
    share = Decimal(answer - scale.low) / Decimal(scale.high - scale.low)
    return str((LEAST + (GREATEST - LEAST) * share).quantize(PLACES, ROUND_HALF_UP))


def answered(scale: Scale, raw: str) -> int | None:
    """The answer on its own scale, by number or by word; where a cell has both they must agree."""
    words = {fold(word): answer for word, answer in scale.words.items()}
    text = raw.strip()
    if alone := re.fullmatch(_NUMBER, text):
        answer: int | None = int(alone[1])
    elif marked := _MARKED.fullmatch(text):
        answer = int(marked[1])
        answer = answer if words.get(fold(marked[2]), answer) == answer else None
    else:
        answer = words.get(fold(text))
    bottom, top = sorted((scale.low, scale.high))
    return answer if answer is not None and bottom <= answer <= top else None
