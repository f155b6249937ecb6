"""Issuing a document: it is computed, written, and registered in the ledger with the SHA-256 of its file."""

import tempfile
from pathlib import Path
from typing import Any

from access.identity.scope import Scope
from data.errors import SetupError, error_text
from data.home import Home
from data.ledger import acts, entries, setting_versions, storage
from data.settings.home_config import settings
from data.settings.places import now_of
from reports.content import stamp
from reports.content.content import Content
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.content.workspace import checked_region
from reports.formats import seal
from reports.formats.seal import Key
from reports.lifecycle import letterhead, render
from reports.lifecycle.past_home import as_it_stood
from reports.proof import checkpoints

SCRATCH = ".capaian-"
KIND = "document"
"""Kind of the ledger entry of an issued document."""


def issue(home: Home, scope: Scope, options: Options, who: str, folder: Path, sealing: Key | None = None) -> Path:
    """Issue a document as a new file in `folder`, which is made; returns its path.

    A PDF is sealed with the key given, else with the one that the home names, if it does. The file is finished before
    its entry is in the ledger, and has its name only afterwards. A region out of scope is a RefusedError, what was
    asked wrongly or cannot be written a SetupError.
    """
    checked_region(home, options.region)
    sealing = sealing or seal.key_of(home)
    setting_versions.register(home, who)  # a document must name versions that can be found again
    try:
        return _issued(home, scope, options, who, folder, sealing)
    except OSError as error:  # the ledger tells for itself what the disk refuses it
        raise SetupError(error_text("report_folder", folder=folder, finding=error.strerror or error)) from error


def _issued(home: Home, scope: Scope, options: Options, who: str, folder: Path, sealing: Key | None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    storage.sweep(folder.glob(f"{SCRATCH}*"))
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as scratch:
        draft = Path(scratch) / "draft"
        issued = _stamp(home, options, who)
        content = _written(home, scope, options, issued, draft, sealing)
        with storage.lock(home):
            if entries.head_seq(home) != issued.as_of:  # somebody was quicker: the number and the ground are taken anew
                setting_versions.register(home, who)
                issued = _stamp(home, options, who)
                content = _written(home, scope, options, issued, draft, sealing)
            path = folder / render.file_name(issued, options)
            acts.record(home, KIND, who, _what(content, draft, path.name))
        storage.move(draft, path)
        return path


def _written(home: Home, scope: Scope, options: Options, issued: Stamp, draft: Path, sealing: Key | None) -> Content:
    """Write the file on the newest entry, or, should the ledger grow meanwhile, on the ledger as it stood."""
    content = render.write(home, scope, options, issued, draft)
    if entries.head_seq(home) != issued.as_of or setting_versions.changed(home):
        with as_it_stood(home, issued.as_of) as then:
            content = render.write(then, scope, options, issued, draft)
    if sealing is not None and options.format == "pdf":
        draft.write_bytes(seal.sealed(draft.read_bytes(), sealing))
    return content


def _stamp(home: Home, options: Options, who: str) -> Stamp:
    now = now_of(home)
    [*_, newest] = listed = entries.entries(home)
    return Stamp(
        number=stamp.number(now.year, newest.seq + 1),
        as_of=newest.seq,
        ledger_head=newest.sha256,
        at=now.isoformat(),
        by=who,
        checkpoint=checkpoints.of(home, listed, now).text,
        letterhead=letterhead.of(home, options),
        licence=_licence(home, options),
    )


def _licence(home: Home, options: Options) -> dict[str, Any] | None:
    """The licence of a data package as the office has set it; other formats are no data to be shared further."""
    licence = settings(home).licence if options.format == "csv" else None
    return None if licence is None else licence.model_dump(exclude_none=True)


def _what(content: Content, draft: Path, name: str) -> dict[str, Any]:
    provenance = content.provenance
    kept = ("number", "as_of", "at", "document", "format", "language", "period", "region", "indicator", "scope")
    hashes = {"sha256": entries.file_sha256(draft), "figures_sha256": content.sha256}
    return {**{key: provenance[key] for key in kept if key in provenance}, "file": name, **hashes}
