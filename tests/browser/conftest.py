"""A real browser on a real server with demo data, all on this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import demo_home, patience
from tests.access import people
from tests.browser import watched

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's chromium. Without one the test is skipped on a desk and fails where CI=true."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    reason = "chromium tidak ditemukan, sehingga halaman tidak diperiksa pada peramban. Pasang: apt install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: str):
    """One browser for all tests; it asks nothing of the network by itself."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def enter():
    """Sign a page's browser in: `enter(page, address, "analyst")` takes the one-click role of a home of demo data."""

    def entered(page, address: str, role: str = "governor") -> None:
        base = "/".join(address.split("/")[:3])
        page.goto(f"{base}/masuk")
        page.locator(f'button[name=peran][value^="{role}"]').click()
        page.wait_for_url(f"{base}/")

    return entered


@pytest.fixture(scope="session")
def enter_with_password():
    """Sign a page's browser in with the account of a home without demo data."""

    def entered(page, address: str, name: str = "administrator") -> None:
        base = "/".join(address.split("/")[:3])
        page.goto(f"{base}/masuk")
        page.fill("[name=nama]", name)
        page.fill("[name=sandi]", people.PASSWORD)
        page.locator("form button").first.click()
        page.wait_for_url(f"{base}/")

    return entered


@pytest.fixture(scope="session")
def arrive(browser, enter, dashboard):
    """Somebody on the dashboard: `arrive("governor")` is a signed-in page and the list of what it complains of.

    A role signs in once and keeps its page for all tests; the list begins anew each time.
    """
    pages = {}

    def arrived(role: str):
        if role not in pages:
            page = browser.new_page(locale="en-US")
            pages[role] = page, watched.watch(page, dashboard)
            enter(page, dashboard, role)
        page, told = pages[role]
        watched.turn(page, 1366, "light")
        told.clear()
        return page, told

    return arrived


@pytest.fixture(scope="session")
def screens() -> Path:
    """Where pictures are kept: build/screens/."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    return SCREENS


@pytest.fixture(scope="session")
def keep(screens: Path):
    """Keep a picture of the whole page: Streamlit scrolls an inner container, so the screen grows first."""

    def kept(page, name: str) -> None:
        width = page.viewport_size["width"]
        height = page.locator("main").first.evaluate("main => main.scrollHeight")
        page.set_viewport_size({"width": width, "height": height + 60})
        page.screenshot(path=screens / f"{name}.png")

    return kept


@pytest.fixture(scope="session")
def terminal(tmp_path_factory: pytest.TempPathFactory):
    """The terminal on the home of demo data that the dashboard serves: `terminal("verify")` is what it prints."""
    home = tmp_path_factory.mktemp("demo")

    def ran(*words: object) -> str:
        command = [sys.executable, str(ROOT / "cli.py"), *map(str, words)]
        told = subprocess.run(command, env=_environment(home), capture_output=True, text=True, timeout=600)
        assert told.returncode == 0, told.stderr
        return told.stdout

    ran.home = home
    demo_home.fill(home)
    return ran


@pytest.fixture(scope="session")
def dashboard(chromium: str, terminal) -> Iterator[str]:
    """The address of a server on a home of demo data."""
    with _served(terminal.home) as address:
        yield address


@pytest.fixture(scope="session")
def empty_dashboard(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on an empty home, with one account: administrator."""
    home = tmp_path_factory.mktemp("empty")
    people.account(home, "administrator")
    with _served(home) as address:
        yield address


@contextmanager
def _served(home: Path) -> Iterator[str]:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    log = (home / "server.log").open("w")
    with closing(log), subprocess.Popen(command, env=_environment(home), cwd=home, stdout=log, stderr=log) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/_stcore/health", server, home / "server.log")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CAPAIAN_HOME": str(home)}


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + patience.SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")
