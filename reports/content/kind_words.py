"""How a kind of upload is told to people: its name, its rows, and for each column the need, the contents and the rules.

Templates and data dictionary both speak through here, so that they say the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.schema import row_rules
from data.schema.kinds import Column, Kind, RowRule, Severity
from text.words import Language, known, say


@dataclass(frozen=True)
class Finding:
    """What a file of a kind may be told: the headers it speaks of, and what is found with its remedy."""

    columns: tuple[str, ...]
    told: str


def name(kind: Kind, language: Language) -> str:
    """What people call the kind, as `survei kepuasan`."""
    key = f"templates.kind_{kind.kind}"
    return say(key, language) if known(key, language) else kind.kind


def about(kind: Kind, language: Language) -> list[str]:
    """Sentences on what a row is, what identifies it, and of which columns it needs at least one."""
    key = "templates.key_together" if kind.several_rows else "templates.key"
    sentences = [
        say("templates.one_row", language, one_row=kind.one_row[language]),
        say(key, language, columns=", ".join(_headers(kind, kind.key))),
    ]
    if kind.any_of:
        sentences.append(say("templates.any_of", language, columns=", ".join(_headers(kind, kind.any_of))))
    return sentences


def need(kind: Kind, column: Column, language: Language) -> str:
    """Whether the column must be filled in."""
    if column.required:
        return say("templates.required", language)
    return say("templates.one_of" if column.name in kind.any_of else "templates.optional", language)


def contents(column: Column, language: Language) -> str:
    """What its cells may hold, as `tanggal seperti 31/01/2026`."""
    words = {"words": ", ".join(column.choices)} if column.choices else {}
    return say(f"templates.type_{column.type}", language, **words)


def refusals(kind: Kind, language: Language) -> list[Finding]:
    """Everything for which a row is refused, in the order of checking."""
    return [*_findings(kind, "error", language), *_twice(kind, "duplicate_different", language)]


def warnings(kind: Kind, language: Language) -> list[Finding]:
    """Everything of which a row is warned and yet accepted."""
    return [*_findings(kind, "warning", language), *_twice(kind, "duplicate_equal", language)]


def _findings(kind: Kind, severity: Severity, language: Language) -> Iterator[Finding]:
    headers: dict[str, list[str]] = {}
    for rule in _rules(kind):
        if rule.severity == severity:
            headers.setdefault(rule.name, []).append(kind.column(rule.column).header)
    for rule_name, columns in headers.items():
        yield Finding(tuple(columns), _problem(rule_name, language))


def _rules(kind: Kind) -> Iterator[RowRule]:
    """The rules of a file that has every column."""
    yield from row_rules.rules(kind, {column.name for column in kind.columns}, region=None)


def _twice(kind: Kind, rule_name: str, language: Language) -> Iterator[Finding]:
    if not (kind.several_rows and rule_name == "duplicate_different"):
        yield Finding(_headers(kind, kind.key), _problem(rule_name, language))


def _problem(rule_name: str, language: Language) -> str:
    text = say(f"problem.{rule_name}", language)
    return text[0].upper() + text[1:]


def _headers(kind: Kind, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(kind.column(column).header for column in names)
