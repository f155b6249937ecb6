"""Personal data is found by header, in cells and in texts; harmless numbers and words are left alone.

Every number and name here is made up and plainly artificial.
"""

import functools
import random
import re
from datetime import datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake.values.personal_data import find, undeclared_columns
from data.privacy import national_ids, patterns
from data.privacy.headers import is_personal, personal_headers
from data.privacy.patterns import patterns_in
from data.schema.kinds import kind, names

MAN, WOMAN = "1171010101900001", "1171014101900001"
PHONE = "081200000000"
PROVINCES = [
    *range(11, 20),
    21,
    *range(31, 37),
    *range(51, 54),
    *range(61, 66),
    *range(71, 77),
    *(81, 82),
    *range(91, 97),
]


@functools.cache
def database():
    """One for all tests of this module."""
    return duckdb.connect()


def connection(*columns):
    """A connection whose own `cells` holds these columns, the first row being row 2 as in a spreadsheet."""
    con = database().cursor()
    names_of_columns = [f"c{i}" for i in range(len(columns))]
    con.execute(f"create temp table cells (row_no bigint, {', '.join(f'{name} varchar' for name in names_of_columns)})")
    unnested = ", ".join(f"unnest(${name}::varchar[])" for name in names_of_columns)
    rows = list(range(2, 2 + len(columns[0])))
    con.execute(
        f"insert into cells select unnest($rows::bigint[]), {unnested}",
        {"rows": rows, **dict(zip(names_of_columns, map(list, columns), strict=True))},
    )
    return con


def found(values, column_type="text"):
    """What is found in one declared column: {place of the value: its rules}."""
    return by_value(find(connection(values), ["kolom"], {"c0": column_type}, []))


def found_in_free_text(values):
    return by_value(find(connection(values), ["catatan"], {}, ["c0"]))


def by_value(rows):
    rules = {}
    for row_no, _, rule in rows:
        rules.setdefault(row_no - 2, set()).add(rule.removeprefix("personal_"))
    return rules


def lines(table):
    return [line.strip() for line in table.strip().splitlines()]


# --- headers


@pytest.mark.parametrize(
    "header",
    lines("""
        Nama
        NAMA PEMOHON
        nama_lengkap
        Nama Lengkap (sesuai KTP)
        Nama Ibu Kandung
        Nama Perusahaan
        Nama & Alamat Pemohon
        NIK
        No. KTP/NIK
        nik_pemohon
        Nomor Induk Kependudukan
        No KK
        Nomor Kartu Keluarga
        Alamat
        Alamat Rumah
        Alamat Gampong
        alamat domisili
        RT/RW
        No HP
        nomorhp
        No. HP/WA yang dapat dihubungi
        Nomor Telepon
        Telp.
        WhatsApp
        Alamat Email
        E-mail
        Tempat, Tanggal Lahir
        Tgl Lahir
        TTL
        NPWP
        Nomor Paspor
        Pemohon
        Nama Petugas
        Full Name
        applicant name
        Company Name
        Phone Number
        Mobile Phone
        Email Address
        Date of Birth
        Home Address
    """),
)
def test_a_header_of_words_about_a_person_is_personal(header):
    assert is_personal(header)


@pytest.mark.parametrize(
    "header",
    [
        "",
        *lines("""
            Nama Layanan
            nama_instansi
            Nama Izin
            Nama Dokumen
            Nama Gampong
            Alamat Instansi
            Alamat Kantor
            Nomor Permohonan
            No. Registrasi
            No
            Tanggal
            Tanggal Permohonan
            Jumlah Pemohon
            Jenis Kelamin
            Umur
            Kelompok Umur
            Pendidikan
            Jenis Usaha
            NIB
            Klinik
            Layanan Elektronik
            Teknik
            Unik
            Kab Kota
            Kecamatan
            KTP
            Perilaku Petugas
            Keterangan
            Waktu Selesai
            Service Name
            Agency Address
            Status
            Kode Wilayah
        """),
    ],
)
def test_a_header_with_any_other_word_is_harmless(header):
    assert not is_personal(header)


