"""A page that is watched: what it complains of, whom it asks, and whether it breaks a rule of accessibility."""

import time
from importlib.resources import files
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests import patience

HEIGHT = 900
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a theme can break; all others see the same page in both."""


def watch(page: Page, address: str) -> list[str]:
    """What the page says on its console above a remark, its errors, and every request to somebody else."""
    told: list[str] = []
    own = urlsplit(address).netloc
    page.on("console", lambda said: told.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda asked: told.append(asked.url) if _elsewhere(asked.url, own) else None)
    return told


def _elsewhere(url: str, own: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own


def settled(page: Page) -> None:
    """Wait until the page's run is over and its title stands."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=patience.MILLISECONDS)
    page.locator("h1").first.wait_for(timeout=patience.MILLISECONDS)


def until(page: Page, script: str, arg: object = None) -> None:
    """Wait until a script in the page says yes; asked anew from here, since the page's own policy forbids `eval`."""
    end = time.monotonic() + patience.MILLISECONDS / 1000
    while not page.evaluate(script, arg):
        assert time.monotonic() < end, f"never true: {script}"
        page.wait_for_timeout(50)


def broken_rules(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Every violation axe-core finds, as rule, place and what to do; of these rules only, or of all."""
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE)
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    asked = {"resultTypes": ["violations"], "preload": False, **only}
    found = page.evaluate("options => axe.run(document, options)", asked)
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def width_beyond(page: Page) -> float:
    """By how many pixels the page is wider than the screen, whichever part sticks out (frames that scroll may)."""
    return float(page.evaluate(_BEYOND))


def uneven_bars(page: Page) -> list[str]:
    """Drawings of bars in which one line has more room than another, so that their lengths cannot be compared."""
    return [str(part) for part in page.evaluate(_UNEVEN)]


_UNEVEN = """() => [...document.querySelectorAll("[data-testid=stMain] .bars")].filter((table) => {
  const tracks = [...table.querySelectorAll("tr:not(.sum) .track")].filter((it) => it.checkVisibility());
  const widths = tracks.map((it) => it.getBoundingClientRect().width);
  return widths.length && Math.max(...widths) - Math.min(...widths) > 1;
}).map((table) => table.caption.innerText)"""


def small_targets(page: Page) -> list[str]:
    """What is touched and lower than 24 pixels, but for links within running text."""
    return [str(part) for part in page.evaluate(_SMALL)]


_SMALL = """() => [...document.querySelectorAll("[data-testid=stMain] :is(a, button, summary)")]
  .filter((it) => it.checkVisibility() && !it.closest(".unseen, p, small, dd, .provenance, .told"))
  .filter((it) => !it.closest("[data-testid=stMarkdownContainer]"))
  .filter((it) => it.getBoundingClientRect().width > 1 && it.getBoundingClientRect().height < 23.5)
  .map((it) => it.outerHTML.slice(0, 120))"""


_BEYOND = """() => Math.max(...[document.documentElement, ...document.querySelectorAll("[data-testid=stMain]")]
  .map((it) => it.scrollWidth - it.clientWidth))"""


def scrolled_sideways(page: Page) -> list[str]:
    """Tables of regions by targets that are wider than their frame, so that the last target is out of sight."""
    return [str(part) for part in page.evaluate(_SCROLLED)]


_SCROLLED = """() => [...document.querySelectorAll(".matrix-frame")]
  .filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth + 1).map((it) => it.ariaLabel)"""


def cut_off(page: Page) -> list[str]:
    """On paper: parts that hide some of what they hold, and parts that reach beyond the sheet."""
    return [str(part) for part in page.evaluate(_CUT)]


_CUT = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
  .filter((it) => it.checkVisibility() && it.getBoundingClientRect().width > 1 && !it.closest("svg, .unseen"))
  .filter((it) => it.getBoundingClientRect().right > innerWidth + 1
    || (getComputedStyle(it).overflowX !== "visible" && it.scrollWidth > it.clientWidth + 1))
  .map((it) => it.outerHTML.slice(0, 120))"""


def turn(page: Page, width: int, theme: str) -> None:
    """The same page on a screen of that width, in that theme."""
    page.emulate_media(color_scheme=theme, media="screen")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    before: object = None
    for _ in range(40):  # a theme reaches the parts of a page one after the other
        page.wait_for_timeout(150)
        is_dark, colours = page.evaluate(_COLOURS)
        if colours == before and is_dark == (theme == "dark"):
            return
        before = colours
    raise TimeoutError(f"{theme}: the colours of the page do not settle")


_COLOURS = """() => {
  const ground = getComputedStyle(document.querySelector(".stApp") ?? document.body).backgroundColor;
  const seen = [...document.querySelectorAll("body *")].map((it) => getComputedStyle(it));
  const colours = seen.map((it) => it.color + it.backgroundColor).join();
  let told = 0;  // in place of the colours themselves, which would cross to the test several times a second
  for (let i = 0; i < colours.length; i++) told = (31 * told + colours.charCodeAt(i)) | 0;
  return [ground.match(/\\d+/g).slice(0, 3).every((it) => Number(it) < 100), told];
}"""


def unfold(page: Page, label: str) -> None:
    """Open the part that is folded away under this label, until it stands still: a button that moves loses a click."""
    part = page.locator("details").filter(has=page.locator("summary").filter(has_text=label))
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    until(page, _STILL, label)


_STILL = """(label) => [...document.querySelectorAll("details[open]")]
  .filter((it) => it.querySelector("summary").innerText.includes(label))
  .some((it) => it.getAnimations({ subtree: true }).every((one) => one.playState === "finished"))"""


def open_everything(page: Page) -> None:
    """Open every part that is folded away, so that what is inside is looked at too."""
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(it => it.click())")
    page.wait_for_timeout(300)
