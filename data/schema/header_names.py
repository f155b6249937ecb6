"""Which header of a file names which column: our words, the same words abbreviated, and the questions of a survey."""

import re
from collections.abc import Sequence

from data.schema.kinds import Column

SHORT = {
    "tgl": "tanggal",
    "tggl": "tanggal",
    "no": "nomor",
    "nomer": "nomor",
    "jml": "jumlah",
    "jlh": "jumlah",
    "jum": "jumlah",
    "wkt": "waktu",
    "antrian": "antrean",
    "kab": "kabupaten",
    "prop": "provinsi",
    "prov": "provinsi",
}
"""The usual abbreviations and other spellings of single words."""
ASKED = {
    "persyaratan": ("persyaratan",),
    "prosedur": ("prosedur",),
    "waktu": ("kecepatanwaktu", "kecepatanpelayanan", "ketepatanwaktu", "waktupenyelesaian", "waktupelayanan"),
    "biaya": ("biaya", "tarif"),
    "produk": ("produk", "hasilpelayanan"),
    "kompetensi": ("kompetensi", "kemampuanpetugas"),
    "perilaku": ("perilaku", "kesopanan", "keramahan"),
    "pengaduan": ("pengaduan",),
    "sarana": ("sarana",),
}
"""What a question of the survey (PermenPANRB 14/2017) speaks of, so that it can only be this unsur."""
PERCENT = "persen"
UNIT = re.compile(r"\((?:berkas|orang|dokumen|permohonan|pemohon|izin|layanan|unit|buah|lembar|rp\.?|rupiah)\)", re.I)
"""What is counted, behind a header in brackets: `Permohonan Masuk (berkas)`."""
QUESTION = re.compile(r"bagaimana|menurutsaudara|menurutanda|menurutbapak|apakah")


def spelt(header: str) -> str:
    """A header as letters and digits, its abbreviations written out: `Tgl. Masuk` and `tanggal_masuk` are the same.

    A percent sign is a word: `Tepat Waktu (%)` counts nothing.
    """
    plain = UNIT.sub(" ", header).replace("%", f" {PERCENT} ")
    return "".join(SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", plain.lower()))


def names(column: Column) -> tuple[str, ...]:
    """Every spelt header by which a file may name a column, the surest first."""
    known = [spelt(name) for name in (column.header, column.name, *column.aliases, *column.fallback_aliases)]
    return tuple(dict.fromkeys(known + [name + PERCENT for name in known if column.type == "number"]))


def place(column: Column, headers: Sequence[str]) -> int | None:
    """Where the first of these spelt headers stands that names the column; None when none does."""
    for name in names(column):
        if name in headers:
            return headers.index(name)
    if column.type == "score":
        for i, header in enumerate(headers):
            if _unnumbered(header) in names(column) or asks_of(header) == column.name:
                return i
    return None


def asks_of(spelt_header: str) -> str | None:
    """The unsur that a question asks about; None where it is no question, or speaks of several."""
    question = _unnumbered(spelt_header)
    if not QUESTION.match(question):
        return None
    about = [unsur for unsur, words in ASKED.items() if any(word in question for word in words)]
    return about[0] if len(about) == 1 else None


def _unnumbered(spelt_header: str) -> str:
    """`U8. Penanganan pengaduan` says by its name which unsur it is, whatever its number."""
    return re.sub(r"^(?:u|unsur)?[1-9](?=[a-z])", "", spelt_header)
