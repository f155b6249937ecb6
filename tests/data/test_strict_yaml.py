"""Strict YAML: what would surprise an official is refused, with file, line, finding and remedy."""

from datetime import date
from typing import Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import SetupError
from data.settings import yaml_models, yaml_reader


@pytest.fixture
def targets(tmp_path):
    """Writes targets.yaml and gives its path."""

    def write(content):
        path = tmp_path / "targets.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


def refusal(path, read=yaml_reader.load):
    with pytest.raises(SetupError) as refused:
        read(path)
    assert "\n" not in str(refused.value), "an error is one line"
    return str(refused.value)


GOOD = """\
# goals
on_time_rate:
  - {from: "2024-01", value: 90, decree: "SK 1"}
  - from: "2026-01"
    value: 92.5
    regions: {"11.71": 95, "11.10": 93}
"7:30": ["08.00", 08:00]
"""


def test_quoted_keys_keep_their_spelling(targets):
    content = yaml_reader.load(targets(GOOD))
    assert content["on_time_rate"][1]["regions"] == {"11.71": 95, "11.10": 93}
    assert content["7:30"] == ["08.00", "08:00"]


def test_values_stay_as_yaml_reads_them(targets):
    path = targets("a: no\nb: 1e3\nc: 11.10\nd: 2026-03-19\ne: 7:30\nf:\ng: '11.10'\n")
    assert yaml_reader.load(path) == {
        "a": False,
        "b": "1e3",
        "c": 11.1,
        "d": date(2026, 3, 19),
        "e": 450,
        "f": None,
        "g": "11.10",
    }


def test_lines_names_the_line_of_every_key_and_item(targets):
    assert yaml_reader.lines(targets(GOOD)) == {
        (): 1,
        ("on_time_rate",): 2,
        ("on_time_rate", 0): 3,
        ("on_time_rate", 0, "from"): 3,
        ("on_time_rate", 0, "value"): 3,
        ("on_time_rate", 0, "decree"): 3,
        ("on_time_rate", 1): 4,
        ("on_time_rate", 1, "from"): 4,
        ("on_time_rate", 1, "value"): 5,
        ("on_time_rate", 1, "regions"): 6,
        ("on_time_rate", 1, "regions", "11.71"): 6,
        ("on_time_rate", 1, "regions", "11.10"): 6,
        ("7:30",): 7,
        ("7:30", 0): 7,
        ("7:30", 1): 7,
    }


