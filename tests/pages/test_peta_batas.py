"""The map by outlines: the same links and words as the tiles, cut to shape."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from data.settings.boundaries import Outlines
from pages.components.charts import outline_map
from tests.data.test_boundaries import CODES, feature, home
from tests.pages.test_ringkasan import html


def percents(outline):
    return [float(number) for number in re.findall(r"(-?[\d.]+)%", outline)]


def test_a_square_and_its_neighbour_lie_side_by_side():
    west = ((95.0, 0.5), (96.0, 0.5), (96.0, -0.5), (95.0, -0.5), (95.0, 0.5))
    east = tuple((x + 1, y) for x, y in west)
    found = outline_map.drawn(Outlines({"a": (west,), "b": (east,)}))
    assert round(found.ratio, 3) == 2.0
    assert found.outlines["a"] == "polygon(0.00% 0.00%,50.00% 0.00%,50.00% 100.00%,0.00% 100.00%,0.00% 0.00%)"
    assert found.middles == {"a": (25.0, 50.0), "b": (75.0, 50.0)} and found.roomy == {"a", "b"}


def test_tiny_islands_are_left_out_but_never_a_whole_region():
    land = ((95.0, 5.0), (97.0, 5.0), (97.0, 3.0), (95.0, 3.0), (95.0, 5.0))
    islet = tuple((98 + x / 10_000, y / 10_000) for x, y in land)
    found = outline_map.drawn(Outlines({"land": (land, islet), "islet": (islet,)}))
    assert len(percents(found.outlines["land"])) == 10 and len(percents(found.outlines["islet"])) >= 6


points = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
rings = st.lists(points, min_size=3, max_size=30).map(lambda ring: (*ring, ring[0]))


@given(st.dictionaries(st.sampled_from(CODES), st.lists(rings, min_size=1, max_size=3).map(tuple), min_size=1))
def test_whatever_the_outlines_every_region_is_drawn_within_the_map(drawn):
    found = outline_map.drawn(Outlines(drawn))
    assert found.outlines.keys() == drawn.keys() and found.ratio > 0
    assert all(-0.01 <= number <= 100.01 for outline in found.outlines.values() for number in percents(outline))


def test_the_page_shows_the_outlines_of_the_home_with_links_and_words(visit, tmp_path):
    home(tmp_path, list(map(feature, CODES)))
    shown = html(visit(indikator="on_time_rate"))
    assert 'class="shapes"' in shown and "clip-path:polygon(" in shown and 'class="tiles"' not in shown
    assert 'aria-label="Kabupaten Aceh Barat: 80,3 %, belum tercapai"' in shown and "wilayah=11.05" in shown


def test_a_wrong_file_is_told_on_the_page_in_words(visit, tmp_path):
    home(tmp_path, json.dumps({"type": "Topology"}))
    [error] = visit(bahasa="en", indikator="on_time_rate").error
    assert "not a GeoJSON FeatureCollection" in error.value.replace("\\", "")


def test_the_map_by_stage_has_the_same_outlines_with_its_own_words(visit, tmp_path):
    home(tmp_path, list(map(feature, CODES)))
    shown = html(visit())
    assert 'class="shapes"' in shown and "clip-path:polygon(" in shown and "tiles stages" not in shown
    assert shown.count('class="tile planned"') + shown.count('class="tile met"') > 0
