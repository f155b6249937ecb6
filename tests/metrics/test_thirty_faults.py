"""What goes wrong when officials write targets.yaml and indicators.yaml: each fault has its line and its remedy."""

import re

import pytest

from access.identity.scope import EVERYTHING
from data.errors import CapaianError
from data.home import Home
from metrics.catalogue import indicators
from metrics.scorecard import score
from metrics.targets import in_force

GOAL = '- {from: "2026-01", value: 90, decree: SK 1}'
MINE = """\
mine:
  name: {id: Satu, en: One}
  why_it_matters: {id: Sebab, en: Because}
  demand: cepat
  unit: percent
  better: higher
  consolidation: weighted
  numerator: {completions: sum(n)}
  denominator: {completions: sum(n)}
  legal_basis: UU 25/2009
  owner: DPMPTSP
  reviewed_on: 2026-01-01
  next_review: 2027-01-01
"""
WAYS = "  numerator: {completions: sum(n)}\n  denominator: {completions: sum(n)}\n"


def goal(parts: str) -> str:
    """A second goal of on_time_rate, on line 3."""
    return f"on_time_rate:\n  {GOAL}\n  - {{{parts}}}\n"


def mine(old: str, new: str) -> str:
    """The indicator with something in it put differently."""
    assert old in MINE
    return MINE.replace(old, new)


