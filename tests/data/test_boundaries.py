"""A home's own outlines: read where they are whole, and told exactly where they are not."""

import json

import pytest

from data.errors import SetupError
from data.home import SHIPPED, Home
from data.settings import boundaries

CODES = [line.split(",")[0] for line in (SHIPPED / "reference" / "regions.csv").read_text().splitlines()[1:]]
SQUARE = [[[95.0, 5.0], [96.0, 5.0], [96.0, 6.0], [95.0, 5.0]]]


def feature(code, kind="Polygon", coordinates=SQUARE):
    return {"type": "Feature", "properties": {"kode": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def home(tmp_path, features, kind="FeatureCollection"):
    (tmp_path / "reference").mkdir(exist_ok=True)
    content = features if isinstance(features, str) else json.dumps({"type": kind, "features": features})
    (tmp_path / "reference" / boundaries.FILE).write_text(content)
    return Home(tmp_path)


def test_a_home_without_the_file_has_none(tmp_path):
    assert boundaries.outlines(Home(tmp_path)) is None


def test_every_region_has_its_outer_rings(tmp_path):
    two = feature(CODES[0], "MultiPolygon", [SQUARE, SQUARE])
    found = boundaries.outlines(home(tmp_path, [two, *map(feature, CODES[1:])]))
    assert [len(found.rings[code]) for code in CODES[:2]] == [2, 1]


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_the_same(tmp_path):
    first = boundaries.outlines(home(tmp_path, list(map(feature, CODES))))
    assert boundaries.outlines(Home(tmp_path)) is first
    home(tmp_path, [*map(feature, CODES), feature("99.99")])
    assert "99.99" in boundaries.outlines(Home(tmp_path)).rings


WRONG = {
    "not json": ('{"type":\n "Feature', "baris 2: bukan JSON yang utuh."),
    "a list": ("[]", "seluruh berkas: bukan GeoJSON FeatureCollection."),
    "no code": (
        [{"type": "Feature", "properties": {"kode": 1171}}],
        "feature ke-1: tidak ada kode wilayah berupa teks",
    ),
    "no feature": ([7], "feature ke-1: tidak ada kode wilayah"),
    "twice": ([feature("11.01"), feature("11.01")], "feature ke-2: wilayah 11.01 sudah ada di feature lain."),
    "a point": ([feature("11.01", "Point", [95, 5])], "feature ke-1: geometry bukan Polygon"),
    "metres": ([feature("11.01", "Polygon", [[[500000, 1], [2, 2], [3, 3], [4, 4]]])], "bukan derajat bujur"),
    "words": ([feature("11.01", "Polygon", [[["a", 1]]])], "feature ke-1: titiknya bukan derajat"),
    "no ring": ([feature("11.01", "MultiPolygon", [])], "feature ke-1: titiknya bukan derajat"),
    "some missing": ([feature("11.01")], "seluruh berkas: tidak ada batas untuk wilayah 11.02, 11.03"),
}


@pytest.mark.parametrize(("features", "finding"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place_and_the_remedy(tmp_path, features, finding):
    with pytest.raises(SetupError) as caught:
        boundaries.outlines(home(tmp_path, features))
    told = caught.value.message("id")
    assert told.startswith("reference/boundaries.geojson, ") and finding in told
    assert told.endswith("Perbaiki berkasnya, atau hapus agar peta petak dipakai.")
    assert "Mend the file" in caught.value.message("en")
