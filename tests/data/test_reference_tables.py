"""The reference tables: what the shipped files say, and what a home may write in its own."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SetupError
from data.home import SHIPPED, Home
from data.settings import mpp_milestones, tables

NO_HOME = Home(Path("/nonexistent"))
REGIONS = tables.regions(NO_HOME).set_index("code")
SERVICES = tables.services(NO_HOME)


@pytest.fixture
def home(tmp_path):
    """A home that brings the files given, as services="…", regions="…"."""

    def bring(**files):
        folder = tmp_path / "reference"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode("utf-8")
            (folder / f"{name}.csv").write_bytes(raw)
        return Home(tmp_path)

    return bring


def refusal(read, place):
    with pytest.raises(SetupError) as refused:
        read(place)
    assert "\n" not in str(refused.value), "an error is one line"
    return str(refused.value)


def drawn(table):
    """The cells of a drawn table, without its head."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()[1:]]


# --- the shipped facts ------------------------------------------------------------------------------------------------


def test_there_are_23_regions_and_their_population_adds_up():
    assert len(REGIONS) == 23
    assert REGIONS["population"].sum() == 5_623_479
    assert tables.province(NO_HOME) == "11"


def test_codes_are_those_of_kemendagri_not_of_bps():
    assert REGIONS.at["11.73", "name"] == "Kota Lhokseumawe"
    assert REGIONS.at["11.74", "name"] == "Kota Langsa"
    assert REGIONS.at["11.01", "name"] == "Kabupaten Aceh Selatan"


def test_aceh_singkil_keeps_the_zero_of_its_code():
    assert REGIONS.at["11.10", "name"] == "Kabupaten Aceh Singkil"
    assert "11.1" not in REGIONS.index


def test_82_services_of_27_agencies_are_shipped_and_all_are_examples():
    assert len(SERVICES) == SERVICES["code"].nunique() == 82
    assert len(tables.agencies(NO_HOME)) == 27
    assert SERVICES["example"].all()
    assert (SERVICES["valid_from"] == date.min).all() and (SERVICES["valid_to"] == date.max).all()
    assert (SERVICES["region_code"] == "").all()


def test_the_shipped_standards_are_in_days_or_minutes():
    units = SERVICES.set_index("code")[["standard", "standard_unit"]]
    assert tuple(units.loc["PTS-05"]) == (28, "days")
    assert tuple(units.loc["DKC-08"]) == (5, "minutes")
    assert set(units["standard_unit"]) == {"days", "minutes"}


def test_the_obstacles_know_their_owner_and_whether_they_can_be_controlled():
    obstacles = tables.obstacles(NO_HOME).set_index("code")
    assert list(obstacles.index) == [f"H{number:02}" for number in range(1, 16)] + ["H99"]
    assert obstacles.at["H04", "owner"] == "opd_teknis"
    assert set(obstacles["controllable"]) == {"yes", "partly", "no"}


def test_mpp_status_is_known_for_eleven_regions_and_said_to_be_unknown_for_twelve():
    status = mpp_milestones.mpp_status(NO_HOME).set_index("code")
    assert status["status"].value_counts().to_dict() == {"belum ada data": 12, "operasi": 9, "rencana": 2}
    assert status.at["11.07", "soft_launch"] == "2024-11", "a date may be a month"
    assert status.at["11.01", "soft_launch"] == ""
    assert set(status.index) == set(REGIONS.index)


def test_both_election_days_of_2024_are_holidays():
    holidays = tables.holidays(NO_HOME).set_index("date")
    assert holidays.at[date(2024, 2, 14), "category"] == "libur_nasional"
    assert holidays.at[date(2024, 11, 27), "category"] == "libur_nasional"
    assert len(holidays) == 171


def test_no_force_majeure_is_shipped_but_its_columns_are_there():
    table = tables.force_majeure(NO_HOME)
    assert list(table.columns) == ["region_code", "from", "to", "decree"] and table.empty


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("DKC", "DKC"),
        ("disdukcapil", "DKC"),
        ("Capil", "DKC"),
        ("  DUKCAPIL ", "DKC"),
        ("Dinas Kependudukan dan Pencatatan Sipil", "DKC"),
        ("DPM-PTSP", "PTS"),
        ("ATR/BPN", "BPN"),
        ("Kantor Pertanahan (ATR/BPN)", "BPN"),
        ("Polres", "POL"),
        ("POLRESTA", "POL"),
        ("PTSP Kemenag", "KMG"),
        ("PT. Taspen", "TSP"),
        ("PT Taspen (Persero)", "TSP"),
        ("Dinsos", "SOS"),
        ("Bapenda", "PAJ"),
        ("PDAM", "PAM"),
        ("Mahkamah Syar’iyah", "MSY"),
        ("Mahkamah Syariyah", "MSY"),
        ("PT PLN (Persero)", "PLN"),
    ],
)
def test_the_usual_spellings_of_an_agency_are_known(written, agency):
    assert tables.agency_aliases(NO_HOME)[tables.folded(written)] == agency


