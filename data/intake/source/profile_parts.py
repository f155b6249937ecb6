"""The parts of an import profile that are more than a word for a word."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

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
