"""Number formats of a workbook, which show a value as `text.formats` writes it."""

from typing import Any

from text import formats

PERCENT = "\\ %"
"""A blank and the sign by which a spreadsheet shows 0.9 as 90 %: percentages are written as shares (`stored`)."""


def stored(unit: str, value: float) -> float:
    """The number of a cell: a percentage as its hundredth, so that a spreadsheet goes on reckoning with it rightly."""
    return value / 100 if unit == "percent" else value


class Looks:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._exact: dict[str, Any] = {}
        self.heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0b5fa5", "underline": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"num_format": "#,##0"})
        two, some = "#,##0.00", "#,##0.0#"
        self.percent = book.add_format({"num_format": f"#,##0.00{PERCENT}"})
        self._marked = {"percent": self.percent, "rupiah": book.add_format({"num_format": '"Rp"#,##0'})}
        self._two, self._some = (book.add_format({"num_format": form}) for form in (two, some))

    def of(self, unit: str, value: float, decimals: int = 0) -> Any:
        """The format that shows a value as `text.formats.quantity` writes it; `decimals` where more are needed."""
        least, most = formats.DIGITS.get(unit, (0, 2))
        if decimals > most:
            return self._exactly(unit, value, least, decimals)
        if unit in self._marked:
            return self._marked[unit]
        if least == 2:
            return self._two
        shown = formats.rounded(value, most)
        return self.plain if shown == shown.to_integral_value() else self._some

    def _exactly(self, unit: str, value: float, least: int, most: int) -> Any:
        """The format with just the digits that the value has, from `least` to `most`."""
        exponent = formats.rounded(value, most).normalize().as_tuple().exponent
        digits = max(least, -int(exponent))
        form = "#,##0" + ("." + "0" * digits if digits else "")
        form = {"percent": f"{form}{PERCENT}", "rupiah": f'"Rp"{form}'}.get(unit, form)
        if form not in self._exact:
            self._exact[form] = self._book.add_format({"num_format": form})
        return self._exact[form]
