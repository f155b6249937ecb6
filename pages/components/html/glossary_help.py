"""Help beside a term: a small question mark that opens by mouse, touch or keyboard; the same words as on Metodologi."""

from pages.components.html.markup import Markup, join, tag
from pages.components.runtime import address
from text.words import Language, say

TERMS = (
    "achievement",
    "status",
    "confidence",
    "variation",
    "assurance",
    "standard",
    "on_time",
    "ikm",
    "unsur",
    "complete",
    "force_majeure",
    "obstacle",
)
"""Every term explained, in the order a reader meets them; the texts are `term.<name>` and `term.<name>_what`."""


def beside(term: str, language: Language, name: str | None = None) -> Markup:
    """The term and its help; `name` when the place calls it otherwise. Without one it stands there for its help alone,
    and not on paper.
    """
    shown = name or say(f"term.{term}", language)
    asked = say("term.ask", language, term=shown)
    way = tag("a", say("term.more", language), href=address.to("metodologi"), target="_self")
    explanation = tag("span", say(f"term.{term}_what", language), " ", way, class_="told")
    summary = tag("summary", tag("span", "?", aria_hidden="true"), tag("span", asked, class_="unseen"), title=asked)
    help_ = tag("details", summary, explanation, class_="term")
    return join(shown, " ", help_) if name else tag("span", shown, " ", help_, class_="term-alone")


def listed(language: Language) -> Markup:
    """All of them, as a list of definitions."""
    pairs = [
        tag("div", tag("dt", say(f"term.{term}", language)), tag("dd", say(f"term.{term}_what", language)))
        for term in TERMS
    ]
    return tag("section", tag("h2", say("term.title", language)), tag("dl", *pairs, class_="terms"), lang=language)
