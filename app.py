"""The web door: one file that is the ASGI application when imported, and the page script when Streamlit runs it."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import streamlit as st

from access.viewer import Viewer
from pages import listing
from pages.components import address, failures, frame
from text.words import say


def main() -> None:
    """One run of the script: find out who looks, then show the page the address names."""
    viewer = present_viewer()
    st.set_page_config(page_title=say("app.name", viewer.language), layout="wide")
    frame.look()
    # On every path, also for a viewer with no page: until it has run, Streamlit serves files of pages/ by themselves.
    page = st.navigation(pages(viewer), position="top")
    with failures.shown(viewer.language):
        page.run()


def present_viewer() -> Viewer:
    """Everybody on this machine sees the whole province, until accounts say who is who."""
    return Viewer(name="", role="governor", region_scope=None, language=address.language())


def pages(viewer: Viewer) -> dict[str, list[st.Page]]:
    """The pages open to this viewer, by section of the menu; the very first is `/`."""
    first = next(iter(next(iter(listing.SECTIONS.values()))))
    return {
        say(f"menu.{section}", viewer.language) if section else "": [
            st.Page(
                partial(render, viewer),
                title=say(f"menu.{address}", viewer.language),
                url_path=address,
                default=address == first,
            )
            for address, render in found.items()
        ]
        for section, found in listing.SECTIONS.items()
    }


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Before the first visit: no file of pages/ may be served as a page of its own."""
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False
    gc.collect()
    gc.freeze()  # with many viewers, collections that look at every import again cost seconds
    yield
    gc.unfreeze()


if __name__ == "__main__":
    main()
else:
    app = st.App(__file__, lifespan=lifespan)
