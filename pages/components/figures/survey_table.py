"""The survey's nine unsur by who answered: a table that can be read, heard and taken away, without small groups."""

import streamlit as st

from metrics.survey.cross_table import COLUMN_OF, OF_PERSONS, UNKNOWN, Crossed, Group, Mean
from metrics.survey.index import UNSUR
from pages.components.html.markup import plain_table, scrolled, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from reports.words import survey_words
from text import formats, spreadsheet_csv
from text.words import Language, say

CHOICES = tuple(name for name in COLUMN_OF if name != "service")
KEY = "silang"


def draw(scope: Scope) -> None:
    """The picker, the table, what is hidden and why, and the same as CSV."""
    language = scope.language
    title = tag("h2", say("survey_cross.title", language))
    st.html(tag("section", title, tag("p", say("survey_cross.lead", language), class_="aside"), lang=language))
    chosen = address.checked(KEY, CHOICES, CHOICES[0])
    names = {name: say(f"survey_cross.by_{name}", language) for name in CHOICES}
    address.pick(KEY, say("survey_cross.by", language), CHOICES, chosen, names.__getitem__)
    crossed = figures.survey_cross(scope.viewer, scope.period, scope.region, chosen)
    if not any(group.code != UNKNOWN for group in crossed.groups):
        key = "survey_cross.all_hidden" if crossed.has_hidden else "survey_cross.none"
        st.html(tag("p", say(key, language), class_="aside", lang=language))
        return
    titles, lines = _titles(chosen, language), _lines(crossed, language, 1)
    table = tag("div", scrolled(plain_table(titles, lines, language), names[chosen]), class_="cross")
    note = tag("p", say("survey_cross.note", language), class_="caption")
    st.html(tag("section", table, note, lang=language))
    file = written([dict(zip(titles, line, strict=True)) for line in _lines(crossed, language, 2)])
    label = say("survey_cross.csv", language)
    name = f"skm-{chosen}-{scope.period}.csv".replace(":", "-")
    st.download_button(label, file, name, mime="text/csv", key="cross_csv", on_click="ignore")


def _titles(by: str, language: Language) -> list[str]:
    catalogue = lookups.indicators()
    unsur = [catalogue[f"unsur_{name}"].name[language] for name in UNSUR]
    return [say(f"survey_cross.by_{by}", language), say("survey_cross.respondents", language), "IKM", *unsur]


def _lines(crossed: Crossed, language: Language, decimals: int) -> list[tuple[str, ...]]:
    """One line a group, `decimals` of the index; a last one where groups are hidden."""
    lines = [_line(group, crossed, language, decimals) for group in crossed.groups]
    if crossed.has_hidden:
        lines.append((say("survey_cross.small_groups", language), *[_hidden(language)] * (2 + len(UNSUR))))
    return lines


def _line(group: Group, crossed: Crossed, language: Language, decimals: int) -> tuple[str, ...]:
    means = (_mean(group.means[unsur], language, 2) for unsur in UNSUR)
    respondents = formats.number(group.respondents, language)
    return (_name(group.code, crossed.by, language), respondents, _mean(group.index, language, decimals), *means)


def _mean(value: Mean, language: Language, decimals: int) -> str:
    return _hidden(language) if isinstance(value, str) else formats.number(value, language, decimals)


def _hidden(language: Language) -> str:
    return say("survey_cross.hidden", language)


def _name(code: str, by: str, language: Language) -> str:
    if code == UNKNOWN:
        return say("survey_cross.not_said", language)
    if by not in OF_PERSONS:
        return lookups.named(COLUMN_OF[by], code, language)
    return survey_words.answer(by, code, language)


def written(lines: list[dict[str, str]]) -> bytes:
    """The lines of the table, and nothing else, as CSV."""
    return spreadsheet_csv.written(list(lines[0]), lines).encode()