def test_no_declared_header_or_alias_is_personal():
    declared = [name for k in names() for c in kind(k).columns for name in (c.header, c.name, *c.aliases)]
    assert [name for name in declared if is_personal(name)] == []


def test_a_mapped_column_is_not_dropped_by_its_name():
    headers = ("No. Registrasi", "Nama Pemohon", "NIK", "Jenis Izin", "No HP")
    assert personal_headers(headers, set()) == (1, 2, 4)
    assert personal_headers(headers, {0, 2}) == (1, 4)


@given(st.text(max_size=60), st.sampled_from(["nama", "nik", "no hp"]))
def test_any_header_is_judged_and_a_personal_one_stays_so_however_it_is_decorated(text, core):
    assert is_personal(text) in (True, False)
    assert is_personal(f"  *{core.upper()}* ")


def test_a_very_long_header_is_judged_at_once():
    assert not is_personal("nohpnama" * 100_000 + "x"), "a search that grows with the square would not end"


# --- one text by hand


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        # NIK and No KK
        (f"NIK {MAN}", "nik"),
        (f"nik:{WOMAN}.", "nik"),
        ("1171 0141 0190 0001", "nik"),
        ("117101-410190-0001", "nik"),
        ("117101 – 410190 – 0001", "nik"),
        ("11.71.01.410190.0001", "nik"),
        ("11.71.01.41.01.90.0001", "nik"),
        ("1.171.014.101.900.001", "nik"),
        ("1 1 7 1 0 1 4 1 0 1 9 0 0 0 0 1", "nik"),
        ("1,17101E+15", "nik"),
        ("1.171014101900001e15", "nik"),
        (f"{WOMAN}.0", "nik"),
        (f"SKCK/{WOMAN}/XI/2026", "nik"),
        ("1171014101900000", ""),  # no serial number
        ("2071014101900001", ""),  # no such province
        ("1100014101900001", ""),  # no such regency
        ("1171013201900001", ""),  # no such day
        ("1171017201900001", ""),  # nor such a woman's day
        ("1171014113900001", ""),  # no such month
        (f"{WOMAN}2", ""),  # seventeen digits
        (f"9{WOMAN}", ""),
        ("2026110100000123", ""),
        ("2,02611E+15", ""),
        ("SK-PBG-117102-01112026-01", ""),
        # telephone
        (PHONE, "phone"),
        ("hp 0812-0000-0000", "phone"),
        ("0812 0000 0000", "phone"),
        ("0812.0000.0000", "phone"),
        ("(0812) 0000 0000", "phone"),
        ("+62 812-0000-0000", "phone"),
        ("+62812000000", "phone"),
        ("62 812 0000 0000", "phone"),
        ("wa.me/6281200000000", "phone"),
        ("+62 (651) 000 0000", "phone"),
        ("0895000000000", "phone"),  # thirteen digits
        ("0812220000000", ""),  # an NIB of 8 December 2022
        ("0801000000", ""),  # no such operator
        ("08120000", ""),
        ("pukul 08.15 - 10.30", ""),
        ("08-12-2026 08.15", ""),
        ("2026-08-12 08:15:00", ""),
        ("Rp 8.120.000.000", ""),
        # e-mail
        ("contoh@example.com", "email"),
        ("surat ke contoh.nama @ example.co.id ya", "email"),
        ("10 berkas @ Rp 5.000", ""),
        ("@mpp", ""),
        # names
        ("Bpk. Fulan sangat ramah", "name"),
        ("BPK. FULAN", "name"),
        ("dilayani Ibu Fulanah", "name"),
        ("terima kasih Pak Fulan", "name"),
        ("Sdr. Fulan bin Fulan", "name"),
        ("a.n. FULAN", "name"),
        ("an. Fulan", "name"),
        ("atas nama Fulan", "name"),
        ("Bapak H. Fulan", "name"),
        ("Nama: Fulan", "name"),
        ("Bapak Kepala Dinas dan Ibu Petugas", ""),
        ("a.n. Kepala DPMPTSP", ""),
        ("atas nama Pemerintah Aceh", ""),
        ("a.n. PT Contoh", ""),
        ("ruang untuk Ibu Hamil dan ibu menyusui", ""),
        ("Ibu kota kabupaten", ""),
        ("Terima kasih Bapak. Pelayanan baik", ""),
        ("BAPAK DAN IBU SANGAT RAMAH", ""),
        ("temuan BPK Perwakilan Aceh", ""),
        ("Nama layanan tidak jelas", ""),
        ("jalan-jalan bersama bu guru", ""),
        ("RSUD Teungku Contoh", ""),
        # addresses
        ("Jl. Contoh No. 5", "address"),
        ("JL CONTOH NO 5", "address"),
        ("Jalan Contoh Lr. Mawar", "address"),
        ("Jln. Contoh, Gampong Contoh", "address"),
        ("Dusun Contoh, Gp. Contoh", "address"),
        ("Gampong Contoh Dusun Contoh", "address"),
        ("RT 01/RW 02", "address"),
        ("rt/rw 001/002", "address"),
        ("macet di Jl. Contoh", ""),  # where something is
        ("jalan rusak no 1 di kota", ""),
        ("Gampong Contoh belum punya akses", ""),
        ("server down, mohon sabar", ""),
        # together
        (f"Bpk. Fulan {PHONE} {WOMAN}", "nik phone name"),
        ("1171 0851 0190 0001", "nik"),  # and no telephone 0851 0190 0001
        ("", ""),
    ],
)
def test_a_text_and_what_is_found_in_it(text, rules):
    expected = {f"personal_{rule}" for rule in rules.split()}
    assert set(patterns_in(text)) == expected
    assert found_in_free_text([text or None]) == ({0: set(rules.split())} if rules else {}), "DuckDB says the same"


