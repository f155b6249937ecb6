"""All that a document says, as plain data: provenance, words of names, scorecards and tables.

Every form of the document is drawn from this and from nothing else, so its SHA-256 stands for all figures in it, and a
document can be checked without the ledger.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from data.settings import mpp_milestones
from data.settings import tables as reference_tables
from metrics.catalogue.indicators import Indicator
from reports.content import definition
from reports.content.options import LANGUAGES, Options
from reports.content.workspace import Desk, Rows
from reports.words import place_words
from text.words import Language, known, say

FORM = "capaian-figures/1"
UNSAID = "-"
"""The member of the records that leave a part out."""


@dataclass(frozen=True)
class Table:
    """A table with typed cells: the keys of its columns (`report.column_<key>` names them) and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Content:
    """`cards` are scorecards by name; `catalogue` and `names` tell what the codes in them mean."""

    provenance: Mapping[str, Any]
    catalogue: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, Mapping[str, Any]]
    cards: Mapping[str, Rows]
    tables: Mapping[str, Table]
    findings: tuple[Mapping[str, Any], ...] = ()
    """What explains missed targets (`metrics.obstacles.explain`), one per region and indicator."""

    @property
    def options(self) -> Options:
        """What was asked for."""
        return Options.carried(self.provenance)

    def to_json(self) -> bytes:
        """The content in its one written form (UTF-8, keys in order of the code, no blanks)."""
        data = {"form": FORM, **{name: getattr(self, name) for name in self.__dataclass_fields__}}
        data["tables"] = {name: {"columns": table.columns, "rows": table.rows} for name, table in self.tables.items()}
        return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")

    @property
    def sha256(self) -> str:
        """The fingerprint printed in the document, over `to_json`."""
        return hashlib.sha256(self.to_json()).hexdigest()

    def unit(self, indicator: str) -> str:
        """The unit of an indicator."""
        return str(self.catalogue[indicator]["unit"])

    def name(self, indicator: str, language: Language) -> str:
        """The name of an indicator."""
        return str(self.catalogue[indicator]["name"][language])

    def records(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table by the keys of its columns; none of a table that was not gathered."""
        records = self.tables.get(table)
        return [] if records is None else [dict(zip(records.columns, row, strict=True)) for row in records.rows]

    def obstacle_name(self, code: str, language: Language) -> str:
        """The name of an obstacle; its code when the home's table no longer has it."""
        return str(self.names["obstacle"].get(code, {}).get(language, code))

    def place_name(self, code: str | None, language: Language) -> str:
        """The name of a region; what all are called together where there is none."""
        return self.region_name(code, place_words.all_places(self.names["region"], language))

    def member_name(self, dimension: str, code: str, language: Language) -> str:
        """The name of a part: a region, service, agency or channel; of what records leave out that it is unknown."""
        if code == UNSAID:
            return say("obstacles.unknown_part", language)
        key = f"obstacles.channel.{code}"
        if dimension == "channel" and known(key, language):
            return say(key, language).capitalize()
        return str(self.names.get(dimension, {}).get(code, code))

    def region_name(self, code: str | None, province: str) -> str:
        """The name of a region; the province's words where there is none."""
        return province if code is None else str(self.names["region"].get(code, code))


def from_json(written: bytes) -> Content:
    """What `to_json` wrote; ValueError, KeyError or TypeError when it is none of ours."""
    data = json.loads(written)
    if data.pop("form") != FORM:
        raise ValueError("another form")
    tables = {name: Table(tuple(t["columns"]), tuple(map(tuple, t["rows"]))) for name, t in data.pop("tables").items()}
    return Content(**{**data, "findings": tuple(data["findings"])}, tables=tables)


def catalogue(known: Mapping[str, Indicator]) -> dict[str, dict[str, Any]]:
    """Name, unit, direction and definition of every indicator, in both languages."""
    return {id_: _described(indicator) for id_, indicator in known.items()}


def names(desk: Desk) -> dict[str, dict[str, Any]]:
    """Code → name of regions in scope, agencies, services, obstacles and milestones; a region's place on the map."""
    regions, called = reference_tables.regions(desk.home), reference_tables.place_names(desk.home)
    seen = regions[[desk.scope.sees(code) for code in regions["code"]]]
    places = [code for code in desk.tree.codes[1:] if desk.scope.sees(code)]
    services = reference_tables.services(desk.home).drop_duplicates("code")
    agencies = reference_tables.agencies(desk.home)
    obstacles = reference_tables.obstacles(desk.home)
    steps = mpp_milestones.milestones(desk.home)
    return {
        "region": {code: called[code] for code in places},
        "tile": _pairs(seen["code"], seen[["tile_row", "tile_column"]].to_numpy().tolist()),
        "agency": _pairs(agencies["code"], agencies["name"]),
        "service": _pairs(services["code"], services["name"]),
        "obstacle": {
            str(row.code): {"id": row.name_id, "en": row.name_en, "owner": row.owner, "controllable": row.controllable}
            for row in obstacles.itertuples()
        },
        "milestone": {str(row.code): {"id": row.name_id, "en": row.name_en} for row in steps.itertuples()},
    }


def _described(indicator: Indicator) -> dict[str, Any]:
    return {
        "name": dict(indicator.name),
        "why": dict(indicator.why_it_matters),
        "unit": indicator.unit,
        "better": indicator.better,
        "running": indicator.is_running,
        "demand": indicator.demand,
        "legal_basis": indicator.legal_basis,
        "definition": {language: definition.rows(indicator, language) for language in LANGUAGES["both"]},
    }


def _pairs(codes: Any, values: Any) -> dict[str, Any]:
    return {str(code): name for code, name in zip(codes, values, strict=True)}


@dataclass(frozen=True)
class Gathered:
    """Scorecards by name, typed tables by name, and findings on missed targets."""

    cards: Mapping[str, Rows]
    tables: Mapping[str, Table] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()
