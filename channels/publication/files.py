"""The files of a release for programs: CSV, SDMX-CSV, and what they are as Frictionless and DCAT describe it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from channels.publication.figures import Release, shown
from metrics.periods import Period
from reports.formats import data_package_about
from text import spreadsheet_csv
from text.words import say

FIGURES = "figures.csv"
COLUMNS = ("indicator", "member", "month", "actual", "unit", "target", "status")
OF_STRUCTURE = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
SDMX = (
    *OF_STRUCTURE,
    *("FREQ", "REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS"),
)
STRUCTURE = "CAPAIAN:MPP(1.0)"


def written(release: Release, publisher: str, checkpoint: str, licence: Mapping[str, str] | None) -> dict[str, bytes]:
    """Name → content of each file."""
    tables = {FIGURES: figures(release), "sdmx.csv": _sdmx(release)}
    described = {
        name: {
            "name": name.partition(".")[0],
            "path": name,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        }
        | {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
        | {"schema": {"fields": [{"name": column, "type": _type(column)} for column in columns], "missingValues": [""]}}
        for (name, content), columns in zip(tables.items(), (COLUMNS, SDMX), strict=True)
    }
    about = {"name": f"capaian-mpp-{release.name}", "title": _title(release), "resources": list(described.values())}
    about |= {"version": release.name}
    about |= {"publisher": publisher, "description": say("publication.protection", "en")}
    about |= {"licenses": data_package_about.licences(licence, "id")}
    return {
        **tables,
        "datapackage.json": _json(about),
        "dcat.jsonld": _json(_dcat(release, publisher, described) | data_package_about.terms(licence, "id")),
        "checkpoint.txt": f"{checkpoint}\n".encode(),
    }


def figures(release: Release) -> bytes:
    """All figures as CSV: what a release is."""
    rows = (
        {
            "indicator": figure.indicator,
            "member": figure.member,
            "month": figure.month,
            "actual": figure.actual,
            "unit": release.indicators[figure.indicator].unit,
            "target": figure.target,
            "status": figure.status,
        }
        for figure in shown(release.figures.values())
    )
    return spreadsheet_csv.written(COLUMNS, rows, ",").encode()


def _sdmx(release: Release) -> bytes:
    rows = (
        dict(zip(SDMX, ("dataflow", STRUCTURE, "I", "M", figure.member, figure.indicator, figure.month), strict=False))
        | {"OBS_VALUE": figure.actual, "UNIT_MEASURE": release.indicators[figure.indicator].unit.upper()}
        | {"OBS_STATUS": "Q" if figure.is_hidden else "A", "CONF_STATUS": "C" if figure.is_hidden else "F"}
        for figure in shown(release.figures.values())
    )
    return spreadsheet_csv.written(SDMX, rows, ",").removeprefix(spreadsheet_csv.BYTE_ORDER_MARK).encode()


def _dcat(release: Release, publisher: str, described: dict[str, Any]) -> dict[str, Any]:
    first, last = Period(release.months[0]).first_day, Period(release.month).last_day
    return {
        "@context": data_package_about.CONTEXT,
        "@type": "dcat:Dataset",
        "dct:identifier": f"capaian-mpp-{release.name}",
        "dcat:version": release.name,
        "dct:title": _title(release),
        "dct:publisher": publisher,
        "dct:accrualPeriodicity": "monthly",
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": str(first),
            "dcat:endDate": str(last),
        },
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:identifier": name,
                "dcat:mediaType": about["mediatype"],
                "dcat:byteSize": about["bytes"],
                "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": about["hash"].split(":")[1]},
            }
            for name, about in described.items()
        ],
    }


def _title(release: Release) -> str:
    return say("publication.data_title", "id", month=release.month)


def _type(column: str) -> str:
    return "number" if column in ("actual", "OBS_VALUE") else "string"


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