PIECES = st.sampled_from(
    [
        *"0123456789.,-/:()@+ \n\u00a0–",
        *("1171", "0141", "410190", "0001", MAN, WOMAN, "08", "62", "+62", PHONE, "0812", "E+15", "1,17"),
        *("Bpk.", "Ibu ", "Fulan", "a.n. ", "Kepala", "nama", "x@y.id"),
        *("Jl. ", "No. 5", "Dusun ", "Gampong ", "RT", "RW"),
        *("é", "Ⅷ", "٣", "İ", "ſ", "😀"),
    ]
)


@settings(max_examples=40)
@given(st.lists(st.lists(PIECES, max_size=14).map("".join), min_size=1, max_size=40))
def test_python_and_duckdb_read_the_patterns_alike(texts):
    cells = [text or None for text in texts]
    plain = {i: {rule.removeprefix("personal_") for rule in patterns_in(text)} for i, text in enumerate(texts)}
    assert found_in_free_text(cells) == {i: rules for i, rules in plain.items() if rules}


# --- variants of writing


def drawn_number(rng, province=None, first_year=1950, last_year=2008):
    """A made-up NIK: any province, district and day; half of them women's."""
    region = f"{province or rng.choice(PROVINCES)}{rng.choice([*range(1, 19), 71, 72, 73]):02}{rng.randint(1, 40):02}"
    day = rng.randint(1, 28) + 40 * rng.randint(0, 1)
    year = rng.randint(first_year, last_year) % 100
    return f"{region}{day:02}{rng.randint(1, 12):02}{year:02}{rng.randint(1, 60):04}"


