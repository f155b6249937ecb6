"""The dashboard in a test: opened at an address by somebody who is signed in, on a home of hand-made scorecards."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from metrics.scorecard import monthly_cube
from metrics.scorecard.score import Scorecard
from pages.components.runtime import cache, figures
from tests import patience
from tests.access.people import signed_in
from tests.pages.hand_made import answer, coverage

APP = Path(__file__).parents[2] / "app.py"
VISITS = itertools.count()


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the dashboard: `visit(periode="2026-10", head=12)`; with head 0 the home is empty.

    `by` is the role that looks (governor), `of` the region it is bound to: an account of the test's home, really
    signed in. `page` is the address of a page (`page="wilayah"`), the first one when left out.
    """
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path))

    def opened(
        *,
        head: int = 12,
        answering: Callable[..., Scorecard] = answer,
        by: str = "governor",
        of: str | None = None,
        page: str | None = None,
        **address: str,
    ) -> AppTest:
        version = str(next(VISITS))  # nothing kept of an earlier visit is of this moment
        monkeypatch.setattr(cache, "freshness", lambda home: (head, version))
        monkeypatch.setattr(monthly_cube, "is_held", lambda *_: False)
        monkeypatch.setattr(monthly_cube, "is_longer", lambda *_: False)
        monkeypatch.setattr(cache, "score", answering)
        monkeypatch.setattr(figures, "coverage", coverage)
        at = AppTest.from_file(str(APP), default_timeout=patience.SECONDS)
        at.user = {"session": signed_in(tmp_path, by, of)}
        for key, value in address.items():
            at.query_params[key] = value
        if page is not None:
            at._page_hash = calc_hash(page)  # pages are functions here, which AppTest.switch_page does not know
        return at.run()

    return opened


def page(name: str, language: str, role: str, scope: tuple[str, ...] | None) -> None:
    """The script of one page; it runs by itself, so it imports all it needs."""
    import importlib

    from access.identity.viewer import Viewer
    from data import home as homes
    from pages.components.runtime import errors, run

    with run.showing(homes.from_environment()), errors.shown(language):
        importlib.import_module(f"pages.{name}").render(Viewer(role, role, scope, language))


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open one page on a real home: `at_home(root, "overview", "en", role="regent", scope=("11.71",), wilayah=…)`."""

    def opened(
        home: Path,
        name: str,
        language: str = "id",
        role: str = "governor",
        scope: tuple[str, ...] | None = None,
        **address: str,
    ) -> AppTest:
        monkeypatch.setenv("CAPAIAN_HOME", str(home))
        kwargs = {"name": name, "language": language, "role": role, "scope": scope}
        at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs=kwargs)
        for key, value in address.items():
            at.query_params[key] = value
        return at.run()

    return opened
