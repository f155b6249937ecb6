"""What an indicator is, as labels and texts: the same on the page, on paper, and in docs/indicators.md."""

import re
from collections.abc import Iterator
from functools import lru_cache

from data.home import PROJECT
from metrics.catalogue.indicators import Indicator
from text import formats
from text.words import Language, say

EXAMPLES = PROJECT / "docs" / "indicators.md"


def rows(indicator: Indicator, language: Language) -> list[tuple[str, str]]:
    """Label and plain text of everything that defines an indicator, its SQL included."""
    reviewed = {
        "reviewed": formats.date(indicator.reviewed_on, language),
        "next": formats.date(indicator.next_review, language),
    }
    texts = [
        ("code", indicator.id),
        ("why", indicator.why_it_matters[language]),
        ("unit", say(f"unit.label_{indicator.unit}", language)),
        ("better", say(f"better.{indicator.better}", language)),
        ("demand", say(f"method.demand_{indicator.demand}", language)),
        *_formula(indicator, language),
        ("months", say(f"method.consolidation_{indicator.consolidation}", language)),
        ("legal_basis", indicator.legal_basis),
        ("owner", indicator.owner),
        ("reviewed", say("method.reviewed_on", language, **reviewed)),
    ]
    return [(say(f"method.{key}", language), text) for key, text in texts]


def _formula(indicator: Indicator, language: Language) -> Iterator[tuple[str, str]]:
    for part, terms in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if terms:
            terms_of = (say("method.term", language, sql=sql, stream=stream) for stream, sql in terms.items())
            yield part, " + ".join(terms_of)
    if indicator.times:
        yield "times", say(f"method.times_{indicator.times}", language)
    if indicator.quantile:
        asked = indicator.quantile
        share = formats.percent(100 * asked.of, language)
        words = {"share": share, "value": asked.value, "stream": asked.stream, "where": asked.where}
        yield "quantile", say("method.quantile_of", language, **words)
    if indicator.formula:
        times = formats.number(indicator.formula.times, language, decimals=2, least=0)
        yield "formula", say("method.mean_of", language, times=times, parts=", ".join(indicator.formula.mean_of))
    if indicator.entered:
        yield "formula", say("method.entered", language)


@lru_cache(maxsize=1)
def examples() -> dict[str, str]:
    """Indicator id → its worked examples in Markdown, as the spec tests ran them (docs/indicators.md)."""
    document = EXAMPLES.read_text(encoding="utf-8")
    sections = re.split(r'^<a id="(\w+)"></a>$', document, flags=re.MULTILINE)[1:]
    example_of: dict[str, str] = {}
    for id_, section in zip(sections[::2], sections[1::2], strict=True):
        own = section.split("\n## ")[1]  # what follows the last indicator is about no indicator
        _, _, shown = own.partition("### Contoh\n")
        elsewhere = re.search(r"^Contohnya di \[.*\]\(#(\w+)\)\.$", own, flags=re.MULTILINE)
        example_of[id_] = shown.strip() or (example_of[elsewhere.group(1)] if elsewhere else "")
    return example_of
