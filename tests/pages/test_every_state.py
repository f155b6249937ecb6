"""Every page of the menu in its plain states: nothing held yet, something held, and no right to it."""

import pytest
from streamlit.testing.v1 import AppTest

from access.identity import roles
from pages import routes
from tests import patience
from tests.pages.test_pages_of_figures import filled
from tests.pages.test_ringkasan import html

__all__ = ["filled"]  # the small real home, made once for this module too

PAGES = {
    address: render.__module__.removeprefix("pages.")
    for part in routes.SECTIONS.values()
    for address, render in part.items()
    if address != "akun"  # which needs an account: test_account.py
}


def one_who_may(address):
    """The first role that may open a page."""
    return next(role for role in roles.ROLES if role in roles.PAGES[address])


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_home_has_a_heading_and_no_failure(at_home, tmp_path, address):
    at = at_home(tmp_path, PAGES[address], role=one_who_may(address))
    assert not at.exception and not at.error
    assert html(at).count("<h1") == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_home_with_records_has_a_heading_and_no_failure(at_home, filled, address):
    at = at_home(filled.home.root, PAGES[address], "en", role=one_who_may(address))
    assert not at.exception and not at.error
    assert html(at).count("<h1") == 1


def shut(address):
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import routes
    from pages.components.layout import page_guard
    from pages.components.runtime import run

    with run.showing(homes.from_environment()):
        [render] = [part[address] for part in routes.SECTIONS.values() if address in part]
        page_guard.guarded(render, address, Viewer("governor", "governor", None, "id"))


@pytest.mark.parametrize("address", [address for address in PAGES if "governor" not in roles.PAGES[address]])
def test_without_the_right_there_is_a_quiet_word(monkeypatch, tmp_path, address):
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path))
    at = AppTest.from_function(shut, default_timeout=patience.SECONDS, kwargs={"address": address}).run()
    assert not at.exception
    assert "tidak terbuka untuk peran Anda" in html(at)
