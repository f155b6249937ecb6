"""What personal data looks like: patterns written once, for DuckDB's RE2 and for Python's `re` alike.

So no look-arounds and no back-references; `[0-9]` instead of `\\d`, which in Python takes digits of every script; and
a border is a character of the match. What a pattern must not be misled by is taken out of the text before.
"""

import functools
import re
from dataclasses import dataclass

from data.privacy import national_ids

GAP = f"[(){national_ids.SEPARATORS}]{{0,3}}"
"""What may stand between two digits of a telephone number."""
COUNTRY = rf"62{GAP}(?:0{GAP})?"
"""Many keep the zero after it: +62 (0)812."""

PHONE_NUMBER = (
    # Mobile: 10 to 12 digits; 13 only for the operators that issue them, since an NIB has 13 and may begin with 08.
    rf"(?:\+?{COUNTRY}|0)8(?:[1-357-9][1-9](?:{GAP}[0-9]){{6,8}}|[389][1-9](?:{GAP}[0-9]){{9}})"
    # Any other line is recognised by the country code only.
    rf"|\+{COUNTRY}[2-79](?:{GAP}[0-9]){{7,10}}"
)
PHONE = rf"(?:^|[^0-9])({PHONE_NUMBER})(?:[^0-9]|$)"
PHONE_APART = rf"(?:^|[ :;,(=])({PHONE_NUMBER})(?:[ ,;).]|$)"
"""A telephone number that is not a piece of a longer number such as REG-0812-2026-00012."""
NOT_A_PHONE = "^081[12]20[1-3][0-9]"
"""Digits that rather say November or December of a year; for columns of numbers."""

EMAIL = r"[A-Za-z0-9._%+-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"

TITLE = r"(?:[Bb]pk|(?i:sdri|sdra|sdr))(?:\. *| +)|(?:BPK|(?i:tn|ny|nn))\. *|(?i:a\.n\.?|an\.|a/n) *"
ADDRESSED = r"(?i:bapak|ibu|saudara|saudari|pak|bu|atas nama) +"
LABEL = r"(?i:nama(?: lengkap| pemohon| pelapor| pasien)?) *[:=] *"
TITLES_BEFORE = r"(?:[A-Z][a-z]{0,2}\. ?){0,3}"
NAME = rf"(?:^|[^A-Za-z])(?:(?:{TITLE}|{LABEL}){TITLES_BEFORE}[A-Z][A-Za-z]|(?:{ADDRESSED}){TITLES_BEFORE}[A-Z][a-z])"
"""A form of address and a word with a capital; after a spelt-out one not all capitals, for many write whole answers so.

BPK without a dot is the audit board. Acehnese titles (Teungku, Teuku, Cut) are not used: streets bear them too.
"""
OFFICE = (
    rf"(?:{TITLE}|{ADDRESSED}|{LABEL})(?i:kepala|camat|bupati|wali ?kota|gubernur|presiden|menteri|sekda|sekretaris"
    r"|kadis|kabid|kasi|kasubbag|lurah|keuchik|geuchik|kechik|imum|mukim|pimpinan|petugas|pegawai|staff?|operator"
    r"|satpam|security|polisi|guru|dokter|bidan|perawat|hakim|jaksa|direktur|direksi|ketua|pejabat|penjabat|plt|pj"
    r"|kapolres|kapolsek|kajari|dandim|rektor|kota|hamil|kandung|rumah|menyusui|tiri|angkat|bapak|bpk|ibu|pak|bu"
    r"|saudara|saudari|sdr|dan|atau|yang|untuk|dari|di|dinas|kantor|badan|kementerian|pemerintah|pemkab|pemko|negara"
    r"|pt|cv|ud|koperasi|yayasan|instansi|perusahaan|layanan|loket|mpp|mal|pemohon|pelapor|pengguna|pelanggan|warga"
    r"|masyarakat|semua|sekalian|orang|tua|anak|pkk|sendiri)(?:[^A-Za-z]|$)"
)
"""An office, a part in life or a body where a name would stand: no person is named."""

STREET = r"(?:(?i:jl|jln)(?:\. *| +)|Jalan +|JALAN +)[A-Z0-9]"
VILLAGE = r"(?i:gampong|gp|desa)(?:\. *| +)[A-Z]"
HAMLET = r"(?i:dusun|dsn)(?:\. *| +)[A-Z]"
HOUSE = r"(?i:no|nomor|rt|blok)(?:[.:] *| +)[0-9]|(?i:lorong|lrg|lr|gang|gg)(?:\. *| +)[A-Z0-9]"
ADDRESS = (
    rf"(?:^|[^A-Za-z])(?:{STREET}[^\n]{{1,60}}[^A-Za-z](?:{HOUSE}|{VILLAGE}|{HAMLET})"
    rf"|{HAMLET}[^\n]{{1,40}}[^A-Za-z](?:{VILLAGE})|{VILLAGE}[^\n]{{1,40}}[^A-Za-z](?:{HAMLET})"
    r"|(?i:rt)[ .]*[0-9]{1,3} *[/,-]? *(?i:rw)[ .]*[0-9]|(?i:rt */ *rw)[ .:]*[0-9])"
)
"""Two signs together; a street alone is where something is, not where somebody lives."""

NUMBERS = rf"@|\+62|(?:{COUNTRY}|0)8[1-357-9][1-9](?:{GAP}[0-9]){{6}}|{national_ids.ANYHOW}|[eE]\+?15"
"""A cell without this has no number of identity, telephone or e-mail address."""
WORDS = r"(?i:bapak|bpk|ibu|saudar|sdr|pak |bu |tn\.|ny\.|nn\.|an\.|a\.n|a/n|atas nama|nama|jl|jln|jalan|dusun|dsn|rt)"
"""A text without this names nobody and has no address."""


@dataclass(frozen=True)
class Sign:
    """One rule, the pattern that shows it in a text, and what is taken out of the text before."""

    rule: str
    pattern: str
    besides: str | None = None


@functools.cache
def signs() -> tuple[Sign, ...]:
    """Every rule for free text, the surest first."""
    return (
        Sign("personal_nik", national_ids.nik()),
        Sign("personal_phone", PHONE, besides=national_ids.any_number()),
        Sign("personal_email", EMAIL),
        Sign("personal_name", NAME, besides=OFFICE),
        Sign("personal_address", ADDRESS),
    )


def patterns_in(text: str) -> tuple[str, ...]:
    """The rules that a short text given by hand breaks: personal_nik, _phone, _email, _name, _address."""
    return tuple(sign.rule for sign in signs() if re.search(sign.pattern, _without(sign.besides, text)))


def _without(besides: str | None, text: str) -> str:
    return re.sub(besides, " ", text) if besides else text
