"""Everyday names of regions and services: what officials write for those of the tables, where it can mean one only."""

import re
from collections.abc import Iterable, Iterator, Sequence

from data.schema.kinds import fold

OFFICES = {"Kabupaten": ("pemerintahkabupaten", "pemkab", "kab"), "Kota": ("pemerintahkota", "pemko", "pemkot")}
"""How the government of a region of each type is called, before the region's own name."""
SHORT_REGIONS = {"Aceh Barat Daya": "Abdya", "Aceh Selatan": "Asel", "Aceh Tamiang": "Atam", "Aceh Tenggara": "Agara"}
SAME_BY_BPS = ("11.71", "11.72", "11.75")
"""Codes that BPS writes with the same digits: of all others 1101 is one region here and another one there."""
ACTS = ("penerbitan", "pembuatan", "pengurusan", "pelayanan", "layanan", "permohonan", "perekaman", "pencetakan")
"""What is done, before what it is done for: `Perekaman dan penerbitan KTP-el`."""
ACTS_FOR_ALL = ("", "penerbitan", "pembuatan", "pengurusan", "pelayanan", "layanan", "permohonan")
"""Acts that a file writes for a service as a whole."""
SAME = {
    "ktpel": ("ktp", "ektp", "ktpelektronik"),
    "aktakelahiran": ("aktalahir", "kutipanaktakelahiran"),
    "aktakematian": ("aktamati", "kutipanaktakematian"),
}
"""Documents that have several names in the whole country, folded."""
_LEADING = re.compile(rf"(?:(?:{'|'.join(ACTS)})(?: dan |, ?|/| ))+(?=\S)", re.I)
_ENDING = re.compile(r"(.+?) \(([A-Z][A-Za-z-]{0,7})\)")


def of_regions(names: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
    """Folded name → code: with and without the type, by the government's name, short, and by codes without a dot."""
    code_of: dict[str, str] = {}
    for name, code in zip(names, codes, strict=True):
        kind = next((kind for kind in OFFICES if name.startswith(f"{kind} ")), "")
        bare = name.removeprefix(f"{kind} ")
        # Beside `Kota Jantho`, and with the type behind as lists are sorted: `Banda Aceh, Kota`.
        spelt = [name, bare, f"{bare} {kind}", *(office + bare for office in OFFICES.get(kind, ()))]
        spelt += [SHORT_REGIONS[bare]] if bare in SHORT_REGIONS else []
        code_of |= {fold(word): code for word in reversed(spelt)}
    same = {code.replace(".", ""): code for code in SAME_BY_BPS if code in codes}
    return same | code_of


def of_services(names: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
    """Folded name → code: as written, without the act before it or the letters behind it, and by those letters.

    A name that several services share, and a part of a name that stands in another one's too, mean none of them.
    """
    by_part = unshared((part, code) for name, code in zip(names, codes, strict=True) for part in _parts(name, names))
    by_name = unshared((fold(name), code) for name, code in zip(names, codes, strict=True))
    return by_part | by_name


def unshared(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names of one code each; one that several share says nothing of which is meant."""
    meant: dict[str, set[str]] = {}
    for name, code in pairs:
        meant.setdefault(name, set()).add(code)
    return {name: codes_of.pop() for name, codes_of in meant.items() if len(codes_of) == 1}


def _parts(name: str, names: Sequence[str]) -> Iterator[str]:
    """What a service is called in everyday words, folded, where no other service's name holds it."""
    ends = _ENDING.fullmatch(name)
    for part in ends.groups() if ends else ():
        yield fold(part)
    for said in {_object(part) for part in (*(ends.groups() if ends else ()), name)}:
        if not any(other != name and _holds(other, said) for other in names):
            for written in (fold(said), *SAME.get(fold(said), ())):
                yield from (act + written for act in ACTS_FOR_ALL)


def _object(name: str) -> str:
    """What the service is for, where the act before it is the whole of it: a recording alone is another service."""
    act = _LEADING.match(name)
    is_whole = act is not None and set(re.findall(r"[a-z]+", act[0].lower())) & set(ACTS_FOR_ALL)
    return name[act.end() :] if act and is_whole else name


def _holds(name: str, words: str) -> bool:
    name, words = name.lower(), words.lower()
    return words in name and re.search(rf"(?<![a-z0-9]){re.escape(words)}(?![a-z0-9])", name) is not None
