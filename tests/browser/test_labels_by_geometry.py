"""No label of a chart lies over another: measured from the boxes that the browser draws, not by eye.

A handful of states every day; by `make test-deep` two hundred: every indicator, a region, a phone, the meeting.
"""

import pytest

from data.home import Home
from metrics.catalogue import indicators
from tests.browser import watched
from tests.depth import DEEP

DESK, PHONE = 1366, 360
PARTS = 5 if DEEP else 1
"""A test looks at one state in so many, so that none of them takes minutes."""
FEW = [
    ("indikator?indikator=on_time_rate", DESK),
    ("indikator?indikator=received", PHONE),
    ("kepuasan", DESK),
    ("cakupan", PHONE),
    ("?tampilan=rapat&indikator=median_processing_days", DESK),
]
OVERLAPS = """() => {
  const groups = [
    ...[...document.querySelectorAll(".js-plotly-plot")].map((it) => [...it.querySelectorAll("text")]),
    ...[...document.querySelectorAll(".trend-picture .plot, .steps-up .plot")].map((it) =>
      [...it.querySelectorAll(":scope > span")]),
    ...[...document.querySelectorAll(".bars thead")].filter((it) => it.clientWidth > 1).map((it) =>
      [...it.querySelectorAll("th, .goal, .ends > span")]),
    [...document.querySelectorAll(".shapes .label")],
  ];
  const box = (it) => { const range = document.createRange(); range.selectNodeContents(it);
    return it instanceof SVGElement ? it.getBoundingClientRect() : range.getBoundingClientRect(); };
  const over = [];
  for (const labels of groups) {
    const seen = labels.filter((it) => it.textContent.trim() && it.checkVisibility()).map((it) => [it, box(it)]);
    seen.forEach(([one, a], i) => seen.slice(i + 1).forEach(([other, b]) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) over.push(`${one.textContent} / ${other.textContent}`);
    }));
  }
  return [groups.reduce((sum, labels) => sum + labels.length, 0), over];
}"""


def states(catalogue):
    """Address and width of every state."""
    if not DEEP:
        return FEW
    asked = [f"indikator?indikator={name}" for name in catalogue]
    desk = [(way, DESK) for way in asked] + [(f"{way}&wilayah=11.71", DESK) for way in asked]
    meeting = [(f"?tampilan=rapat&indikator={name}&bahasa=en", DESK) for name in list(catalogue)[:12]]
    return [*FEW, *desk, *((way, PHONE) for way in asked), *meeting]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_label_lies_over_another(part, arrive, dashboard, tmp_path):
    page, _ = arrive("governor")
    measured, wrong = 0, []
    for way, width in sorted(states(indicators.load(Home(tmp_path)))[part::PARTS], key=lambda state: state[1]):
        page.set_viewport_size({"width": width, "height": watched.HEIGHT})
        page.goto(f"{dashboard}/{way}")
        watched.settled(page)
        page.wait_for_timeout(400)  # plotly draws after the run is over
        labels, over = page.evaluate(OVERLAPS)
        measured += labels
        wrong += [f"{way} at {width}: {pair}" for pair in over]
    assert wrong == []
    assert measured > 40, "there was hardly a label to be measured"


@pytest.mark.parametrize("shift", [0, 30])
def test_the_measure_sees_labels_that_overlap(shift, arrive, dashboard):
    page, _ = arrive("governor")
    page.goto(f"{dashboard}/kepuasan")
    watched.settled(page)
    page.evaluate(
        """shift => document.body.insertAdjacentHTML("beforeend", `<div class="trend-picture"><div class="plot">
        <span style="position:fixed;top:100px;left:10px">a</span>
        <span style="position:fixed;top:${100 + shift}px;left:10px">b</span></div></div>`)""",
        shift,
    )
    assert page.evaluate("it => (" + OVERLAPS + ")()[1].includes('a / b')") is (shift == 0)
