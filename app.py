"""The web door: one file that is the ASGI application when imported, and the page script when Streamlit runs it."""

import asyncio
import contextlib
import gc
import os
import sys
import time
from collections.abc import AsyncIterator
from functools import partial

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config

from access.delivery.search_list import SearchList
from access.delivery.static_files import StaticFiles
from access.identity import roles
from access.identity.errors import AccessError
from access.identity.viewer import Viewer
from access.operation import request_log
from access.operation.request_log import RequestLog
from access.web import connections, hosts
from access.web.document_check import DocumentCheck
from access.web.first_account import FirstAccount, Invitation
from access.web.gate import ADDRESSES, CONVERSATION, OPEN, Gate, Visits
from access.web.health_endpoints import Probes
from access.web.oidc import ProviderSignIn
from access.web.sign_in import SignIn, Words
from api.endpoint import Api
from channels.messages.unsubscription import Unsubscription
from data import home as homes
from data.errors import CapaianError
from data.home import Home
from data.ledger import entries
from data.settings import home_config
from metrics.cells import build
from metrics.scorecard.score import Scorecard
from pages import routes as listing
from pages.components.layout import frame, page_guard, search
from pages.components.layout.first_paint import FirstPaint
from pages.components.runtime import address, authorisation, cache, errors, figures, lookups, run, streamlit_internals
from reports.lifecycle import standing
from text.words import LANGUAGES, Language, say

WATCH_SECONDS, SETTLED_SECONDS, LATEST_SECONDS = 0.5, 10.0, 60.0
"""How often it is looked whether something has changed; how long nothing more must, until all months are made; and how
long that is put off at most while something does."""


def main() -> None:
    """One run of the script: find out who looks, then show the page the address names."""
    with run.showing(homes.from_environment()):
        _show()


def _show() -> None:
    viewer = authorisation.present_viewer()
    language = viewer.language if viewer else address.language()
    st.set_page_config(page_title=say("app.name", language), layout="wide")
    frame.look()
    # On every path, also for a viewer with no page: until it has run, Streamlit serves files of pages/ by themselves.
    page = st.navigation(pages(viewer) if viewer else [st.Page(page_guard.over, title=say("app.name"))], position="top")
    st.set_page_config(page_title=_title(page.title, language))
    with errors.shown(language):
        page.run()


def _title(page: str, language: Language) -> str:
    """What the browser's tab and history call a page: its own name first."""
    product = say("app.name", language)
    return product if page == product else f"{page} · {product}"


def pages(viewer: Viewer) -> dict[str, list[st.Page]]:
    """Every page by section of the menu, which shows those open to this viewer; the very first is `/`."""
    first = next(iter(next(iter(listing.SECTIONS.values()))))
    return {
        say(f"menu.{section}", viewer.language) if section else "": [
            st.Page(
                partial(page_guard.guarded, render, address, viewer),
                title=say(f"menu.{address}", viewer.language),
                url_path=address,
                default=address == first,
                visibility="visible" if viewer.may(address) else "hidden",
            )
            for address, render in of_section.items()
        ]
        for section, of_section in listing.SECTIONS.items()
    }


@contextlib.asynccontextmanager
async def lifespan(home: Home, first: FirstPaint, _app: st.App) -> AsyncIterator[None]:
    """Before the first visit: no file of pages/ may be served as a page of its own; the accounts must be readable."""
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False
    os.umask(0o077)  # what the server writes is the office's own
    tell_how_to_begin(home)
    warming = asyncio.create_task(keep_warm(home, first))
    yield
    warming.cancel()
    gc.unfreeze()


async def keep_warm(home: Home, first: FirstPaint) -> None:
    """Beside the visits, whenever the ledger or a setting has changed: what the next of them would else wait for.

    The opening page at once; the rest, which takes seconds, when files no longer follow one another.
    """
    everything = Viewer("", roles.GOVERNOR, None, "id")
    seen, due, latest, last = None, None, 0.0, ""
    while True:
        try:
            with run.showing(home):
                at = await asyncio.to_thread(cache.now)
                if at != seen:
                    latest = latest if due else time.monotonic() + LATEST_SECONDS
                    due = min(latest, time.monotonic() + (0.0 if seen is None else SETTLED_SECONDS))
                    seen = at
                    await asyncio.to_thread(first.warm, everything, at)
                if due is not None and time.monotonic() >= due:
                    due = None
                    await asyncio.to_thread(warmed, everything)
        except CapaianError:
            pass  # whoever comes is told what is wrong
        except Exception as error:  # nothing unforeseen may end the watch; the same once more is not logged once more
            if repr(error) != last:
                last = repr(error)
                errors.logged(error)
        await asyncio.sleep(WATCH_SECONDS)


