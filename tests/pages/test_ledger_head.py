"""Buku besar checks itself: the head is that of entry.json, a rewrite under the old folder's name is a finding."""

import json

import streamlit as st
from streamlit.testing.v1 import AppTest

from data.ledger import acts, entries
from tests import patience


def page(language: str) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import ledger_book
    from pages.components.runtime import run

    with run.showing(homes.from_environment()):
        ledger_book.render(Viewer("auditor", "auditor", None, language))


def checked(language="id"):
    at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs={"language": language}).run()
    at.button(key="ledger_verify").click().run()
    assert not at.exception
    return at


def test_the_page_shows_the_head_of_entry_json_and_finds_a_rewrite_under_the_old_name(home, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(home.home.root))
    st.cache_data.clear()
    entry = acts.record(home.home, "annotation", "a", {"month": "2026-10", "text": "Loket baru."})
    [whole] = checked().success
    assert f"sampai entri {entry.seq} (sidik {entry.sha256})" in whole.value
    content = (entry.folder / "entry.json").read_bytes().replace(b"Loket baru.", b"Loket lama.")
    forged = {name: value for name, value in json.loads(content).items() if name not in ("sha256", entries.BYTES)}
    sha256 = entries.fingerprint(forged)
    (entry.folder / "entry.json").write_bytes(entries.encoded({**forged, "sha256": sha256}))
    [broken] = checked("en").error
    assert f"Entry {entry.seq} is broken: the folder's name" in broken.value
