"""A data package: cells, scorecards and accepted records as CSV and Parquet, with all that is needed to recompute them.

One zip with `datapackage.json` (Frictionless), `provenance.json`, `figures.json`, the SQL of indicators and streams,
and targets, calendar and standards as used; `sha256sum --check` reads `manifest-sha256.txt`. Entries are in order of
their names and dated 1980, so that the same content gives the same parts.
"""

import hashlib
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from access.identity.scope import Scope
from data.home import Home
from data.ledger import setting_versions
from data.warehouse.facts.tables import FACTS_DIR
from metrics.catalogue.indicators import SHIPPED, STREAMS_DIR
from reports.content.code_version import code_version
from reports.content.content import Content
from reports.formats import data_package_about, data_package_tables
from reports.formats.data_package_about import FORMS, Resource
from text.words import say

MANIFEST = "manifest-sha256.txt"
FIGURES, PROVENANCE, DESCRIPTION = "figures.json", "provenance.json", "datapackage.json"
CHECKPOINT = "checkpoint.txt"
README, CATALOGUE = "README.md", "dcat.jsonld"
ABOUT = (MANIFEST, PROVENANCE, DESCRIPTION, README, CATALOGUE)
"""Parts that hold no figure, and that earlier programs wrote otherwise or not at all."""
DATED = (1980, 1, 1, 0, 0, 0)
PACKED = (".csv", ".json", ".jsonld", ".md", ".sql", ".yaml", ".txt")
"""Parquet is packed already, and stays as it is."""
CHUNK = 1 << 20


def write(home: Home, scope: Scope, content: Content, path: Path) -> None:
    """Write the package of a content, its records read from `home` as it stands and limited to `scope`."""
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch:
        folder = Path(scratch)
        resources = data_package_tables.write(home, scope, content, folder)
        _write_settings(home, folder)
        (folder / FIGURES).write_bytes(content.to_json())
        (folder / PROVENANCE).write_bytes(_json({**content.provenance, "figures_sha256": content.sha256}).encode())
        if (checkpoint := content.provenance.get("checkpoint")) is not None:
            (folder / CHECKPOINT).write_text(f"{checkpoint}\n", encoding="ascii", newline="\n")
        hashes = {file: _sha256(file) for file in _files(folder)}
        language = content.options.languages[0]
        description = _description(content, folder, resources, hashes)
        (folder / DESCRIPTION).write_bytes(_json(description).encode())
        about = data_package_about.record(content, description["resources"], language)
        (folder / CATALOGUE).write_bytes(_json(about).encode())
        (folder / README).write_bytes(data_package_about.readme(content, resources, language).encode())
        _zip(folder, path, hashes)


def _write_settings(home: Home, folder: Path) -> None:
    """Settings, indicators, and the SQL that cells and facts are made with, as they were used."""
    used = {
        f"settings/{name}": path
        for kind in setting_versions.FILES
        for name, path in setting_versions.paths(home, kind).items()
    }
    used["indicators/indicators.yaml"] = SHIPPED
    for name, place in (("streams", STREAMS_DIR), ("facts", FACTS_DIR)):
        used |= {f"sql/{name}/{path.name}": path for path in place.glob("*.sql")}
    for name, path in used.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(path.read_bytes())


Hashes = dict[Path, str]
"""SHA-256 of the files, each read once."""


def _description(content: Content, folder: Path, resources: list[Resource], hashes: Hashes) -> dict[str, Any]:
    """The Frictionless descriptor: what each file is, its columns, size and SHA-256."""
    language = content.options.languages[0]
    return {
        "profile": "tabular-data-package" if resources else "data-package",
        "name": content.provenance["number"].lower(),
        "title": say("report.package_title", language, number=content.provenance["number"]),
        "description": say("report.package_description", language),
        "created": content.provenance["at"],
        "version": code_version(),
        "licenses": data_package_about.licences(content.provenance.get("licence"), language),
        "sources": data_package_about.sources(content),
        "resources": [
            data_package_about.described(content, resource, form, path.stat().st_size, hashes[path], language)
            for resource in resources
            for form in FORMS
            for path in (data_package_about.path_of(folder, resource, form),)
        ],
    }


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _zip(folder: Path, path: Path, hashes: Hashes) -> None:
    files = _files(folder)
    hashes |= {file: _sha256(file) for file in files if file not in hashes}
    listed = "".join(f"{hashes[file]}  {file.relative_to(folder).as_posix()}\n" for file in files)
    (folder / MANIFEST).write_text(listed, encoding="utf-8", newline="\n")
    with zipfile.ZipFile(path, "w") as parts:
        for file in sorted([*files, folder / MANIFEST]):
            part = zipfile.ZipInfo(file.relative_to(folder).as_posix(), DATED)
            part.compress_type = zipfile.ZIP_DEFLATED if file.suffix in PACKED else zipfile.ZIP_STORED
            part.external_attr = 0o644 << 16
            part.create_system = 3
            part.file_size = file.stat().st_size
            part._compresslevel = 1  # type: ignore[attr-defined]  # ZipFile.open has no other way to be told
            with file.open("rb") as source, parts.open(part, "w") as sink:
                while chunk := source.read(CHUNK):
                    sink.write(chunk)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
