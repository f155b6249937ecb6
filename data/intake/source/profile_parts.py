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


class Cases(Strict):
    """Rows that are events (or answers) of a case: each case becomes one row."""

    event: Text
    """Header of the file that names the event, or the question."""
    value: Text
    """Header of the file for its moment, or the answer."""
    first: Mapping[str, Words] = Field(default_factory=dict)
    """Header of the template → events, of which the earliest counts."""
    last: Mapping[str, Words] = Field(default_factory=dict)
    """Header of the template → events, of which the latest counts."""

    @property
    def made(self) -> Mapping[str, tuple[str, Words]]:
        """Header of each column that is made → the template's header, and the events it tells of."""
        named = [*self.first.items(), *self.last.items()]
        return {f"{ours}: {', '.join(words)}": (ours, words) for ours, words in named}


class Due(Strict):
    """A due day that the file gives as days after another moment, for one of `tenggat`."""

    after: Text
    """Header of the template for the day 0."""
    days: int | Text = Field()
    """How many days, or the header of the file for them."""
    working: bool = False
    """Whether working days of the office's calendar are meant, and not days of the calendar."""


class ServiceByAgency(Strict):
    """A service whose name several agencies use: the agency beside it tells which one is meant."""

    service: Text
    agency: Text
    """Headers of the file."""
    codes: Mapping[str, Mapping[str, str]] = Field(min_length=1)
    """Name of the service in the file → agency in the file → code of the service."""

    @property
    def name(self) -> str:
        """Header of the column that is made."""
        return f"{self.service} ({self.agency})"
