"""The tables of docs/calibration.md are renewed in their place, and nothing else is."""

import pytest

from bench.calibration import document, run

TEXT = document.DOCUMENT.read_text(encoding="utf-8")


def test_the_document_says_for_every_theme_of_how_many_worlds_it_is():
    assert set(document.worlds(TEXT)) == set(run.themes())


@pytest.mark.parametrize("theme", run.themes())
def test_its_own_tables_change_nothing_and_new_ones_only_themselves(theme):
    begin = TEXT[TEXT.index(f"run {theme} --worlds") :]
    section = begin[begin.index("\n\n") + 2 :].split("\n")
    last = next(place for place, line in enumerate(section) if line.startswith(document.RULE))
    first_table = section[: section.index("", last)]
    assert document.renewed(TEXT, theme, [*first_table, ""]) == TEXT
    new = document.renewed(TEXT, theme, [*first_table[:-1], "| satu | 1 |", ""])
    changed = [pair for pair in zip(TEXT.split("\n"), new.split("\n"), strict=True) if pair[0] != pair[1]]
    assert changed == [(first_table[-1], "| satu | 1 |")]


def test_more_tables_than_the_document_has_are_refused():
    lines = [line for _ in range(99) for line in ("| a |", "| --- |", "| 1 |", "")]
    with pytest.raises(ValueError, match="99 tables"):
        document.renewed(TEXT, "levels", lines)
