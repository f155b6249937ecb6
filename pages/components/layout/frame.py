"""What every page stands in: the look, the bar on top, and the mark of demo data."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from access.identity.viewer import Viewer
from data.settings import home_config
from pages.components.html.markup import Markup, tag
from pages.components.layout import account_menu, search
from pages.components.runtime import authorisation, run
from text.words import Language, say

LOOK = Path(__file__).with_name("look.css")


def look() -> None:
    """Load the style sheet; once a run, before anything is drawn."""
    st.html(LOOK)


@contextmanager
def bar(viewer: Viewer) -> Iterator[None]:
    """The bar with the product's name; the page adds its pickers inside."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(brand(viewer.language), width="content")
        yield
        account_menu.draw(viewer)
        st.html(search.tools(viewer.language), width="content")
    account_menu.banner(viewer)
    if authorisation.rights_changed(viewer):
        st.warning(say("access.rights_changed", viewer.language), icon=":material/info:")


def brand(language: Language) -> Markup:
    """The product's name, and below it what the home calls itself."""
    name = home_config.name(run.home())
    return tag("p", say("app.name", language), tag("small", name, title=name) if name else None, class_="brand")


def translate_uploader(language: Language, hint: str = "upload.browse_hint") -> None:
    """Streamlit's own words in a file uploader are English only; the style sheet shows these in their place."""
    words = {"browse": say("upload.browse", language), "hint": say(hint, language)}
    rules = "".join(f'--uploader-{name}: "{text}";' for name, text in words.items())
    st.html(Markup(f"<style>:root {{{rules}}}</style>"))
