"""Metodologi: every indicator can be looked up, with its definition, its SQL and an example that was run."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.home import Home
from metrics.catalogue import indicators
from reports.content import definition
from tests import patience
from tests.pages.test_ringkasan import html

SHIPPED = indicators.load(Home(definition.EXAMPLES.parent))


def page(language: str) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import methodology
    from pages.components.runtime import run

    with run.showing(homes.from_environment()):
        methodology.render(Viewer("", "auditor", None, language))


@pytest.fixture
def visit(tmp_path, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path))
    st.cache_data.clear()

    def opened(language="id", indicator=None):
        at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs={"language": language})
        if indicator:
            at.query_params["indikator"] = indicator
        return at.run()

    return opened


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_has_a_definition_and_an_example(language):
    for id_, indicator in SHIPPED.items():
        told = dict(definition.rows(indicator, language))
        assert id_ in told.values() and indicator.owner in told.values()
        assert "| Hasil |" in definition.examples()[id_], id_


def test_an_indicator_is_shown_with_its_sums_its_streams_and_its_example(visit):
    at = visit(indicator="on_time_rate")
    assert not at.exception
    assert "<h1>Definisi Selesai tepat waktu terakhir ditinjau pada 1 November 2026</h1>" in html(at)
    assert "sum(n) filter (where on_time) dari completions" in html(at)
    assert "UU 25/2009 Pasal 21" in html(at)
    assert any("from transactions" in code.value for code in at.code)
    assert any("waktu_selesai" in shown.value for shown in at.markdown)


@pytest.mark.parametrize(("language", "sentences"), [("id", 1), ("en", 0)])
def test_an_example_is_headed_by_one_sentence_in_the_reader_s_language(visit, language, sentences):
    shown = "\n".join(part.value for part in visit(language, indicator="received").markdown)
    assert shown.count("### Permohonan yang dikirim ulang dihitung satu kali") == sentences
    assert shown.count("### An application sent again counts once") == 1 - sentences
    assert "\n*" not in shown.replace("\n**", "")


def test_an_unknown_indicator_in_the_address_is_met_kindly(visit):
    at = visit("en", indicator="nonsense")
    assert not at.exception and at.info and "nonsense" not in at.info[0].value


def test_an_office_s_own_indicator_says_that_it_has_no_example_yet(visit, tmp_path):
    entry = definition.EXAMPLES.parents[1] / "metrics" / "indicators.yaml"
    text = entry.read_text(encoding="utf-8")
    own = text[text.index("\nreceived:") + 1 : text.index("\ncompleted:")].replace("received:", "mine:", 1)
    (tmp_path / "indicators.yaml").write_text(own, encoding="utf-8")
    assert "belum memiliki contoh" in html(visit(indicator="mine"))