GROUPS = [(16,), (6, 6, 4), (4, 4, 4, 4), (6, 10), (12, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (1, 3, 3, 3, 3, 3)]


@given(
    st.randoms(use_true_random=False).map(drawn_number),
    st.sampled_from(GROUPS),
    st.sampled_from([" ", "-", ".", " - ", "\u00a0", "–"]),
    st.sampled_from(["", "NIK: ", "nik", "'", "(", "No. KTP/"]),
    st.sampled_from(["", ".", ")", " dan lain-lain", "\n"]),
)
def test_an_identity_number_is_found_however_it_is_grouped(number, groups, mark, before, after):
    mark = "." if groups[0] == 1 else mark
    starts = [sum(groups[:i]) for i in range(len(groups))]
    written = mark.join(number[start : start + size] for start, size in zip(starts, groups, strict=True))
    assert "personal_nik" in patterns_in(before + written + after)


@given(
    st.sampled_from(["0", "62", "+62", "+62 ", "+62-", "62 ", "(+62) ", "(+62)-", "(62)", "+62 (0)", "620"]),
    st.from_regex(r"8(1[1-9]|2[1-3]|3[1238]|5[1-9]|7[789]|8[1-9]|9[5-9])[0-9]{7,8}", fullmatch=True),
    st.sampled_from([" ", "-", ".", "", " - ", "\u00a0"]),
    st.sampled_from(["", "hp ", "WA:", "hubungi/"]),
    st.sampled_from(["", ".", " (aktif)", "/"]),
)
def test_a_telephone_number_is_found_however_it_is_grouped(country, number, mark, before, after):
    written = country + mark.join((number[:3], number[3:7], number[7:]))
    assert patterns_in(before + written + after) == ("personal_phone",)


MOMENTS = (
    "%d/%m/%Y",
    "%d-%m-%Y %H.%M",
    "%d.%m.%Y %H.%M",
    "%d/%m/%Y %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M+07:00",
)
GLUED = ("%Y%m%d%H%M%S", "%d%m%Y%H%M", "%y%m%d%H%M")


@settings(max_examples=15)
@given(st.lists(st.datetimes(datetime(2010, 1, 1), datetime(2039, 12, 31)), min_size=1, max_size=30))
def test_no_way_of_writing_a_moment_is_personal(moments):
    columns = [[f"{moment:{form}}" for moment in moments] for form in MOMENTS + GLUED]
    for column_type in ("moment", "text"):
        declared = {f"c{i}": column_type for i in range(len(columns))}
        assert find(connection(*columns), ["kolom"] * len(columns), declared, []) == []
    texts = [text for column in columns[: len(MOMENTS)] for text in column]
    assert [text for text in texts if patterns_in(text)] == []


# --- columns of numbers


def numberings():
    """How offices number applications with sixteen digits (or like a telephone): 1,500 of each kind."""
    rng, rows = random.Random(3), range(1500)
    day = [(rng.randint(1, 28), rng.randint(1, 12), rng.choice([2024, 2025, 2026])) for _ in rows]
    return {
        "drawn": [str(rng.randrange(10**15, 10**16)) for _ in rows],
        "region, YYYYMMDD": [f"1171{y}{m:02}{d:02}{i:04}" for i, (d, m, y) in enumerate(day, 1)],
        "district, DDMMYY": [f"117101{d:02}{m:02}{y % 100}{i:04}" for i, (d, m, y) in enumerate(day, 1)],
        "district, YYMMDD": [f"117101{y % 100}{m:02}{d:02}{i:04}" for i, (d, m, y) in enumerate(day, 1)],
        "district, YYMM": [f"117101{y % 100}{m:02}{i:06}" for i, (_, m, y) in enumerate(day, 1)],
        "region, YYMMDD": [f"1171{y % 100}{m:02}{d:02}{i:06}" for i, (d, m, y) in enumerate(day, 1)],
        "region, YYMMDD of one week": [f"11712611{1 + i % 6:02}{i:06}" for i in rows],
        "region, YYYY": [f"1171{y}{i:08}" for i, (_, _, y) in enumerate(day, 1)],
        "district, YYYY": [f"117103{y}{i:06}" for i, (_, _, y) in enumerate(day, 1)],
        "region and serial": [f"1171{i:012}" for i in rows],
        "DDMMYYYY and time": [f"{d:02}{m:02}{y}{8 + i % 8:02}{i % 60:02}0000" for i, (d, m, y) in enumerate(day)],
        "with a word before": [f"REG-1171{y}{m:02}{d:02}{i:04}" for i, (d, m, y) in enumerate(day, 1)],
        "08, month, year": [f"08{m:02}{y}{i:04}" for i, (_, m, y) in enumerate(day, 1)],
        "0811 and serial": [f"0811{i:08}" for i in rows],
        "NIB": [f"{d:02}{m:02}{y % 100}{i:07}" for i, (d, m, y) in enumerate(day, 1)],
        "REG, month, year": [f"REG-08{m:02}-{y}-{i:05}" for i, (_, m, y) in enumerate(day, 1)],
    }


@pytest.mark.parametrize("numbering", numberings())
def test_a_column_of_application_numbers_is_left_alone(numbering):
    assert found(numberings()[numbering]) == {}


def test_one_in_ninety_drawn_numbers_has_the_shape_which_is_why_the_column_is_asked():
    rng = random.Random(5)
    shaped = sum(bool(re.search(national_ids.nik(), str(rng.randrange(10**15, 10**16)))) for _ in range(40_000))
    assert 0.008 < shaped / 40_000 < 0.014


def test_nine_in_ten_identity_numbers_cannot_be_a_numbering():
    rng = random.Random(5)
    drawn = [drawn_number(rng) for _ in range(5000)]
    assert all(re.search(national_ids.nik(), number) for number in drawn)
    assert sum(not re.fullmatch(national_ids.A_DAY_INSTEAD, number) for number in drawn) / 5000 > 0.9


def test_a_column_that_holds_identity_numbers_is_found_whole():
    rng = random.Random(7)
    assert len(found([drawn_number(rng, "11") for _ in range(1500)])) == 1500


@pytest.mark.parametrize("numbering", ["REG-2026-{:06}", "1171202611{:06}"])
def test_a_few_identity_numbers_among_application_numbers_are_found_and_nothing_else(numbering):
    rng = random.Random(11)
    numbers = [numbering.format(i) for i in range(900)] + [drawn_number(rng) for _ in range(100)]
    rows = found(numbers)
    assert min(rows) >= 900, "no application number is refused"
    assert len(rows) >= 90, "nine in ten are found even where the numbering looks alike"
    if "REG" in numbering:
        assert len(rows) == 100, "and all of them where it does not"


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        (WOMAN, "nik"),
        (MAN, "nik"),
        ("1171 0141 0190 0001", "nik"),
        ("1,17101E+15", "nik"),
        ("1171202611010001", ""),  # region and 1 November 2026, or a man's of 26-11-1901
        ("1171012611200001", ""),  # district and 26 November 2020
        ("1234567890123456", ""),
        (PHONE, "phone"),
        (f"HP {PHONE}", "phone"),
        (f"REG-{PHONE}", ""),
        ("REG-0812-2026-00012", ""),
        ("081220260012", ""),  # December 2026
        ("contoh@example.com", "email"),
        ("Bpk. Fulan", ""),  # names and addresses are sought in free text only
        ("Jl. Contoh No. 5", ""),
    ],
)
def test_a_number_alone_in_its_column_must_be_certain(number, rules):
    assert found([number]) == ({0: set(rules.split())} if rules else {})


