"""Tables of Markdown with Indonesian numbers, as docs/calibration.md shows them."""

from collections.abc import Iterator, Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, its first column to the left and the others to the right, and an empty line behind."""
    for line in (header, ["---", *(["---:"] * (len(header) - 1))], *rows):
        yield "| " + " | ".join(line) + " |"
    yield ""


def percent(hits: float, trials: int) -> str:
    """So many of a hundred; a digit behind the comma below ten."""
    share = 100 * hits / max(trials, 1)
    return number(share, 1 if share < 9.95 else 0)


def number(value: float, digits: int = 0) -> str:
    """A number with a decimal comma."""
    return f"{value:.{digits}f}".replace(".", ",")
