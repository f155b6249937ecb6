"""The public site in a browser: open to everybody, on a telephone and at a desk, by day and by night, in little."""

import pytest

from channels.publication.pages import PAGES
from tests.browser import watched

LARGEST_PAGE = 200_000
NAMES = [name for of_page in PAGES.values() for name in of_page.values()]


@pytest.fixture(scope="module")
def site(terminal, tmp_path_factory):
    """The site of the demo home, whose targets are all that are shipped."""
    settings = terminal.home / "home.yaml"
    assert not settings.exists()
    settings.write_text("publication: {publisher: Kantor Contoh}\n", encoding="utf-8")
    folder = tmp_path_factory.mktemp("public")
    try:
        terminal("publish", folder)
    finally:
        settings.unlink()
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_public_page_breaks_no_rule_and_needs_no_script(site, browser, screens, name):
    asked = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / name).as_uri())
    assert asked == [(site / name).as_uri()], "a page is one file"
    assert page.locator("script").count() == 0
    assert len((site / name).read_bytes()) <= LARGEST_PAGE
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert watched.broken_rules(page) == []
            page.screenshot(path=screens / f"public-{name.replace('/', '-')}-{width}-{theme}.png", full_page=True)
        assert watched.width_beyond(page) <= 0
    page.close()