@given(st.text())
def test_folding_a_name_twice_changes_nothing_more(text):
    once = tables.folded(text)
    assert tables.folded(once) == once
    assert tables.folded(f"  {text.upper().lower()} ") == tables.folded(text.upper().lower())


@pytest.mark.parametrize("name", [path.name for path in sorted((SHIPPED / "reference").glob("*.csv"))])
def test_a_home_may_bring_every_shipped_file_in_that_very_form(home, name):
    place = home(**{name.removesuffix(".csv"): (SHIPPED / "reference" / name).read_bytes()})
    for read in (
        tables.regions,
        tables.services,
        tables.obstacles,
        mpp_milestones.mpp_status,
        tables.holidays,
        tables.force_majeure,
    ):
        pd.testing.assert_frame_equal(read(place), read(NO_HOME))
    assert tables.agency_aliases(place) == tables.agency_aliases(NO_HOME)


# --- the tile map -----------------------------------------------------------------------------------------------------

TILE_MAP = """
  Sabang . . . . . .
  . Banda_Aceh . . . . .
  . Aceh_Besar Pidie Pidie_Jaya Bireuen Lhokseumawe .
  . Aceh_Jaya Aceh_Barat Aceh_Tengah Bener_Meriah Aceh_Utara .
  . . . Nagan_Raya Gayo_Lues Aceh_Timur Langsa
  . . . Aceh_Barat_Daya Aceh_Selatan Aceh_Tenggara Aceh_Tamiang
  . Simeulue . . . Subulussalam .
  . . . . . Aceh_Singkil .
"""


def test_the_tile_map_of_aceh():
    by_cell = {(row.tile_row, row.tile_column): row.name for row in REGIONS.reset_index(names="code").itertuples()}
    assert len(by_cell) == 23, "no two regions in one cell"
    cells = [
        [
            re.sub("^(Kabupaten|Kota) ", "", str(by_cell.get((row, column), "."))).replace(" ", "_")
            for column in range(1, 8)
        ]
        for row in range(1, 9)
    ]
    assert cells == [line.split() for line in TILE_MAP.strip().splitlines()]


def test_the_tile_map_never_turns_the_compass_round():
    for _, one in REGIONS.iterrows():
        for _, other in REGIONS.iterrows():
            if one["lat"] > other["lat"] + 0.5:
                assert one["tile_row"] <= other["tile_row"], f"{one['name']} lies north of {other['name']}"
            if one["lon"] > other["lon"] + 0.5:
                assert one["tile_column"] >= other["tile_column"], f"{one['name']} lies east of {other['name']}"


@pytest.mark.parametrize("island", ["11.72", "11.09"])
def test_islands_share_no_edge_with_the_mainland(island):
    row, column = REGIONS.loc[island, ["tile_row", "tile_column"]]
    distances = (REGIONS["tile_row"] - row).abs() + (REGIONS["tile_column"] - column).abs()
    assert (distances.drop(island) >= 2).all()


def test_regions_without_tiles_stand_in_the_order_of_the_file(home):
    lines = [f"12.{number:02},Kabupaten {number},kabupaten,Ibu Kota,,,," for number in range(1, 9)]
    place = home(regions="\n".join(["code,name,type,capital,lat,lon,population,source", *lines]))
    table = tables.regions(place)
    assert list(zip(table["tile_row"], table["tile_column"], strict=True))[4:8] == [(1, 5), (1, 6), (2, 1), (2, 2)]
    assert table["population"].isna().all() and table["lat"].isna().all()


# --- services of a home -----------------------------------------------------------------------------------------------

HEAD = "code,name,agency_code,agency,authority,kind,standard_minutes_or_days,unit,fee_idr,certainty"


