"""The page of a region without an MPP: where it stands on the way, what holds it back, what is done, whom to ask."""

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts import declarations
from metrics.mpp.rollout import Coverage, RegionPath, Step
from pages.components.html.markup import Markup, tag
from pages.components.mpp import declaration_form
from pages.components.mpp.paths import question
from pages.components.runtime import address, figures, lookups
from reports.words import coverage_words
from text import formats
from text.words import Language, say


def draw(viewer: Viewer, path: RegionPath, coverage: Coverage) -> None:
    """Everything known of it; what is not known is said, with the way to mend it."""
    language = viewer.language
    _headline(path, coverage, language)
    _steps(path, language)
    obstacles, ask, acts = st.columns(3, gap="medium")
    with obstacles:
        _declared(viewer, path.region)
    with ask:
        _ask(path, language)
    with acts:
        _follow_ups(viewer, path.region)


def _headline(path: RegionPath, coverage: Coverage, language: Language) -> None:
    name = lookups.place_name(path.region, language)
    first = say(f"without_mpp.headline_{path.state}", language, region=name, step=_last(path, language))
    counts = {
        "people": formats.number(path.population or None, language),
        "operating": formats.number(coverage.regions["operating"], language),
        "all": formats.number(sum(coverage.regions.values()), language),
    }
    rest = say("without_mpp.rest", language, region=name, **counts)
    st.html(tag("header", tag("h1", first), tag("p", rest, class_="rest"), class_="headline", lang=language))


def _last(path: RegionPath, language: Language) -> str:
    """The step it stands at and since when, or that none is known."""
    if path.stage is None:
        return say("without_mpp.no_step", language)
    step = lookups.milestones(language).get(path.stage, path.stage)
    return say("matrix.last_step", language, step=step, when=coverage_words.when(path.since, language))


def _steps(path: RegionPath, language: Language) -> None:
    """Every step of the way in order, with what happened or is planned."""
    items = [
        _step(name, [step for step in path.steps if step.milestone == code and step.counts], language)
        for code, name in lookups.milestones(language).items()
    ]
    note = path.note and tag("p", f"{say('coverage.note', language)}: {path.note} ({path.sources})", class_="caption")
    title = tag("h2", say("without_mpp.steps", language))
    st.html(tag("section", title, tag("ol", *items, class_="steps"), note or None, lang=language))


def _step(name: str, steps: list[Step], language: Language) -> Markup:
    happened = next((step.happened_on for step in steps if step.happened_on), None)
    planned = next((step.planned_on for step in steps if step.planned_on), None)
    sign, tone, words = "○", "quiet", say("without_mpp.step_unknown", language)
    if happened:
        sign, tone, words = "✓", "met", coverage_words.when(happened, language)
    elif planned:
        sign, tone = "◔", "quiet"
        words = say("without_mpp.step_planned", language, when=coverage_words.when(planned, language))
    mark = tag("span", sign, class_=f"icon {tone}", aria_hidden="true")
    return tag("li", mark, tag("b", name), tag("span", words, class_="quiet"))


def _declared(viewer: Viewer, region: str) -> None:
    language = viewer.language
    if declaration_form.listed(viewer, region):
        return
    key = "declare" if viewer.may("declare") else "request"
    way = address.to("cakupan", wilayah=region)
    _empty("without_mpp.declared", "without_mpp.declared_none", f"without_mpp.{key}", way, language)


def _ask(path: RegionPath, language: Language) -> None:
    name = lookups.place_name(path.region, language)
    key = question(path) or "plan"
    facts = [
        tag("dt", say("without_mpp.office", language)),
        tag("dd", say("without_mpp.office_of", language, region=name)),
        tag("dt", say("coverage.ask_what", language)),
        tag("dd", say(f"coverage.ask_{key}", language)),
    ]
    way = tag("a", say("without_mpp.send", language), href=address.to("cakupan", wilayah=path.region), target="_self")
    title = tag("h2", say("without_mpp.ask", language))
    st.html(tag("section", title, tag("dl", *facts, class_="asked"), tag("p", way), lang=language))


def _follow_ups(viewer: Viewer, region: str) -> None:
    language = viewer.language
    measures = [measure for measure in figures.followed_up(viewer) if measure.region == region and measure.is_open]
    if not measures:
        way = address.to("tindak-lanjut", indikator=declarations.ABOUT, wilayah=region) + "#usulan"
        label = "without_mpp.propose" if viewer.may("follow_up") else None
        _empty("without_mpp.follow_ups", "without_mpp.follow_ups_none", label, way, language)
        return
    items = [
        tag(
            "li",
            tag("a", act.action, href=address.to("tindak-lanjut", tindak=str(act.seq)), target="_self"),
            tag("small", f" ({act.owner}, {formats.date(act.deadline, language)})"),
        )
        for act in measures
    ]
    title = tag("h2", say("without_mpp.follow_ups", language))
    st.html(tag("section", title, tag("ul", *items, class_="bare"), lang=language))


def _empty(title: str, why: str, act: str | None, way: str, language: Language) -> None:
    """A panel in place of what is missing: that there is none, why it matters, and the act that mends it."""
    button = act and tag("a", say(act, language), href=way, target="_self", class_="button")
    body = tag("div", tag("p", tag("b", say("without_mpp.none", language)), " ", say(why, language)), button or None)
    st.html(tag("section", tag("h2", say(title, language)), tag("div", body, class_="nothing"), lang=language))
