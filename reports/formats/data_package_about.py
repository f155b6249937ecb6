"""What a data package says of itself: a title, description, key, unit and source for each table and column.

As a Frictionless descriptor for programs, a README for people, and a DCAT record for a catalogue of open data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.schema import kinds
from metrics.catalogue.streams import DIMENSIONS
from metrics.periods import Period
from reports.content import kind_words
from reports.content.content import Content
from text.words import Language, known, say

TYPES = {
    "VARCHAR": "string", "ENUM": "string", "DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean",
    "DOUBLE": "number", "BIGINT": "integer", "INTEGER": "integer", "SMALLINT": "integer", "TINYINT": "integer",
    "DECIMAL": "number",
}  # fmt: skip
"""Types of columns as Frictionless names them."""
FORMS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
"""Form of a table → its media type."""
CELL = ("month", *DIMENSIONS)
"""What a cell is of; with the value what a count is of."""
SCORECARD, CELLS, COUNTS = "scorecard", "cells_", "counts_"
KEYS: Mapping[str, tuple[str, ...]] = {SCORECARD: ("card", "indicator", "period", "member")}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
}
"""The vocabularies of a DCAT record."""
RECORD = ("seq", "row_no")
"""The entry and the row by which any record can be found in its source file."""
UNITS = {"_days": "days", "_minutes": "minutes", "percent": "percent", "achievement_pct": "percent", "n": "count"}
"""End of a column's name → its unit."""


@dataclass(frozen=True)
class Resource:
    """One table in the package: its name, the path of its CSV (the Parquet lies beside it), and its columns."""

    name: str
    path: str
    columns: tuple[tuple[str, str], ...]

    def path_as(self, form: str) -> str:
        """The path of one of FORMS."""
        return f"{self.path.removesuffix('csv')}{form}"


def described(resource: Resource, form: str, size: int, sha256: str, language: Language) -> dict[str, Any]:
    """A table in one of FORMS as Frictionless describes it."""
    fields = [field(resource.name, name, kind, language) for name, kind in resource.columns]
    key = key_of(resource)
    about = {
        "name": resource.name if form == "csv" else f"{resource.name}-{form}",
        "path": resource.path_as(form),
        "title": title(resource.name, language),
        "description": source(resource.name, language),
        "profile": "tabular-data-resource",
        "format": form,
        "mediatype": FORMS[form],
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": {"fields": fields, "missingValues": [""], **({"primaryKey": list(key)} if key else {})},
    }
    return about | ({"encoding": "utf-8"} if form == "csv" else {})


def key_of(resource: Resource) -> tuple[str, ...]:
    """The columns that tell one row from every other; none for a table of a document."""
    names = {name for name, _ in resource.columns}
    if resource.name.startswith(COUNTS):
        return (*CELL, "value")
    if resource.name.startswith(CELLS):
        return CELL
    key = KEYS.get(resource.name, RECORD)
    return key if names.issuperset(key) else ()


def title(table: str, language: Language) -> str:
    """The name of a table in words."""
    for prefix in (CELLS, COUNTS):
        if table.startswith(prefix):
            return say(f"report.table_{prefix.strip('_')}", language, stream=table.removeprefix(prefix))
    if table in kinds.names():
        return kind_words.name(kinds.kind(table), language)
    return say(f"report.{'sheet_summary' if table == SCORECARD else f'sheet_{table}'}", language)


def source(table: str, language: Language) -> str:
    """Where the rows of a table come from."""
    for prefix in (CELLS, COUNTS):
        if table.startswith(prefix):
            return say("report.source_cells", language, stream=table.removeprefix(prefix))
    key = "records" if table in kinds.names() else "figures"
    return say(f"report.source_{key}", language, kind=table)


def field(table: str, name: str, kind: str, language: Language) -> dict[str, str]:
    """A column with its title, unit and source; one of the files themselves with what is written in it."""
    about = {"name": name, "type": TYPES.get(kind.split("(")[0], "any")}
    columns = {column.name: column for column in kinds.kind(table).columns} if table in kinds.names() else {}
    if name in columns:
        column = columns[name]
        about |= {"title": column.header, "description": column.about[language]}
        about["source"] = say("report.source_column", language, header=column.header)
    else:
        key = f"report.column_{name}"
        about |= {"title": say(key, language) if known(key, language) else name.replace("_", " ")}
        about["source"] = source(table, language)
    unit = next((unit for end, unit in UNITS.items() if name == end or (end[0] == "_" and name.endswith(end))), None)
    return about | ({} if unit is None else {"unit": say(f"unit.label_{unit}", language)})


def readme(content: Content, resources: Sequence[Resource], language: Language) -> str:
    """The first file to open: what lies here, table by table, how to check it, and under what terms."""
    number, period = content.provenance["number"], content.options.period
    lines = [
        f"# {say('report.package_title', language, number=number)}",
        say("report.package_description", language),
        say("report.package_readme", language, period=period, entry=content.provenance["as_of"]),
        say("report.package_licence", language),
    ]
    table = [f"| {say('report.column_file', language)} | {say('report.column_text', language)} |", "|---|---|"]
    for one in resources:
        table.append(f"| `{one.path}`, `.parquet` | {title(one.name, language)}. {source(one.name, language)} |")
    return "\n\n".join([*lines, "\n".join(table)]) + "\n"


def record(content: Content, resources: Sequence[Mapping[str, Any]], language: Language) -> dict[str, Any]:
    """The package as a DCAT dataset (JSON-LD): title, period, place, and each file with its size and hash."""
    period, number = Period(content.options.period), content.provenance["number"]
    return {
        "@context": CONTEXT,
        "@type": "dcat:Dataset",
        "dct:identifier": number,
        "dct:title": say("report.package_title", language, number=number),
        "dct:description": say("report.package_description", language),
        "dct:language": language,
        "dct:issued": content.provenance["at"],
        "dct:rights": say("report.package_licence", language),
        "dct:spatial": content.region_name(content.options.region, say("region.whole", language)),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": f"{period.first_day:%Y-%m-%d}",
            "dcat:endDate": f"{period.last_day:%Y-%m-%d}",
        },
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": resource["title"],
                "dcat:mediaType": resource["mediatype"],
                "dcat:byteSize": resource["bytes"],
                "dct:identifier": resource["path"],
                "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": resource["hash"].split(":")[1]},
            }
            for resource in resources
        ],
    }


def sources(content: Content) -> list[dict[str, str]]:
    """The files of the ledger that the figures rest on."""
    return [
        {"title": f"{one['seq']}: {one['file']}", "path": f"sha256:{one['sha256']}"}
        for one in content.provenance["sources"]
    ]


def path_of(folder: Path, resource: Resource, form: str) -> Path:
    """The file of a table in one of FORMS."""
    return folder / resource.path_as(form)