def one_service(standard="5", unit="hari_kerja", more=""):
    return f"X-01,Izin,XYZ,Dinas X,daerah,perizinan,{standard},{unit},0,SK 1{more}\n"


STANDARDS = """
  written    | unit       | standard | kept in | because
  5          | hari_kerja | 5        | days    | days stay days
  0          | hari_kerja | 0        | days    | done on the complete day
  15         | menit      | 15       | minutes | minutes stay minutes
  2          | jam        | 120      | minutes | hours become minutes
  1.5        | jam        | 90       | minutes | half hours too
  1,5        | jam        | 90       | minutes | with a decimal comma as well
  1439       | menit      | 1439     | minutes | one minute less than a day
  1440       | menit      | 1        | days    | one day or more is kept in days
  1441       | menit      | 2        | days    | rounded up
  24         | jam        | 1        | days    | twenty-four hours are a day
  48         | jam        | 2        | days    | and so on
  23         | jam        | 1380     | minutes | less than a day
             |            | none     | none    | no standard
             | hari_kerja | none     | none    | no standard, whatever the unit
"""


@pytest.mark.parametrize(
    ("written", "unit", "standard", "kept_in", "because"),
    drawn(STANDARDS),
)
def test_a_standard_is_kept_in_minutes_or_days(home, written, unit, standard, kept_in, because):
    cell = f'"{written}"' if "," in written else written
    row = tables.services(home(services=f"{HEAD}\n{one_service(cell, unit)}")).iloc[0]
    if standard == "none":
        assert row["standard"] is pd.NA and pd.isna(row["standard_unit"]), because
    else:
        assert (row["standard"], row["standard_unit"]) == (int(standard), kept_in), because


def test_a_home_with_services_of_its_own_has_only_those_and_they_are_no_examples(home):
    place = home(services=f"{HEAD}\n{one_service()}")
    assert list(tables.services(place)["code"]) == ["X-01"]
    assert not tables.services(place)["example"].any()
    assert tables.agencies(place).values.tolist() == [["XYZ", "Dinas X"]]
    assert tables.agency_aliases(place) == {"xyz": "XYZ", "dinas x": "XYZ"}, "shipped aliases are left out"


def test_a_file_saved_by_excel_in_indonesian_is_read(home):
    place = home(
        services=b"\xef\xbb\xbf" + f"{HEAD}\n{one_service()}\n\n".replace(",", ";").replace("\n", "\r\n").encode()
    )
    assert list(tables.services(place)["code"]) == ["X-01"]


VERSIONS = """
  region | from       | to         | in force from | until
         |            |            | 0001-01-01    | 2023-12-31
         | 2024-01-01 |            | 2024-01-01    | 2025-12-31
         | 2026-01-01 |            | 2026-01-01    | 9999-12-31
  11.10  | 2024-07-01 | 2024-12-31 | 2024-07-01    | 2024-12-31
  11.10  | 2025-03-01 |            | 2025-03-01    | 9999-12-31
"""


def test_a_version_without_an_end_holds_until_the_next_one_begins(home):
    versions = drawn(VERSIONS)
    lines = [one_service(more=f",{region},{first},{last}") for region, first, last, _, _ in versions]
    place = home(services=f"{HEAD},region_code,valid_from,valid_to\n{''.join(reversed(lines))}")
    table = tables.services(place)
    found = [(row.region_code, row.valid_from.isoformat(), row.valid_to.isoformat()) for row in table.itertuples()]
    assert found == [(region, first, last) for region, _, _, first, last in reversed(versions)]


GOOD_SERVICE = {
    "code": "X-01",
    "name": "Izin",
    "agency_code": "XYZ",
    "agency": "Dinas X",
    "authority": "daerah",
    "kind": "perizinan",
    "standard_minutes_or_days": "5",
    "unit": "hari_kerja",
    "fee_idr": "0",
    "region_code": "",
    "valid_from": "2026-02-01",
    "valid_to": "",
}

