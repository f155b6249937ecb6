"""docs/indicators.md: the indicators as they are declared, and the examples as the spec tests ran them.

`python -m tests.spec.document` writes it anew. Each spec test compares its own example with the document, and
`test_document.py` the rest of it, so the document cannot say what the product does not do.
"""

import importlib
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import ModuleType

from data.home import Home
from data.schema.kinds import kind
from metrics.catalogue import indicators
from metrics.catalogue.indicators import STREAMS_DIR, Indicator
from reports.content import definition
from tests.spec.drawn import Answered, Cells, Drawn, DrawnHome, Said, opened
from text import formats
from text.words import say

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "docs" / "indicators.md"
COMMAND = ".venv/bin/python -m tests.spec.document"

Test = Callable[[DrawnHome], None]

INTRODUCTION = f"""# Indikator

Berkas ini ditulis oleh program, dari `metrics/indicators.yaml` dan dari contoh yang dijalankan sebagai tes
(`tests/spec/`). Jangan disunting; sesudah mengubah salah satunya, tulis ulang dengan `{COMMAND}`.

Setiap contoh dimuat lewat jalan yang sama dengan unggahan, lalu dihitung. Yang tidak ditulis dalam tabel: wilayah
11.71, layanan berstandar 3 hari kerja, waktu diajukan sama dengan waktu berkas lengkap, dan hari ini Senin,
16 November 2026. Sel kosong berarti belum ada. Kolom *standar* menggantikan kode layanan; *banyaknya* mengulang baris.
"""
WORDS = {"standard": "standar", "n": "banyaknya", "all": "kesembilan unsur", "days": "hari kerja", "none": "tanpa"}
WORDS |= {"minutes": "menit", "hours": "jam", "code": "kode", "agency_code": "instansi"}
WORDS |= {"region_code": "wilayah"}
WORDS |= {"valid_from": "berlaku dari", "valid_to": "berlaku s.d.", "from": "dari", "to": "sampai"}
WORDS |= {"soft_launch": "mulai beroperasi", "transactions": "permohonan", "surveys": "survei"}
WORDS |= {"complaints": "pengaduan", "recap": "rekap", "figures": "angka dari dokumen"}
WORDS |= {"milestones": "tahap MPP", "population": "penduduk", "status": "keadaan"}
WORDS |= {"service_code": "layanan", "planned_from": "direncanakan dari", "planned_to": "direncanakan s.d."}
WORDS |= {"authority": "kewenangan", "kind": "jenis", "certainty": "keterangan"}


def modules() -> list[ModuleType]:
    """Every spec module, those about indicators in the order of the indicators, the general rules last."""
    found = [importlib.import_module(f"tests.spec.{path.stem}") for path in sorted(HERE.glob("test_*.py"))]
    order = list(indicators.load(Home(HERE)))
    specs = [module for module in found if hasattr(module, "COVERS")]
    return sorted(specs, key=lambda module: min(map(order.index, module.COVERS), default=len(order)))


def tests(module: ModuleType) -> list[Test]:
    """The spec tests of a module, in its order."""
    return [test for name, test in vars(module).items() if name.startswith("test_")]


def title(test: Test) -> str:
    """The Indonesian sentence of a test: its docstring."""
    assert test.__doc__, f"{test.__name__}: write its Indonesian sentence as docstring"
    return " ".join(test.__doc__.split())


def block(test: Test, home: DrawnHome) -> str:
    """The example of a test that has run on this home, as it stands in the document."""
    english = test.__name__.removeprefix("test_").replace("_", " ")
    parts = [f"#### {title(test)}", f"*{english[0].upper()}{english[1:]}.*"]
    for answered, told in groupby(home.told, lambda part: isinstance(part, Answered)):
        if answered:
            parts += _answers([part for part in told if isinstance(part, Answered)])
        else:
            parts += [_told(part) for part in told if not isinstance(part, Answered)]
    return "\n\n".join(parts) + "\n"


def blocks(document: str) -> dict[str, str]:
    """The examples that a document holds, by their sentence."""
    cut = re.split(r"^(?=#{2,4} |<a id)", document, flags=re.MULTILINE)
    found = [part.rstrip("\n") + "\n" for part in cut if part.startswith("#### ")]
    return {part.splitlines()[0].removeprefix("#### "): part for part in found}


def render(examples: Mapping[str, str]) -> str:
    """The whole document, with the examples by their sentence."""
    known = indicators.load(Home(HERE))
    parts = [INTRODUCTION, "## Daftar\n", "\n".join(_contents(known)) + "\n"]
    shown: dict[str, str] = {}
    for module in modules():
        for id_ in module.COVERS:
            parts += [_definition(known[id_])]
            parts += [f"Contohnya di [{known[shown_at].name['id']}](#{shown_at}).\n" for shown_at in shown.values()]
            if not shown:
                shown[module.__name__] = id_
                parts += ["### Contoh\n", *(examples[title(test)] for test in tests(module))]
        if not module.COVERS:
            parts += [f"## {_summary(module)}\n", *(examples[title(test)] for test in tests(module))]
        shown.clear()
    parts += ["## Aliran\n", "\n".join(_streams()) + "\n"]
    return "\n".join(parts)