def warmed(everything: Viewer) -> None:
    """What else those ask for who see everything."""
    figures.warm(everything)
    gc.unfreeze()  # what was in use then and has gone since would stay for good
    gc.collect()
    gc.freeze()  # with many viewers, collections that look at every import again cost seconds


def tell_how_to_begin(home: Home) -> None:
    """On the log: what is wrong with the accounts, or the one-time link while there is none.

    Each link ends the one before, so of several servers on a home only one makes them (`CAPAIAN_FIRST_LINK=0`).
    """
    if os.environ.get("CAPAIAN_FIRST_LINK") == "0":
        return
    try:
        token = authorisation.door(home).first_link()
    except AccessError as error:
        text = say(f"access.fault.{error.key}", "id", **error.params)
    else:
        here = f"http://127.0.0.1:{config.get_option('server.port')}"
        link = f"{(*hosts.from_environment().public, here)[0]}/masuk/awal?kunci={token}"
        text = say("access.first_link", "id", link=link) if token else ""
    print(text, end="\n" if text else "", file=sys.stderr, flush=True)


def routes(home: Home) -> list[Route]:
    """Everything that is not Streamlit's."""

    def place_name(region: str | None, language: str) -> str:
        with run.showing(home):
            return lookups.place_name(region, language)

    def role_name(role: str, language: str) -> str:
        with run.showing(home):
            return lookups.role(role, language)

    door, known = authorisation.door(home), hosts.from_environment()
    files = StaticFiles(streamlit_internals.static_folder())
    ahead = (*files.linked(), *files.ahead)
    words = Words(say, partial(home_config.languages, home), partial(home_config.name, home))
    sign_in = SignIn(door, known, words, place_name, role_name, ahead)
    probes = Probes(door, lambda: entries.head_seq(home), partial(figures_readable, home))
    check = DocumentCheck(words, partial(document_state, home))
    listed = SearchList(partial(search.destinations, home))
    doors = (
        check,
        sign_in,
        FirstAccount(sign_in),
        Invitation(sign_in),
        ProviderSignIn(sign_in),
        probes,
        listed,
        Unsubscription(home),
        api(home),
    )
    return [route for part in doors for route in part.routes()]


def api(home: Home) -> Api:
    """What programs ask: figures from what pages keep, files as large as a page takes them."""

    def scored(
        viewer: Viewer, period: str | None, region: str | None, indicators: tuple[str, ...] | None, by: str | None
    ) -> Scorecard:
        with run.showing(home):
            return cache.scored(viewer.scope, period, region, indicators, by)

    return Api(home, scored, errors.logged, config.get_option("server.maxUploadSize") << 20)


def document_state(home: Home, number: str, digits: str) -> str:
    """Standing of a document for the open page; OSError while the ledger cannot be read."""
    try:
        return standing.standing(home, number, digits)
    except CapaianError as error:
        raise OSError(error.message()) from error


def figures_readable(home: Home) -> bool:
    """Whether figures can be had; why not goes to the log."""
    try:
        build.probe(home)
    except (CapaianError, OSError) as error:
        print(error, file=sys.stderr, flush=True)
        return False
    return True


def gate(home: Home, first: FirstPaint) -> Middleware:
    """What stands before everything."""
    over = "\n".join(say("access.over_plain", language) for language in LANGUAGES)
    visits = Visits(
        owns=streamlit_internals.owns_visit,
        may_say=streamlit_internals.may_say,
        stored=streamlit_internals.stored_bytes,
        offers_field=streamlit_internals.offers_field,
        free=streamlit_internals.free,
        first_paint=first.of,
    )
    files = StaticFiles(streamlit_internals.static_folder())
    files.pack_ahead()
    return Middleware(Gate, authorisation.door(home), hosts.from_environment(), visits, say("app.name"), over, files)


def log() -> Middleware:
    """What stands before the gate: every request has a number."""
    return Middleware(RequestLog, OPEN | ADDRESSES | {CONVERSATION}, sorry, request_log.log_from_environment())


def sorry(number: str) -> list[str]:
    """What the page says when something unforeseen happens below all pages."""
    return [say("error.unexpected", language, number=number) for language in LANGUAGES]


if __name__ == "__main__":
    main()
else:
    connections.look_after()
    shown = homes.from_environment()
    first = FirstPaint(shown, listing.FIRST_FIGURES, {name: tuple(of) for name, of in listing.SECTIONS.items()})
    app = st.App(
        __file__, routes=routes(shown), middleware=[log(), gate(shown, first)], lifespan=partial(lifespan, shown, first)
    )
