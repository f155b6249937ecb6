"""Cross-tables of a survey without what would tell of single persons: cells under 5 get a mark, never 0.

A hidden cell must not come back by subtraction from totals, so others are hidden with it, the next smallest that serve.
Totals stay where they can. Percentages of hidden cells are hidden.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

FEWEST = 5
Suppressed = Literal["suppressed"]
SUPPRESSED: Suppressed = "suppressed"
Cell = int | Suppressed
Grid = Sequence[Sequence[int]]
Spot = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True)
class CrossTable:
    """Counts by row and column with their totals, safe to print; a hidden one is the word "suppressed"."""

    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell

    def row_percentages(self) -> tuple[tuple[float | Suppressed | None, ...], ...]:
        """Each cell as a percentage of its row's total; hidden where either is, None in a row of nobody."""
        return tuple(
            tuple(_share(cell, total) for cell in row) for row, total in zip(self.cells, self.row_totals, strict=True)
        )


def cross_table(counts: Sequence[Sequence[int]], fewest: int = FEWEST) -> CrossTable:
    """The table of counts [row][column], every row as long, with all hidden that must be.

    The margins are a row and a column like any other: a hidden one is one more unknown in its line. A cell of nobody
    is shown as 0; it tells of no one, unless it has to be hidden along with another.
    """
    grid = [[*row, sum(row)] for row in counts]
    grid.append([sum(column) for column in zip(*grid, strict=True)] if grid else [0])
    hidden = _hidden(grid, fewest)
    shown = [
        tuple(SUPPRESSED if (i, j) in hidden else value for j, value in enumerate(row)) for i, row in enumerate(grid)
    ]
    return CrossTable(
        cells=tuple(row[:-1] for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=shown[-1][:-1],
        total=shown[-1][-1],
    )


def _hidden(grid: Grid, fewest: int) -> set[Spot]:
    """The small cells, and as few people more as it takes until none of them comes back.

    Every row and column is an equation. Together they settle a cell exactly when it is a bridge of the graph whose
    nodes are the rows and columns and whose edges are the hidden cells; so each is put on a circle of hidden ones.
    """
    hidden = {(i, j) for i, row in enumerate(grid) for j, value in enumerate(row) if 0 < value < fewest}
    while True:
        before = len(hidden)
        for spot in sorted(hidden):
            hidden |= _way_round(grid, hidden, spot)
        for line in _lines(grid):
            known = line & hidden
            if known and max(line) not in known and sum(_at(grid, spot) for spot in known) < fewest:
                hidden.add(min(line - known, key=lambda spot: _price(grid, spot)))
        if len(hidden) == before:
            return hidden


def _lines(grid: Grid) -> Iterator[set[Spot]]:
    """Every row and column with its total, which is its greatest spot."""
    yield from ({(i, j) for j in range(len(row))} for i, row in enumerate(grid))
    yield from ({(i, j) for i in range(len(grid))} for j in range(len(grid[0])))


def _way_round(grid: Grid, hidden: set[Spot], spot: Spot) -> set[Spot]:
    """The cheapest other way from a cell's row to its column over cells to be hidden (Dijkstra)."""
    row, column = ("row", spot[0]), ("column", spot[1])
    waiting: list[tuple[int, Node, tuple[Spot, ...]]] = [(0, row, ())]
    seen: set[Node] = set()
    while waiting:
        price, node, way = heapq.heappop(waiting)
        if node == column:
            return set(way)
        if node in seen:
            continue
        seen.add(node)
        for step, beyond in _steps(grid, node):
            if step != spot and beyond not in seen:
                more = 0 if step in hidden else _price(grid, step)
                heapq.heappush(waiting, (price + more, beyond, (*way, step)))
    return set()


def _steps(grid: Grid, node: Node) -> Iterator[tuple[Spot, Node]]:
    if node[0] == "row":
        yield from (((node[1], j), ("column", j)) for j in range(len(grid[0])))
    else:
        yield from (((i, node[1]), ("row", i)) for i in range(len(grid)))


def _price(grid: Grid, spot: Spot) -> int:
    """How many people are hidden with a cell; an empty one protects nobody, so it comes last."""
    return _at(grid, spot) or grid[-1][-1] + 1


def _at(grid: Grid, spot: Spot) -> int:
    return grid[spot[0]][spot[1]]


def _share(cell: Cell, total: Cell) -> float | Suppressed | None:
    if cell == SUPPRESSED or total == SUPPRESSED:
        return SUPPRESSED
    return 100 * cell / total if total else None