def test_a_column_of_telephone_numbers_is_found_and_one_that_begins_alike_is_a_numbering():
    rng = random.Random(13)
    phones = [f"08{rng.choice('125')}{rng.randint(1, 9)}{rng.randrange(10**8):08}" for _ in range(500)]
    assert len(found(phones)) / 500 > 0.99
    assert found([f"0852{i:08}" for i in range(500)]) == {}


@pytest.mark.parametrize("column_type", ["region", "choice", "money", "count", "score", "moment", "date", "service"])
def test_a_personal_number_is_found_in_a_column_of_every_type(column_type):
    assert found([WOMAN, "selesai", PHONE, None], column_type) == {0: {"nik"}, 2: {"phone"}}


# --- a whole file


HEADERS = ("Nomor Permohonan", "Nama Pemohon", "Catatan", "Kontak", "Referensi", "Lain")


def register():
    return connection(
        ["R-1", "R-2", WOMAN],
        ["Fulan", "Fulanah", "Contoh"],
        ["baik", f"hubungi Bpk. Fulan {PHONE}", None],
        [PHONE, PHONE, None],
        ["A-1", "contoh@example.com", None],
        ["x", None, None],
    )


def test_places_are_told_in_the_order_of_the_file_and_dropped_columns_are_not_looked_into():
    assert find(register(), HEADERS, {"c0": "text"}, ["c1", "c2", "c3"]) == [
        (3, "c2", "personal_name"),
        (3, "c2", "personal_phone"),
        (4, "c0", "personal_nik"),
    ]


