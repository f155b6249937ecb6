"""The dashboard in a test: opened at an address, on a home of hand-made scorecards."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from metrics.scorecard import Scorecard
from pages.components import source
from tests.pages.hand_made import answer

APP = Path(__file__).parents[2] / "app.py"


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the dashboard: `visit(periode="2026-10", head=12)`; with head 0 the home is empty."""
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path))

    def opened(*, head: int = 12, answering: Callable[..., Scorecard] = answer, **address: str) -> AppTest:
        monkeypatch.setattr(source, "freshness", lambda home: (head, "1"))
        monkeypatch.setattr(source, "score", answering)
        st.cache_data.clear()
        at = AppTest.from_file(str(APP), default_timeout=30)
        for key, value in address.items():
            at.query_params[key] = value
        return at.run()

    return opened
