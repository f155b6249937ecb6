"""The words that a coded column may hold, as a template offers them: codes and names of this very home."""

from dataclasses import dataclass

import pandas as pd

from data.home import Home
from data.intake.columns.indicator_words import indicator_names
from data.schema.kinds import Column, Kind
from data.settings import mpp_milestones, tables
from data.settings.places import places
from text.words import Language, say


@dataclass(frozen=True)
class ChoiceList:
    """The words of one column in the order they are offered, each with its meaning or other spellings beside it."""

    column: Column
    titles: tuple[str, str]
    words: tuple[tuple[str, str], ...]


def choice_lists(kind: Kind, home: Home, language: Language) -> tuple[ChoiceList, ...]:
    """One list for every column of the kind that is filled in from a known set (none when the set is empty)."""
    lists = (_choice_list(column, home, language) for column in kind.columns)
    return tuple(listed for listed in lists if listed is not None and listed.words)


def _choice_list(column: Column, home: Home, language: Language) -> ChoiceList | None:
    if column.choices:
        titles = (say("templates.word", language), say("templates.spellings", language))
        return ChoiceList(column, titles, tuple((word, ", ".join(also)) for word, also in column.choices.items()))
    if column.type not in ("region", "service", "agency", "obstacle", "indicator", "milestone"):
        return None
    titles = (say("templates.code_or_word", language), say("templates.name", language))
    return ChoiceList(column, titles, codes_and_names(column, home, language))


def codes_and_names(column: Column, home: Home, language: Language) -> tuple[tuple[str, str], ...]:
    """Every code that a column of a reference table may hold, with its name."""
    column_type = column.type
    if column_type == "region":
        return (*_pairs(tables.regions(home), "name"), *(_above(home, language) if column.province else ()))
    if column_type == "indicator":
        return tuple((id_, names.get(language, "")) for id_, names in indicator_names(home).items())
    if column_type == "agency":
        return _pairs(tables.agencies(home), "name")
    if column_type == "milestone":
        return _pairs(mpp_milestones.milestones(home), f"name_{language}")
    if column_type == "obstacle":
        return _pairs(tables.obstacles(home), f"name_{language}")
    services = tables.services(home).drop_duplicates("code")
    return _pairs(services.assign(told=services["name"] + " (" + services["agency"] + ")"), "told")


def _above(home: Home, language: Language) -> tuple[tuple[str, str], ...]:
    """Every place that regions belong to, the root last."""
    tree, names = places(home), tables.place_names(home)
    between = ((code, names[code]) for code in tree.codes[1:] if not tree.is_leaf(code))
    return (*between, (tree.root, say("templates.province", language)))


def _pairs(table: pd.DataFrame, named: str) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), str(name)) for code, name in zip(table["code"], table[named], strict=True))