def test_a_declared_column_is_looked_into_whatever_its_name():
    assert find(register(), HEADERS, {"c3": "text"}, []) == [
        (2, "c3", "personal_phone"),
        (3, "c3", "personal_phone"),
    ]


def test_undeclared_columns_with_personal_cells_are_named_once():
    assert undeclared_columns(register(), HEADERS, {"c0": "text"}) == (2, 4)
    assert undeclared_columns(register(), HEADERS, {"c0": "text"}, ["c2"]) == (4,)
    assert undeclared_columns(register(), HEADERS, {f"c{i}": "text" for i in range(6)}) == ()


def test_no_columns_no_findings():
    assert find(register(), HEADERS, {}, []) == []


def test_no_value_leaves_by_result_error_or_table():
    secrets = (WOMAN, PHONE, "contoh@example.com", "Fulan")
    con = register()
    everything = {f"c{i}": "text" for i in range(6)}
    told = repr(find(con, HEADERS, everything, ["c2"])) + repr(undeclared_columns(con, HEADERS, {}))
    told += repr([patterns_in(secret) for secret in secrets])
    with pytest.raises(duckdb.Error) as broken:
        find(con, (*HEADERS, "tak ada"), {**everything, "c6": "text"}, [])
    told += str(broken.value)
    assert not [secret for secret in secrets if secret in told]
    assert con.execute("select table_name from duckdb_tables()").fetchall() == [("cells",)]


def test_two_hundred_thousand_rows_of_an_office_hold_no_suspect():
    con = duckdb.connect()
    con.execute("""
        create table cells as
        select i as row_no, 'REG-2026-' || i as c0, '11.71' as c1, 'DKC-01' as c2, 'langsung' as c3,
            strftime(timestamp '2026-01-01 08:00:00' + to_minutes(i), '%d/%m/%Y %H.%M') as c4, c4 as c5, c4 as c6,
            strftime(timestamp '2026-01-01 08:00:00' + to_minutes(i), '%d-%m-%Y %H.%M') as c7, c7 as c8,
            'selesai' as c9, '0' as c10, '0' as c11, null::varchar as c12, 'H04' as c13, 'Rp 350.000,-' as c14,
            'antrean panjang di loket ' || i as c15
        from range(200000) as t(i)
    """)
    declared = {f"c{i}": "moment" if 4 <= i <= 8 else "text" for i in range(15)}
    assert find(con, ["kolom"] * 16, declared, ["c15"]) == []


@settings(max_examples=200)
@given(st.from_regex(re.compile(patterns.PHONE_NUMBER, re.ASCII), fullmatch=True))
def test_no_telephone_number_is_passed_over_by_the_look_that_spares_the_rest(number):
    assert re.search(patterns.NUMBERS, number)


def test_a_running_number_is_spared_though_it_has_the_digits_of_a_mobile_line():
    assert not any(re.search(patterns.NUMBERS, f"UJI-1171-{i:08d}") for i in range(0, 1_000_000, 7))