BAD_SERVICES = """
  column                   | written    | what the error must say
  standard_minutes_or_days | lima       | bukan bilangan. Tulis seperti 15 atau 1.5.
  standard_minutes_or_days | -5         | bukan bilangan. Tulis seperti 15 atau 1.5.
  standard_minutes_or_days | 1e3        | bukan bilangan. Tulis seperti 15 atau 1.5.
  standard_minutes_or_days | 2.5        | tidak genap. Tulis dalam menit atau hari kerja yang bulat.
  unit                     | hari       | isi tidak dikenal. Pilih menit, jam, hari_kerja.
  unit                     |            | kosong. Isi.
  fee_idr                  | 50.000     | bukan bilangan bulat. Tulis angka saja, tanpa titik ribuan.
  authority                | kota       | isi tidak dikenal. Pilih pusat, daerah, bumn, bumd, swasta.
  kind                     | non        | isi tidak dikenal. Pilih perizinan, nonperizinan.
  name                     |            | kosong. Isi.
  code                     |            | kosong. Isi.
  code                     | -          | kode tidak sah. Pakai huruf, angka, titik, atau tanda hubung, tanpa spasi.
  agency_code              | X/Z        | kode tidak sah. Pakai huruf, angka, titik, atau tanda hubung, tanpa spasi.
  region_code              | 11.1       | kode wilayah tidak dikenal. Kosongkan bila berlaku di semua daerah.
  valid_from               | 31/01/2026 | tanggal tidak dapat dibaca. Tulis seperti 2026-03-19.
  valid_from               | 2026-02-30 | tanggal tidak dapat dibaca. Tulis seperti 2026-03-19.
  valid_to                 | 2026-01-01 | lebih awal daripada valid_from. Perbaiki.
"""


@pytest.mark.parametrize(("column", "written", "finding"), drawn(BAD_SERVICES))
def test_a_bad_service_is_refused_with_place_finding_and_remedy(home, column, written, finding):
    cells = GOOD_SERVICE | {column: written}
    place = home(services=",".join(cells) + "\n" + ",".join(cells.values()) + "\n")
    assert refusal(tables.services, place) == f"services.csv, baris 2, kolom {column}: {finding}"


def test_the_service_that_the_table_of_bad_ones_starts_from_is_good(home):
    place = home(services=",".join(GOOD_SERVICE) + "\n" + ",".join(GOOD_SERVICE.values()) + "\n")
    assert tables.services(place).iloc[0]["valid_from"] == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("X-01,Izin,XYZ", "ada 3 sel, seharusnya 10. Periksa koma dan tanda kutip."),
        ('X-01,"Izin,XYZ', "tanda kutip tidak berpasangan. Perbaiki."),
    ],
)
def test_a_broken_line_is_refused(home, line, finding):
    message = refusal(tables.services, home(services=f"{HEAD}\n{line}\n"))
    assert message == f"services.csv, baris 2: {finding}"


def test_the_line_is_that_of_the_file_even_after_a_cell_of_two_lines(home):
    first = 'X-01,"Izin\nusaha",XYZ,Dinas X,daerah,perizinan,5,hari_kerja,0,\n'
    second = "X-02,Izin,XYZ,Dinas X,daerah,perizinan,lima,hari_kerja,0,\n"
    message = refusal(tables.services, home(services=f"{HEAD}\n{first}\n{second}"))
    assert message.startswith("services.csv, baris 5, kolom standard_minutes_or_days: ")


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (",,", "services.csv, baris 3, kolom valid_from: berlaku bersamaan dengan baris 2. Akhiri versi lama"),
        (
            ",2025-06-01,",
            "services.csv, baris 3, kolom valid_from: berlaku bersamaan dengan baris 2. Akhiri versi lama",
        ),
    ],
)
def test_two_standards_in_force_on_one_day_are_refused(home, second, message):
    lines = one_service(more=",,,2025-12-31") + one_service(more=f",{second}")
    place = home(services=f"{HEAD},region_code,valid_from,valid_to\n{lines}")
    assert refusal(tables.services, place).startswith(message)


def test_a_service_has_one_agency_and_an_agency_one_name(home):
    other_agency = "X-01,Izin,ABC,Dinas A,daerah,perizinan,5,hari_kerja,0,\n"
    place = home(services=f"{HEAD}\n{one_service()}{other_agency}")
    expected = "services.csv, baris 3, kolom agency_code: layanan X-01 sudah milik instansi XYZ. Samakan."
    assert refusal(tables.services, place) == expected
    other_name = "X-02,Izin,XYZ,Dinas Y,daerah,perizinan,5,hari_kerja,0,\n"
    place = home(services=f"{HEAD}\n{one_service()}{other_name}")
    expected = "services.csv, baris 3, kolom agency: instansi XYZ sudah bernama lain di baris sebelumnya. Samakan."
    assert refusal(tables.services, place) == expected


# --- what else a home may not write -----------------------------------------------------------------------------------

