"""What people answered of themselves, on screen and on paper alike."""

from metrics.survey.cross_table import SEX
from text.words import Language, known, say


def answer(by: str, written: str, language: Language) -> str:
    """A common answer (of `sex`, `age_group`, `education`, `occupation`) in the reader's language, others as they are.

    An office's own words are shown as it wrote them, with a capital.
    """
    code = SEX.get(written.casefold(), written) if by == "sex" else written
    key = f"survey_cross.{by}_{code.casefold()}"
    return say(key, language) if known(key, language) else written[0].upper() + written[1:]
