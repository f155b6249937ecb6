"""The parts of an import profile that are more than a word for a word."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field, model_validator

from data.errors import error_text
from data.settings.yaml_models import Strict, Text

Parts = Annotated[tuple[str, ...], Field(min_length=2)]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


class Unpivot(Strict):
    """Columns of the file that are to be rows: what their headers say, and what their cells hold."""

    column: Text
    """Header of the template that the headers speak of, as `kanal`."""
    value: Text
    """Header of the template for what stands in the cells, as `masuk`."""
    headers: Mapping[str, str] = Field(min_length=1)
    """Header in the file → the word for it in `column`."""

    @property
    def column_name(self) -> str:
        """The header of the made column for what the headers say."""
        return f"{self.column}: {_span(list(self.headers))}"

    @property
    def value_name(self) -> str:
        """The header of the made column for the cells."""
        return f"{self.value}: {_span(list(self.headers))}"


def _span(headers: Sequence[str]) -> str:
    return headers[0] if len(headers) == 1 else f"{headers[0]} … {headers[-1]}"


class MonthsAcross(Strict):
    """Months that stand side by side as headers; they are recognised, and need not be listed."""

    value: Text | None = None
    """Header of the template for what is counted, where the headers are bare months."""
    year: int | None = Field(default=None, ge=1990, le=2100)
    """The year of months that are written without one."""


class Scale(Strict):
    """The scale of a survey's answers; where the lowest number is the best answer, `low` is the greater of the two."""

    low: int = Field(ge=0, le=100)
    """The answer that is worst."""
    high: int = Field(ge=0, le=100)
    """The answer that is best."""
    blank: tuple[str, ...] = ()
    """Codes and words that mean no answer."""
    words: Mapping[str, int] = Field(default_factory=dict)
    """Word of an answer → its number on the scale."""

    @model_validator(mode="after")
    def _has_room(self) -> "Scale":
        bottom, top = sorted((self.low, self.high))
        if bottom == top:
            raise ValueError(error_text("scale_without_room"))
        if any(not bottom <= answer <= top for answer in self.words.values()):
            raise ValueError(error_text("scale_word_outside", low=self.low, high=self.high))
        return self

    @property
    def is_usual(self) -> bool:
        """Whether it says nothing beyond the scale of 1 to 4 that every survey is read by."""
        return (self.low, self.high) == (1, 4) and not self.blank and not self.words