@pytest.mark.parametrize("content", ["", "\n", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_none(targets, content):
    path = targets(content)
    assert yaml_reader.load(path) is None
    assert yaml_reader.lines(path) == {(): 1}


def test_a_byte_order_mark_is_not_part_of_the_first_key(targets):
    assert yaml_reader.load(targets(b"\xef\xbb\xbfon_time_rate: 1\n")) == {"on_time_rate": 1}


@pytest.mark.parametrize(
    ("key", "read_as"),
    [
        ("11.10", "bilangan 11.1"),
        ("11.71", "bilangan 11.71"),
        ("7:30", "bilangan 450"),
        ("7:30.5", "bilangan 450.5"),
        ("11", "bilangan 11"),
        ("011", "bilangan 9"),
        ("1_000", "bilangan 1000"),
        ("1.5e+3", "bilangan 1500.0"),
        (".inf", "bilangan inf"),
        ("no", "ya/tidak false"),
        ("Off", "ya/tidak false"),
        ("on", "ya/tidak true"),
        ("2026-03-19", "tanggal 2026-03-19"),
    ],
)
def test_an_unquoted_key_that_yaml_would_read_otherwise_is_refused(targets, key, read_as):
    path = targets(f"on_time_rate:\n  - regions:\n      {key}: 95\n")
    wanted = (
        f"targets.yaml, baris 3: kunci {key} tanpa tanda kutip terbaca sebagai {read_as}. "
        f'Tulis dengan tanda kutip: "{key}".'
    )
    assert refusal(path) == wanted
    assert refusal(path, yaml_reader.lines) == wanted


@pytest.mark.parametrize("key", ["~", "null", "<<", "="])
def test_other_keys_that_are_not_text_are_refused(targets, key):
    expected = f'targets.yaml, baris 2: kunci "{key}" tidak dapat dipakai. Tulis di dalam tanda kutip.'
    assert refusal(targets(f"a: 1\n{key}: {{b: 2}}\n")) == expected


def test_a_key_that_is_a_list_is_refused(targets):
    assert refusal(targets("a: 1\n? [b, c]\n: 2\n")).startswith("targets.yaml, baris 2: kunci harus berupa satu kata")


def is_plain_text(key):
    """Whether PyYAML itself reads the unquoted key as the very text that was written."""
    try:
        return yaml.safe_load(f"{key}: 1") == {key: 1}
    except (yaml.YAMLError, ValueError):
        return False


@settings(max_examples=300)
@given(st.from_regex(r"[0-9+.:_eE~<-]{1,8}", fullmatch=True))
def test_an_unquoted_key_is_either_the_text_that_was_written_or_refused(tmp_path_factory, key):
    path = tmp_path_factory.getbasetemp() / "targets.yaml"
    path.write_text(f"{key}: 1\n", encoding="utf-8")
    if is_plain_text(key):
        assert yaml_reader.load(path) == {key: 1}
    else:
        refusal(path)


def test_a_key_written_twice_is_refused_and_both_lines_are_named(targets):
    path = targets('a: 1\n"b": 2\nc: {}\nb: 3\n')
    assert refusal(path) == 'targets.yaml, baris 4: kunci "b" sudah ditulis di baris 2. Satukan keduanya.'
    assert refusal(targets("a: [{b: 1, b: 2}]\n")).startswith('targets.yaml, baris 1: kunci "b" sudah ditulis')


@pytest.mark.parametrize(
    ("content", "line", "finding", "remedy"),
    [
        ("a: 1\n\tb: 2\n", 2, "susunan YAML tidak dapat dibaca", "Periksa spasi di awal baris (bukan tab)"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "susunan YAML tidak dapat dibaca", "kurung"),
        ('a: 1\nb: "x\n', 3, "susunan YAML tidak dapat dibaca", "tanda kutip"),
        ("a: 1\n---\nb: 2\n", 2, "susunan YAML tidak dapat dibaca", "Periksa"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "susunan YAML tidak dapat dibaca", "Periksa"),
        ("a: 1\nb: 2026-02-30\n", 2, "nilai ini berbentuk tanggal atau bilangan, tetapi tidak ada", "Perbaiki"),
        ("a: &x {b: 1}\nc: *x\n", 2, "rujukan (*) tidak dipakai di sini", "Tulis isinya utuh."),
        ("a: 1\nb: \x07\n", 2, "ada tanda yang tidak dapat dibaca", "Hapus tanda itu."),
        ("a: " + "[" * 3000, 1, "susunan YAML tidak dapat dibaca", "kurung"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(targets, content, line, finding, remedy):
    message = refusal(targets(content))
    assert message.startswith(f"targets.yaml, baris {line}: {finding}")
    assert remedy in message


def test_a_file_that_is_missing_or_not_utf8_says_what_to_do(targets, tmp_path):
    assert refusal(tmp_path / "none.yaml") == ("none.yaml: berkas tidak dapat dibuka. Periksa nama dan izin bacanya.")
    assert refusal(targets("a: Lhokseumawé\n".encode("cp1252"))) == (
        "targets.yaml: bukan teks UTF-8. Simpan ulang sebagai UTF-8."
    )


# --- from YAML to a model ---------------------------------------------------------------------------------------------


class Goal(yaml_models.Strict):
    value: float
    since: yaml_models.Day
    decree: yaml_models.Text
    better: Literal["higher", "lower"] = "higher"
    months: int = 12
    remarks: tuple[str, ...] = ()
    official: bool = True


class Goals(yaml_models.Strict):
    goals: dict[str, Goal]


def test_a_good_file_becomes_a_model(targets):
    path = targets(
        'goals:\n  "11.71": {value: 90, since: 2026-01-01, decree: SK 1}\n'
        '  b: {value: 1e3, since: "2026-01-02", decree: " SK "}\n'
    )
    goals = yaml_models.parse(path, Goals).goals
    assert goals["11.71"] == Goal(value=90.0, since=date(2026, 1, 1), decree="SK 1")
    assert (goals["b"].value, goals["b"].since, goals["b"].decree) == (1000.0, date(2026, 1, 2), "SK")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("value:", "value: harus berupa bilangan dengan titik desimal. Perbaiki."),
        ("value: '92,5'", "value: harus berupa bilangan dengan titik desimal. Perbaiki."),
        ("since: 20260101", "since: tanggal tidak dapat dibaca. Tulis seperti 2026-03-19."),
        ("since: 01/02/2026", "since: tanggal tidak dapat dibaca. Tulis seperti 2026-03-19."),
        ("since: 2026-01-01 08:00:00", "since: tanggal tidak dapat dibaca. Tulis seperti 2026-03-19."),
        ("decree: no", "decree: terbaca bukan sebagai teks. Tulis di dalam tanda kutip."),
        ("decree: 11.10", "decree: terbaca bukan sebagai teks. Tulis di dalam tanda kutip."),
        ("decree: '  '", "decree: masih kosong. Isi."),
        ("better: high", "better: pilihan tidak dikenal. Pilih 'higher' atau 'lower'."),
        ("months: 1.5", "months: harus berupa bilangan bulat. Perbaiki."),
        ("months: many", "months: harus berupa bilangan bulat. Perbaiki."),
        ("remarks: one", "remarks: harus berupa daftar (tiap butir diawali tanda -). Perbaiki."),
        ("official: maybe", "official: harus true atau false. Perbaiki."),
        ("oficial: true", "oficial: tidak dikenal. Perbaiki ejaannya, atau hapus."),
    ],
)
def test_what_does_not_fit_is_told_with_its_line_and_remedy(targets, cell, message):
    rest = {"value": "90", "since": "2026-01-01", "decree": "SK 1"}
    name = cell.split(":")[0]
    lines = [f"    {key}: {value}" for key, value in rest.items() if key != name]
    path = targets("\n".join(["goals:", '  "11.71":', f"    {cell}", *lines, ""]))
    told = refusal(path, lambda read: yaml_models.parse(read, Goals))
    assert told == f"targets.yaml, baris 3, bagian goals.11.71.{message}"


def test_a_missing_key_is_told_at_the_line_of_what_lacks_it(targets):
    path = targets("goals:\n  a: {value: 90, since: 2026-01-01, decree: SK}\n  b: {value: 90, decree: SK}\n")
    told = refusal(path, lambda read: yaml_models.parse(read, Goals))
    assert told == "targets.yaml, baris 3, bagian goals.b.since: belum ditulis. Tambahkan."


@pytest.mark.parametrize("content", ["", "- a\n", "goals\n"])
def test_a_file_of_another_shape_is_refused(targets, content):
    told = refusal(targets(content), lambda read: yaml_models.parse(read, Goals))
    assert told == "targets.yaml, baris 1, bagian teratas: harus berupa pasangan kunci: nilai. Perbaiki."