def _contents(known: Mapping[str, Indicator]) -> Iterator[str]:
    yield from (f"- [{i.name['id']}](#{i.id}) · {i.name['en']}" for i in known.values())


def _definition(indicator: Indicator) -> str:
    rows = [(label, text) for label, text in definition.rows(indicator, "id")]
    heading = f'<a id="{indicator.id}"></a>\n\n## {indicator.name["id"]} · {indicator.name["en"]}\n\n'
    return heading + _markdown([{"": name, " ": value} for name, value in rows]) + "\n"


def _streams() -> Iterator[str]:
    """What each stream counts, from the first line of its SQL."""
    for path in sorted(STREAMS_DIR.glob("*.sql")):
        yield f"- *{path.stem}*: {path.read_text(encoding='utf-8').splitlines()[0].removeprefix('-- ')}"


def _told(part: Drawn | Said) -> str:
    if isinstance(part, Said):
        return part.sentence
    name = f"**{part.name}: {WORDS[part.kind]}**" if part.kind else f"**{part.name}**"
    if part.text:
        return f"{name}\n\n```yaml\n{part.text}```"
    headers = {column.name: column.header for column in kind(part.kind).columns} if part.kind else {}
    headers = WORDS | headers
    table = _markdown([{headers.get(key, key): _cell(key, cell) for key, cell in row.items()} for row in part.table])
    return "\n\n".join([name, table, *(f"Ditolak: {problem}" for problem in part.problems)])


def _cell(key: str, cell: str) -> str:
    return " ".join(WORDS.get(word, word) for word in cell.split()) if key == "standard" else cell


def _answers(answered: Sequence[Answered]) -> Iterator[str]:
    """Tables of the rows answered, without the columns that say nothing; sentences for whole cards."""
    for whole, part in groupby(answered, lambda one: one.row is None):
        if whole:
            yield from (_card(one) for one in part)
        else:
            rows = [dict(told) for told in dict.fromkeys(tuple(_answer(one).items()) for one in part)]
            said = {key for row in rows for key, cell in row.items() if cell not in ("", "—")}
            if all(row["Status"] == say("status.no_target") for row in rows):
                said.discard("Status")
            yield _markdown([{key: cell for key, cell in row.items() if key in said} for row in rows])


def _answer(answered: Answered) -> Cells:
    row = answered.row
    assert row is not None
    indicator = indicators.load(Home(HERE)).get(row.indicator)
    unit = indicator.unit if indicator else ""
    scope = [part for part in (answered.card.region, row.member) if part not in ("11", row.period)]
    parts = None if row.denominator is None else f"{_count(row.numerator)} / {_count(row.denominator)}"
    return {
        "Hasil": indicator.name["id"] if indicator else row.indicator,
        "Periode": formats.period(row.period),
        "Bagian": ", ".join(dict.fromkeys(scope)),
        "Menurut": f"entri {answered.as_of}" if answered.as_of else "",
        "Dari": parts or "",
        "Realisasi": f"**{formats.quantity(row.actual, unit)}**",
        "Target": formats.goal(row.target, unit),
        "Capaian": formats.percent(row.achievement_pct),
        "Keyakinan": say(f"confidence.{row.confidence}") if row.confidence else "",
        "Status": say(f"status.{row.status}"),
        "Catatan": "; ".join(say(f"reason.{reason}") for reason in row.reasons),
    }


def _count(value: float | None) -> str:
    return formats.number(value, decimals=2, least=0)


def _card(answered: Answered) -> str:
    card = answered.card
    return (
        f"Rapor {'provinsi' if card.region == '11' else card.region}: periode **{formats.period(card.period)}**; "
        f"data lengkap s.d. **{formats.month(card.complete_through)}**; "
        f"**{card.coverage[0]} dari {card.coverage[1]}** wilayah pelapor sudah lapor."
    )


def _markdown(rows: Sequence[Cells]) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [headers, ["---"] * len(headers), *([row.get(header, "") for header in headers] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _summary(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().splitlines()[0].rstrip(".")


def run(found: Iterable[Test]) -> dict[str, str]:
    """The examples of these tests, by their sentence; each runs in a home of its own."""
    examples = {}
    for test in found:
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as home:
            test(home)
            examples[title(test)] = block(test, home)
    return examples


def main(named: Sequence[str]) -> None:
    """Write the document anew; with names of modules (test_received), only their examples are run again."""
    chosen = [module for module in modules() if not named or module.__name__.rsplit(".", 1)[-1] in named]
    before = blocks(DOCUMENT.read_text(encoding="utf-8")) if named else {}
    DOCUMENT.write_text(render(before | run(test for module in chosen for test in tests(module))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