# What is wrong: (content, line that must be named (None: the file as a whole), what is found, what to do).
TARGETS = {
    "a region's code without quotes": (
        goal('from: "2026-02", value: 90, regions: {11.10: 95}, decree: SK'),
        3, "kunci 11.10 tanpa tanda kutip terbaca sebagai bilangan 11.1", 'Tulis dengan tanda kutip: "11.10"',
    ),
    "a time as key without quotes": (
        goal('from: "2026-02", value: 90, regions: {7:30: 95}, decree: SK'),
        3, "kunci 7:30 tanpa tanda kutip terbaca sebagai bilangan 450", "tanda kutip",
    ),
    "a time as value": (
        "median_processing_minutes:\n" + '  - {from: "2026-01", value: 7:30, decree: SK}\n',
        2, "nilai 7:30 terbaca sebagai bilangan 450", "Tulis sebagai bilangan biasa",
    ),
    "an octal number": (
        goal('from: "2026-02", value: 010, decree: SK'), 3, "nilai 010 terbaca sebagai bilangan 8", "bilangan biasa",
    ),
    "the same key twice in a goal": (
        goal('from: "2026-02", value: 90, value: 91, decree: SK'), 3, 'kunci "value" sudah ditulis', "Satukan",
    ),
    "the same indicator twice": (
        goal('from: "2026-02", value: 91, decree: SK') + f"on_time_rate:\n  {GOAL}\n",
        4, 'kunci "on_time_rate" sudah ditulis di baris 1', "Satukan",
    ),
    "no, which YAML reads as false": (
        goal('from: "2026-02", value: no, decree: SK'), 3, "value: bukan bilangan", "Tulis seperti 90",
    ),
    "1e3, which YAML reads as text": (
        goal('from: "2026-02", value: 1e3, decree: SK'), 3, "value: bukan bilangan", "Tulis seperti 90",
    ),
    "a decimal comma": (
        goal('from: "2026-02", value: "92,5", decree: SK'), 3, "value: bukan bilangan", "87.5",
    ),
    "a thousand written with a dot": (
        "received:\n" + '  - {from: "2026-01", value: 1.000, decree: SK}\n',
        2, "jumlah ditulis bulat tanpa titik", "misalnya 1000",
    ),
    "an indicator nobody knows": ("on_time:\n  " + GOAL + "\n", 1, "indikator tidak dikenal", "Periksa ejaannya"),
    "no decree": (goal('from: "2026-02", value: 91'), 3, "decree: belum ditulis", "Tambahkan"),
    "a value outside its unit": (
        goal('from: "2026-02", value: 920, decree: SK'), 3, "nilai di luar 0 sampai 200", "Periksa satuannya",
    ),
    "a reversed range": (
        goal('from: "2026-02", range: [90, 80], decree: SK'), 3, "batas bawah range melebihi", "Tukar keduanya",
    ),
    "a reversed range of a region": (
        goal('from: "2026-02", regions: {"11.71": [90, 80]}, decree: SK'),
        3, "regions.11.71: batas bawah range melebihi", "Tukar keduanya",
    ),
    "a path that ends before it begins": (
        goal('from: "2026-02", value: 80, path: {to: 95, by: "2026-01"}, decree: SK'),
        3, "by (2026-01) harus sesudah from (2026-02)", "Perbaiki bulannya",
    ),
    "a path of one step only": (
        goal('from: "2026-02", value: 80, path: {to: 95, by: "2026-03", shape: steps}, decree: SK'),
        3, "masih satu anak tangga", "Pilih bulan yang lebih akhir",
    ),
    "a path without a beginning": (
        goal('from: "2026-02", range: [80, 90], path: {to: 95, by: "2026-12"}, decree: SK'),
        3, "path memerlukan value", "Tambahkan value",
    ),
    "two goals from the same month": (
        goal('from: "2026-01", value: 91, decree: SK'), 3, "dua target mulai 2026-01", "Sisakan satu",
    ),
    "an unknown region": (
        goal('from: "2026-02", regions: {"11.99": 95}, decree: SK'),
        3, "wilayah 11.99 tidak dikenal", "Periksa kodenya",
    ),
    "an unknown service": (
        goal('from: "2026-02", services: {PTS-99: 95}, decree: SK'),
        3, "layanan PTS-99 tidak dikenal", "services.csv",
    ),
    "a negative weight": (
        goal('from: "2026-02", value: 91, weight: -1, decree: SK'), 3, "weight tidak boleh kurang dari 0", "Tulis 0",
    ),
    "a year's target of a share": (
        goal('from: "2027-01", value: 91, per: year, decree: SK'), 3, "per hanya untuk jumlah", "Hapus",
    ),
    "a year that begins in March": (
        "received:\n" + '  - {from: "2026-03", value: 9, per: year, decree: SK}\n',
        2, "per: year dimulai pada bulan pertamanya", "Perbaiki from",
    ),
    "a target that ends and goes on": (
        goal('from: "2026-02", value: 91, ends: true, decree: SK'), 3, "ends berarti tanpa target", "hapus ends",
    ),
    "a misspelt key": (
        goal('from: "2026-02", value: 91, nomor: SK 1, decree: SK'), 3, "nomor: tidak dikenal", "Perbaiki ejaannya",
    ),
    "a month that is none": (
        goal('from: "2026-13", value: 91, decree: SK'), 3, "from: bulan tidak dapat dibaca", '"2026-01"',
    ),
    "tabs": ("on_time_rate:\n\t- {}\n", 2, "susunan YAML tidak dapat dibaca", "bukan tab"),
    "another encoding": (b"# caf\xe9\n", None, "bukan teks UTF-8", "Simpan ulang sebagai UTF-8"),
    "a bomb of references": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 2, "rujukan (*) tidak dipakai", "Tulis isinya utuh",
    ),
    "an empty file": ("", 1, "belum ada target", "Tulis satu bagian"),
    "a list in place of sections": ("- 90\n", 1, "belum ada target", "Tulis satu bagian"),
}  # fmt: skip
INDICATORS = {
    "no English name": (mine(", en: One", ""), 2, "name: tulis dalam dua bahasa", "{id: …, en: …}"),
    "an unknown stream": (
        mine("numerator: {completions", "numerator: {selesai"), 1, "aliran selesai tidak dikenal", "Pilih",
    ),
    "SQL that does not parse": (
        mine("numerator: {completions: sum(n)", "numerator: {completions: sum(n"),
        1, "SQL bukan satu ungkapan", "Tulis satu ungkapan",
    ),
    "a column the stream lacks": (
        mine("numerator: {completions: sum(n)", "numerator: {completions: sum(jumlah)"),
        1, "SQL tidak dapat dijalankan", "Perbaiki",
    ),
    "no denominator": (
        mine("  denominator: {completions: sum(n)}\n", ""), 1, "satuan lain memerlukan denominator", "denominator",
    ),
    "neither numerator nor quantile": (mine(WAYS, ""), 1, "tulis tepat satu dari numerator", "quantile"),
    "a word of its own for consolidation": (
        mine("consolidation: weighted", "consolidation: average"), 7, "consolidation: pilihan tidak dikenal", "Pilih",
    ),
    "a review before the last one": (
        mine("next_review: 2027-01-01", "next_review: 2025-01-01"), 1, "next_review tidak boleh sebelum", "Perbaiki",
    ),
    "an unknown unit": (mine("unit: percent", "unit: persen"), 5, "unit: pilihan tidak dikenal", "Pilih 'percent'"),
    "a quantile of more than all": (
        mine(WAYS, "  quantile: {stream: completions, value: working_days, of: 1.5}\n"),
        8, "quantile.of: harus kurang dari 1", "Perbaiki",
    ),
    "a day that is none": (
        mine("reviewed_on: 2026-01-01", "reviewed_on: 2026-06-31"), 12, "berbentuk tanggal", "Perbaiki",
    ),
    "a formula over nothing known": (
        mine(WAYS, "  formula: {times: 25, mean_of: [nix]}\n"), 8, "indikator nix tidak ada", "Periksa ejaannya",
    ),
}  # fmt: skip
FAULTS = [("targets.yaml", *case) for case in TARGETS.items()] + [
    ("indicators.yaml", *case) for case in INDICATORS.items()
]


@pytest.mark.parametrize(("name", "fault", "told"), FAULTS, ids=[f"{name} {fault}" for name, fault, _ in FAULTS])
def test_a_fault_is_one_line_with_its_place_what_was_found_and_what_to_do(tmp_path, name, fault, told):
    content, line, finding, remedy = told
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    home = Home(tmp_path)
    with pytest.raises(CapaianError) as refused:
        known = indicators.load(home)
        in_force.load(home, known)
        score.score(home, EVERYTHING, "2026-03", indicators=["mine"])  # SQL is only read when it is asked
    message = str(refused.value)
    assert message.startswith(f"{name}, baris {line}" if line else f"{name}: ")
    assert finding in message and remedy in message
    assert "\n" not in message and re.search(r'[.!"]$', message)
    if name == "targets.yaml":
        assert refused.value.message("en").startswith(f"{name}, line {line}" if line else f"{name}: ")


def test_there_are_thirty_of_them_and_more():
    assert len(FAULTS) >= 30
