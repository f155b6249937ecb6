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
from reports.formats import data_package_fields
from text.words import Language, say

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
NOT_SET = "notspecified"
RECORD = ("seq", "row_no")
"""The entry and the row by which any record can be found in its source file."""


@dataclass(frozen=True)
class Resource:
    """One table in the package: its name, the path of its CSV (the Parquet lies beside it), and its columns.

    `stream` is what cells were summed from, `indicators` those that share counts by value.
    """

    name: str
    path: str
    columns: tuple[tuple[str, str], ...]
    stream: str = ""
    indicators: tuple[str, ...] = ()

    def path_as(self, form: str) -> str:
        """The path of one of FORMS."""
        return f"{self.path.removesuffix('csv')}{form}"


def described(
    content: Content, resource: Resource, form: str, size: int, sha256: str, language: Language
) -> dict[str, Any]:
    """A table in one of FORMS as Frictionless describes it."""
    fields = [
        data_package_fields.field(content, resource.name, source(resource, language), name, kind, language)
        for name, kind in resource.columns
    ]
    key = key_of(resource)
    about = {
        "name": resource.name if form == "csv" else f"{resource.name}-{form}",
        "path": resource.path_as(form),
        "title": title(content, resource, language),
        "description": source(resource, language),
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


def title(content: Content, resource: Resource, language: Language) -> str:
    """The name of a table in words."""
    table = resource.name
    if resource.indicators:
        of = ", ".join(content.name(id_, language) for id_ in resource.indicators)
        return say("report.table_counts", language, stream=of)
    if resource.stream:
        return say("report.table_cells", language, stream=resource.stream)
    if table in kinds.names():
        return kind_words.name(kinds.kind(table), language)
    return say(f"report.{'sheet_summary' if table == SCORECARD else f'sheet_{table}'}", language)


def source(resource: Resource, language: Language) -> str:
    """Where the rows of a table come from."""
    if resource.stream:
        return say("report.source_cells", language, stream=resource.stream)
    key = "records" if resource.name in kinds.names() else "figures"
    return say(f"report.source_{key}", language, kind=resource.name)


def licences(licence: Mapping[str, str] | None, language: Language) -> list[dict[str, str]]:
    """The terms as Frictionless writes them; an office that has set none is said to have set none."""
    if licence is None:
        return [{"name": NOT_SET, "title": say("report.package_licence", language)}]
    named = {"name": licence["name"], "title": licence.get("title", licence["name"])}
    return [named | ({"path": licence["url"]} if "url" in licence else {})]


def terms(licence: Mapping[str, str] | None, language: Language) -> dict[str, Any]:
    """The same as DCAT writes them: an address that programs know, or words."""
    [named] = licences(licence, language)
    address = {"dct:license": {"@id": named["path"]}} if "path" in named else {}
    return address | {"dct:rights": named["title"]}


def readme(content: Content, resources: Sequence[Resource], language: Language) -> str:
    """The first file to open: what lies here, table by table, how to check it, and under what terms."""
    number, period = content.provenance["number"], content.options.period
    lines = [
        f"# {say('report.package_title', language, number=number)}",
        say("report.package_description", language),
        say("report.package_readme", language, period=period, entry=content.provenance["as_of"]),
        _terms_in_words(content.provenance.get("licence"), language),
    ]
    table = [f"| {say('report.column_file', language)} | {say('report.column_text', language)} |", "|---|---|"]
    for one in resources:
        meaning = f"{title(content, one, language)}. {source(one, language)}"
        table.append(f"| `{one.path}`, `.parquet` | {meaning} |")
    return "\n\n".join([*lines, "\n".join(table)]) + "\n"


def _terms_in_words(licence: Mapping[str, str] | None, language: Language) -> str:
    if licence is None:
        return say("report.package_licence", language)
    parts = " · ".join(licence[part] for part in ("name", "title", "url") if part in licence)
    return say("report.package_licence_set", language, licence=parts)


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
        **terms(content.provenance.get("licence"), language),
        "dct:spatial": content.place_name(content.options.region, language),
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