HEADS = {
    "regions": "code,name,type,capital,lat,lon,population,tile_row,tile_column",
    "mpp_status": "code,name,status,soft_launch,inaugurated_by_minister,note,sources",
    "obstacles": "code,name_id,name_en,owner,controllable",
    "holidays": "date,weekday,name_id,category,source",
    "force_majeure": "region_code,from,to,decree",
    "service_plan": "region_code,service_code,planned_from,planned_to,decree",
    "agency_aliases": "alias,agency_code",
}

BAD_FILES = """
  file           | lines below the header, divided by /                          | line, column: what the error must say
  regions        |                                                               | 1: belum ada wilayah. Tulis
  regions        | 11.1,A,kota,A,1,2,3,1,1                                       | 2, code: bukan kode Kemendagri
  regions        | 11.01,A,kota,A,1,2,3,1,1 / 11.01,B,kota,B,1,2,3,1,2           | 3, code: sama dengan baris 2
  regions        | 11.01,A,kota,A,1,2,3,1,1 / 11.02,B,kota,B,1,2,3,1,1           | 3, tile_column: sama dengan
  regions        | 11.01,A,kota,A,1,2,3,1,1 / 12.02,B,kota,B,1,2,3,1,2           | 3, code: provinsinya lain
  regions        | 11.01,A,kota,A,1,2,1.000,1,1                                  | 2, population: bukan bilangan
  regions        | 11.01,A,kota,A,"5,5",2,3,1,1                                  | 2, lat: bukan derajat desimal
  regions        | 11.01,A,kota,A,1,2,3,,1                                       | 2, tile_row: kosong. Isi.
  mpp_status     | 11.71,A,buka,,,,                                              | 2, status: isi tidak dikenal
  mpp_status     | 11.71,A,operasi,2024-13,,,                                    | 2, soft_launch: tanggal tidak
  mpp_status     | 11.99,A,operasi,,,,                                           | 2, code: kode tidak dikenal
  mpp_status     | 11.71,A,operasi,,,, / 11.71,A,rencana,,,,                     | 3, code: sama dengan baris 2
  obstacles      | H01,A,B,pemda,maybe                                           | 2, controllable: isi tidak
  obstacles      | H01,A,B,pemda,yes / H01,A,B,pemda,yes                         | 3, code: sama dengan baris 2
  obstacles      | H01,,B,pemda,yes                                              | 2, name_id: kosong. Isi.
  holidays       | 2026-03-19,Wed,Nyepi,libur_nasional,SKB                       | 2, weekday: tanggal ini hari Thu
  holidays       | 19-03-2026,Thu,Nyepi,libur_nasional,SKB                       | 2, date: tanggal tidak dapat
  holidays       | 2026-03-19,Thu,Nyepi,libur,SKB                                | 2, category: isi tidak dikenal
  holidays       | 2026-03-19,,A,cuti_bersama,S / 2026-03-19,,A,cuti_bersama,S   | 3, date: sama dengan baris 2
  force_majeure  | 11,2025-12-01,2025-12-31,SK                                   | 2, region_code: kode tidak
  force_majeure  | 11.16,2025-12-31,2025-12-01,SK                                | 2, to: lebih awal daripada from
  force_majeure  | 11.16,2025-12-01,,SK                                          | 2, to: kosong. Isi.
  force_majeure  | 11.16,2025-12-01,2025-12-31,                                  | 2, decree: kosong. Isi.
  service_plan   | 11.99,DKC-01,2026-01-01,,SK                                   | 2, region_code: kode tidak dikenal
  service_plan   | 11.71,XYZ-01,2026-01-01,,SK                                   | 2, service_code: layanan tidak
  service_plan   | 11.71,DKC-01,,,SK                                             | 2, planned_from: kosong. Isi.
  service_plan   | 11.71,DKC-01,2026-01-01,2025-12-31,SK                         | 2, planned_to: lebih awal daripada
  service_plan   | 11.71,DKC-01,2026-01-01,,                                     | 2, decree: kosong. Isi.
  service_plan   | 11.71,DKC-01,2026-01-01,,S / 11.71,DKC-01,2026-07-01,,S       | 3, planned_from: bertindihan dengan
  agency_aliases | Kantor X,XYZ                                                  | 2, agency_code: kode tidak dikenal
  agency_aliases | Capil,DKC / capil.,PTS                                        | 3, alias: sudah berarti instansi
  agency_aliases | Disdukcapil,PTS                                               | 2, alias: sudah berarti instansi
"""

