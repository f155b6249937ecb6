"""The data dictionary: every kind of upload with its columns, words and rules, as one Markdown page.

`python -m reports.uploads.data_dictionary` writes docs/kamus-data.md anew from the declarations.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from data.home import PROJECT
from data.schema import kinds
from data.schema.kinds import Column, Kind
from reports.content import kind_words
from reports.content.kind_words import Finding
from text.words import Language, say

PAGE = PROJECT / "docs" / "kamus-data.md"
COMMAND = "python -m reports.uploads.data_dictionary"


def data_dictionary(listed: Iterable[Kind], language: Language = "id") -> str:
    """The page for these kinds, in their order."""
    made = say("templates.dictionary_made", language)
    lead = [say("templates.dictionary_lead", language), f"{made}\n\n```\n{COMMAND}\n```"]
    sections = [part for kind in listed for part in _kind(kind, language)]
    return "\n\n".join([f"# {say('templates.dictionary', language)}", *lead, *sections]) + "\n"


def page() -> str:
    """What docs/kamus-data.md must hold: all kinds that can be loaded, applications first."""
    names = sorted(kinds.names(), key=lambda name: (name != "transactions", name))
    return data_dictionary([kinds.kind(name) for name in names])


def _kind(kind: Kind, language: Language) -> list[str]:
    name = kind_words.name(kind, language)
    titles = ("column", "code", "about", "contents", "need", "example", "aliases")
    parts = [f"## {name[0].upper()}{name[1:]} (`{kind.kind}`)", " ".join(kind_words.about(kind, language))]
    parts += [_table(titles, [_column(kind, column, language) for column in kind.columns], language)]
    if any(column.choices for column in kind.columns):
        words = [_words(column, language) for column in kind.columns if column.choices]
        parts += [f"### {say('templates.words', language)}", _table(("column", "spelling"), words, language)]
    for title, findings in (
        ("refused", kind_words.refusals(kind, language)),
        ("warned", kind_words.warnings(kind, language)),
    ):
        lines = [_finding(finding) for finding in findings]
        parts += [f"### {say(f'templates.{title}', language)}", _table(("column", "finding"), lines, language)]
    return parts


def _column(kind: Kind, column: Column, language: Language) -> tuple[str, ...]:
    return (
        f"`{column.header}`",
        f"`{column.name}`",
        column.about[language],
        kind_words.contents(column, language),
        kind_words.need(kind, column, language),
        column.example,
        ", ".join(column.aliases),
    )


def _words(column: Column, language: Language) -> tuple[str, str]:
    """`proses` (diproses, dalam proses); `selesai` (terbit)."""
    texts = (f"`{word}`" + (f" ({', '.join(also)})" if also else "") for word, also in column.choices.items())
    return f"`{column.header}`", "; ".join(texts)


def _finding(finding: Finding) -> tuple[str, str]:
    return ", ".join(f"`{header}`" for header in finding.columns), finding.told


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]], language: Language) -> str:
    header = [say(f"templates.{title}", language) for title in titles]
    rows = [header, ["---"] * len(header), *lines]
    return "\n".join(f"| {' | '.join(map(_escaped, row))} |" for row in rows)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")


def _write(path: Path) -> None:
    path.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write(PAGE)
