import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.survey.disclosure_control import SUPPRESSED, cross_table


def drawn(table):
    """Cells with their totals, a dot for what is hidden."""
    rows = [[*cells, total] for cells, total in zip(table.cells, table.row_totals, strict=True)]
    rows.append([*table.column_totals, table.total])
    return "\n".join(" ".join("." if cell == SUPPRESSED else str(cell) for cell in row) for row in rows)


def lines(text):
    return "\n".join(line.strip() for line in text.strip().splitlines())


def test_without_small_cells_nothing_is_hidden():
    assert drawn(cross_table([[5, 6], [7, 0]])) == lines("""
      5 6 11
      7 0 7
      12 6 18
    """)


def test_a_small_cell_takes_the_next_smallest_of_its_row_and_its_column_with_it():
    table = cross_table([[3, 20, 9], [10, 30, 40], [50, 60, 70]])
    assert drawn(table) == lines("""
      . 20 . 32
      . 30 . 80
      50 60 70 180
      63 110 119 292
    """)


def test_in_a_table_of_one_column_the_totals_of_rows_are_hidden_too():
    assert drawn(cross_table([[3], [20]])) == lines("""
      . .
      . .
      23 23
    """)


def test_percentages_of_hidden_cells_are_hidden_and_a_row_of_nobody_has_none():
    table = cross_table([[3, 20, 9], [10, 30, 40], [0, 0, 0], [50, 60, 70]])
    assert table.row_percentages()[0] == (SUPPRESSED, 62.5, SUPPRESSED)
    assert table.row_percentages()[2] == (None, None, None)


def test_two_small_cells_that_are_less_than_five_together_are_not_left_alone():
    # Both are hidden, but the row's total less the 20 would tell that they are two people.
    table = cross_table([[1, 1, 20, 30], [9, 9, 9, 9], [8, 8, 8, 8]])
    assert table.cells[0].count(SUPPRESSED) >= 3


counts = st.one_of(st.integers(0, 9), st.integers(0, 60))
tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def shown(table):
    return [[*cells, total] for cells, total in zip(table.cells, table.row_totals, strict=True)] + [
        [*table.column_totals, table.total]
    ]


def settled(grid):
    """The hidden cells that the equations of rows and columns leave only one value for, by the rank of the system."""
    height, width = len(grid), len(grid[0])
    unknown = [(i, j) for i in range(height) for j in range(width) if grid[i][j] == SUPPRESSED]
    signs = [[-1 if (edge == last) else 1 for edge in range(last + 1)] for last in (width - 1, height - 1)]
    equations = [[signs[0][j] if i == row else 0 for i, j in unknown] for row in range(height)]
    equations += [[signs[1][i] if j == column else 0 for i, j in unknown] for column in range(width)]
    system = np.array(equations, dtype=float).reshape(height + width, len(unknown))
    rank = np.linalg.matrix_rank(system) if unknown else 0
    for place, spot in enumerate(unknown):
        one = np.zeros((1, len(unknown)))
        one[0, place] = 1
        if np.linalg.matrix_rank(np.vstack([system, one])) == rank:
            yield spot


@settings(max_examples=300)
@given(tables)
def test_no_hidden_cell_can_be_worked_out_from_what_is_shown(counts):
    grid = shown(cross_table(counts))
    assert not list(settled(grid))
    assert not any(cell != SUPPRESSED and 0 < cell < 5 for row in grid for cell in row)


@settings(max_examples=100)
@given(tables)
def test_what_is_shown_is_as_it_was_counted(counts):
    table = cross_table(counts)
    for row, was in zip(table.cells, counts, strict=True):
        assert all(cell in (SUPPRESSED, count) for cell, count in zip(row, was, strict=True))
    assert table.total in (SUPPRESSED, sum(map(sum, counts)))


@pytest.mark.parametrize("fewest", [1, 0])
def test_a_threshold_of_one_hides_nothing(fewest):
    assert SUPPRESSED not in cross_table([[1, 2], [3, 0]], fewest).cells[0]
