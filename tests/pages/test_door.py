"""The web door: what is served, and the settings it is served with."""

import asyncio
import gc
import re
import tomllib
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

import app
from access.identity import roles
from access.identity.viewer import Viewer
from data.home import Home
from metrics.judgement import status as judgement
from pages.components.layout.first_paint import FirstPaint
from text.words import known

ROOT = Path(__file__).parents[2]


def test_no_file_of_pages_is_a_page_of_its_own_from_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path))
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)

    async def start():
        async with app.lifespan(Home(tmp_path), FirstPaint(Home(tmp_path), {}, {}), app.app):
            return PagesManager.uses_pages_directory

    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(start())).result() is False


def test_an_error_nobody_foresaw_is_logged_once_and_the_watch_goes_on(tmp_path, monkeypatch, capsys):
    warmed = []
    told = iter([ValueError("first"), ValueError("first"), "a moment", ValueError("second"), asyncio.CancelledError()])

    def now():
        if isinstance(found := next(told), BaseException):
            raise found
        return found

    monkeypatch.setattr(app.cache, "now", now)
    monkeypatch.setattr(app, "warmed", lambda _viewer: warmed.append(True))
    monkeypatch.setattr(app, "WATCH_SECONDS", 0)
    with ThreadPoolExecutor(1) as thread, pytest.raises(asyncio.CancelledError):
        thread.submit(lambda: asyncio.run(app.keep_warm(Home(tmp_path), FirstPaint(Home(tmp_path), {}, {})))).result()
    assert warmed == [True]
    assert re.findall("ValueError: (.*)", capsys.readouterr().err) == ["first", "second"]


@pytest.mark.parametrize(("settled", "latest", "times"), [(0.0, 60.0, 3), (1000.0, 60.0, 1), (1000.0, 0.0, 3)])
def test_all_months_are_made_at_the_start_and_when_files_no_longer_follow_one_another_or_go_on_for_long(
    tmp_path, monkeypatch, settled, latest, times
):
    warmed = []
    moments = iter(["first", "first", "second", "third", "third"])

    def now():
        try:
            return next(moments)
        except StopIteration:
            raise asyncio.CancelledError from None

    monkeypatch.setattr(app.cache, "now", now)
    monkeypatch.setattr(app, "warmed", lambda _viewer: warmed.append(True))
    monkeypatch.setattr(app, "WATCH_SECONDS", 0)
    monkeypatch.setattr(app, "SETTLED_SECONDS", settled)
    monkeypatch.setattr(app, "LATEST_SECONDS", latest)
    with ThreadPoolExecutor(1) as thread, pytest.raises(asyncio.CancelledError):
        thread.submit(lambda: asyncio.run(app.keep_warm(Home(tmp_path), FirstPaint(Home(tmp_path), {}, {})))).result()
    assert len(warmed) == times


def test_what_was_in_use_while_months_were_made_goes_when_it_no_longer_is(monkeypatch):
    class Visit:
        def __init__(self):
            self.itself = self

    monkeypatch.setattr(app.figures, "warm", lambda _viewer: None)
    visit = Visit()
    known = weakref.ref(visit)
    try:
        app.warmed(Viewer("", roles.GOVERNOR, None, "id"))
        del visit
        app.warmed(Viewer("", roles.GOVERNOR, None, "id"))
        assert known() is None
    finally:
        gc.unfreeze()


def test_every_setting_exists_in_this_streamlit():
    """Streamlit only warns of a setting it does not know."""
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert set(_options(written)) <= set(config._config_options_template)


def _options(settings, above=""):
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _options(value, f"{above}{name}.")
        else:
            yield f"{above}{name}"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_status_and_reason_of_the_judgement_has_words(language):
    reasons = set(_yielded(Path(judgement.__file__).read_text(encoding="utf-8")))
    keys = {f"status.{status}" for status in get_args(judgement.Status)} | {f"reason.{reason}" for reason in reasons}
    assert len(reasons) >= 5 and not {key for key in keys if not known(key, language)}


def _yielded(source):
    return re.findall(r'yield "(\w+)"', source)
