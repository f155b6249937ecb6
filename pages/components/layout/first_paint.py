"""The upper part of a page as the very first answer carries it: seen before Streamlit's program has arrived.

It is made of the page's own markup and lies over the page until that is drawn (`access/web/first_paint.js`).
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import cache as once
from pathlib import Path
from urllib.parse import parse_qsl

from access.identity.viewer import Viewer
from data.errors import CapaianError
from data.home import Home
from data.settings import home_config
from pages.components.html.markup import Markup, join, tag
from pages.components.layout import account_menu, filters, frame, onboarding_tour, search
from pages.components.layout.filters import Choices, Scope
from pages.components.runtime import address, cache, errors, lookups, run
from pages.components.runtime.cache import AnswerCache, Moment
from text.words import Language, say

PATIENCE_SECONDS = 0.25
"""A page is sent without figures rather than later than this."""
LONGEST_QUERY = 300
PLACE = "first"
WITHOUT_PICKERS = ("tindak-lanjut",)
"""Pages whose bar holds neither a region nor a period."""
_STYLE = Path(__file__).with_name("first_paint.css")
_DRAWN = AnswerCache(128)
Upper = Callable[[Scope], Markup | None]
"""The upper part of one page; None where its figures come with the page itself."""


class FirstPaint:
    """Of one home; `pages` are those that have an upper part, `sections` the menu (section → its pages)."""

    def __init__(self, home: Home, pages: Mapping[str, Upper], sections: Mapping[str, Sequence[str]]) -> None:
        self._home = home
        self._pages = pages
        self._sections = sections
        self._opening = next(iter(pages), "")
        self._warm: Moment | None = None

    def warm(self, viewer: Viewer, at: Moment) -> None:
        """Work out the opening page of a moment for one who sees everything; then pages come with figures."""
        if self._opening and at.head:
            with run.showing(self._home), address.standing_at({}), cache.one_moment():
                self._pages[self._opening](filters.standing(viewer, filters.choices(viewer)))
        self._warm = at

    async def of(self, viewer: Viewer, session: str, page: str, query: str) -> str | None:
        """The upper part of a page for a viewer in a session; None where it is not there soon.

        None too for an address that asks for anything but a view that exists: nothing of it is ever repeated.
        """
        page = page or self._opening
        if not viewer.may(page) or page not in self._pages or len(query) > LONGEST_QUERY:
            return None
        drawing = asyncio.create_task(asyncio.to_thread(self._drawn, viewer, session, page, query))
        try:
            return await asyncio.wait_for(asyncio.shield(drawing), PATIENCE_SECONDS)
        except TimeoutError:
            return None

    def _drawn(self, viewer: Viewer, session: str, page: str, query: str) -> Markup | None:
        stated = dict(parse_qsl(query))
        if not set(stated) <= set(address.VIEW):
            return None
        try:
            with run.showing(self._home), address.standing_at(stated), cache.one_moment():
                at = cache.moment()
                if not at.head or at != self._warm:
                    return None
                step = onboarding_tour.step_of(viewer, session) if page == self._opening else 0
                brand = home_config.name(self._home), home_config.languages(self._home)
                question = (viewer, page, step, brand, at.head, tuple(sorted(stated.items())))
                return _DRAWN.answer(at, question, lambda: self._page(viewer, page, step))
        except CapaianError:
            return None  # the page itself tells what is wrong
        except Exception as error:  # the page comes without it, and fails or not by itself
            errors.logged(error)
            return None

    def _page(self, viewer: Viewer, page: str, step: int) -> Markup | None:
        bar = filters.choices(viewer)
        if not _is_known(address.query(), bar):
            return None
        drawn = self._pages[page](filters.standing(viewer, bar))
        if drawn is None:
            return None
        parts = [_bar(viewer, None if page in WITHOUT_PICKERS else bar)]
        if step:
            parts.append(tag("div", onboarding_tour.step_note(step, viewer.language), class_="st-key-tour"))
        menu = _menu(self._sections, viewer.language)
        body = tag("div", *parts, drawn, class_="block stHtml")
        return join(_style(), tag("main", menu, body, id=PLACE, lang=viewer.language))


def _is_known(query: Mapping[str, str], choices: Choices) -> bool:
    """Whether everything an address asks for exists."""
    known = {
        "wilayah": choices.places,
        "periode": choices.periods,
        "bahasa": home_config.languages(run.home()),
        "indikator": lookups.indicators(),
        "banding": filters.COMPARISONS,
    }
    return all(value in known[key] for key, value in query.items())


@once
def _style() -> Markup:
    return Markup(f'<style class="first">{frame.LOOK.read_text("utf-8")}{_STYLE.read_text("utf-8")}</style>')


def picker(shown: str, key: str | None = None) -> Markup:
    """What a select box looks like, standing at a choice; `key` is that of the address it writes."""
    return tag("div", tag("div", tag("span", shown), class_="picker"), class_=key and f"st-key-pick_{key}")


def field(label: str) -> Markup:
    """What an empty field looks like."""
    return tag("div", tag("div", tag("span", label), class_="picker field"))


def button(label: str) -> Markup:
    """What a button with an icon looks like."""
    return tag("span", label, class_="push")


def row(*parts: Markup) -> Markup:
    """Pickers beside each other."""
    return tag("div", *parts, class_="row")


def columns(left: object, right: object = None, *, left_of: tuple[int, int] = (2, 3)) -> Markup:
    """Two columns, the left one that part of the width."""
    share = f"--left:{left_of[0] / left_of[1]:.5f}"
    return tag("div", tag("div", left), tag("div", right), class_="columns", style=share)


def _menu(sections: Mapping[str, Sequence[str]], language: Language) -> Markup:
    """The menu as it will stand there; it can be used as soon as Streamlit has drawn it."""
    names = [
        tag("span", say(f"menu.{section}", language), class_="section")
        if section
        else join(*(tag("b", say(f"menu.{page}", language)) for page in pages))
        for section, pages in sections.items()
    ]
    return tag("div", *names, class_="menu", aria_hidden="true")


def _pickers(choices: Choices, language: Language) -> list[Markup | None]:
    period = filters.period_name(choices.period, choices.opening, language)
    return [
        picker(choices.places[choices.place], "wilayah"),
        picker(period, "periode"),
        filters.month_steps(choices.periods, choices.period, language),
    ]


def _bar(viewer: Viewer, choices: Choices | None) -> Markup:
    language = viewer.language
    offered = home_config.languages(run.home())
    switch = [_language(other, language) for other in offered if len(offered) > 1]
    parts = [
        frame.brand(language),
        *(_pickers(choices, language) if choices else ()),
        tag("div", *switch, class_="switch") if switch else None,
        account_menu.demo_line(language) if viewer.demo else None,
        picker(say("access.view_as", language)) if viewer.may("view_as") else None,
        account_menu.signed_in(viewer),
        search.tools(language),
    ]
    return tag("div", *parts, class_="st-key-bar")


def _language(other: Language, language: Language) -> Markup:
    chosen = "chosen" if other == language else None
    return tag("a", say(f"app.language_{other}", language), href=address.link(bahasa=other), class_=chosen)