BAD_HEADS = """
  header                  | what the error must say
  alias,agency_code,alias | baris 1: ada kolom yang ditulis dua kali. Hapus salah satunya.
  alias,agency_code,kode  | baris 1: kolom 'kode' tidak dikenal. Perbaiki ejaannya, atau hapus.
  alias                   | baris 1: kolom agency_code tidak ada. Tambahkan; urutan kolom bebas.
                          | baris 1: kolom alias tidak ada. Tambahkan; urutan kolom bebas.
"""

READERS = {
    "regions": tables.regions,
    "mpp_status": mpp_milestones.mpp_status,
    "obstacles": tables.obstacles,
    "holidays": tables.holidays,
    "force_majeure": tables.force_majeure,
    "service_plan": tables.service_plan,
    "agency_aliases": tables.agency_aliases,
}


@pytest.mark.parametrize(("name", "lines", "message"), drawn(BAD_FILES))
def test_a_bad_reference_file_is_refused_with_place_finding_and_remedy(home, name, lines, message):
    place = home(**{name: "\n".join([HEADS[name], *lines.split(" / "), ""])})
    place_in_file, finding = message.split(": ", 1)
    spot = f"baris {place_in_file.replace(', ', ', kolom ')}"
    told = refusal(READERS[name], place)
    assert told.startswith(f"{name}.csv, {spot}: {finding}")
    assert re.search(r"\. [A-Z][^.]+.*\.$", told), "the remedy is a sentence after the finding"


@pytest.mark.parametrize(("head", "message"), drawn(BAD_HEADS))
def test_a_bad_header_is_refused(home, head, message):
    assert refusal(tables.agency_aliases, home(agency_aliases=head + "\n")) == f"agency_aliases.csv, {message}"


@pytest.mark.parametrize("missing", HEAD.split(",")[:-1])
def test_a_missing_column_of_services_is_refused(home, missing):
    head = ",".join(column for column in HEAD.split(",") if column != missing)
    expected = f"services.csv, baris 1: kolom {missing} tidak ada. Tambahkan; urutan kolom bebas."
    assert refusal(tables.services, home(services=head + "\n")) == expected


def test_a_file_in_another_encoding_is_refused(home):
    message = refusal(tables.services, home(services=f"{HEAD}\nX-01,Café".encode("cp1252")))
    assert message == "services.csv: bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8."


def test_spans_of_force_majeure_are_days(home):
    place = home(force_majeure=HEADS["force_majeure"] + "\n11.16,2025-11-26,2025-12-31,SK Bupati 1/2025\n")
    assert tables.force_majeure(place).values.tolist() == [
        ["11.16", date(2025, 11, 26), date(2025, 12, 31), "SK Bupati 1/2025"]
    ]


def test_nothing_is_planned_until_the_home_says_so_and_a_plan_without_an_end_is_open(home):
    assert tables.service_plan(home()).empty
    lines = "11.71,DKC-01,2026-01-01,2026-06-30,SK 1\n11.71,DKC-01,2026-07-01,,SK 2\n"
    assert tables.service_plan(home(service_plan=f"{HEADS['service_plan']}\n{lines}")).values.tolist() == [
        ["11.71", "DKC-01", date(2026, 1, 1), date(2026, 6, 30)],
        ["11.71", "DKC-01", date(2026, 7, 1), date.max],
    ]


def test_who_confirmed_the_state_of_an_mpp_may_be_told_and_is_unknown_otherwise(home):
    head, line = HEADS["mpp_status"], "11.71,Kota Banda Aceh,operasi,2019-12-03,,,detik"
    for text, confirmed in ((f"{head}\n{line}\n", ""), (f"{head},confirmed_by\n{line},DPMPTSP\n", "DPMPTSP")):
        [row] = mpp_milestones.mpp_status(home(mpp_status=text)).to_dict("records")
        assert (row["soft_launch"], row["confirmed_by"]) == ("2019-12-03", confirmed)


def test_a_home_of_another_province_leaves_out_what_is_shipped_about_aceh(home):
    place = home(regions=HEADS["regions"] + "\n12.01,Kabupaten A,kabupaten,A,1.5,99.1,1000,1,1\n")
    assert tables.province(place) == "12"
    assert mpp_milestones.mpp_status(place).empty
