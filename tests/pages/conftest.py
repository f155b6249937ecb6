"""The dashboard in a test: opened at an address by somebody who is signed in, on a home of hand-made scorecards."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from metrics.scorecard import Scorecard
from pages.components import source
from tests.access.people import signed_in
from tests.pages.hand_made import answer

APP = Path(__file__).parents[2] / "app.py"


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
        monkeypatch.setattr(source, "freshness", lambda home: (head, "1"))
        monkeypatch.setattr(source, "score", answering)
        st.cache_data.clear()
        at = AppTest.from_file(str(APP), default_timeout=30)
        at.user = {"session": signed_in(tmp_path, by, of)}
        for key, value in address.items():
            at.query_params[key] = value
        return at.run() if page is None else at.switch_page(page).run()

    return opened
