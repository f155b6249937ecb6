"""Confirmations: an office says that what is known of a region's MPP is so, with its document. Acts in the ledger."""

from dataclasses import dataclass, replace
from datetime import date

from access.identity.scope import Scope
from data import clock
from data.errors import RefusedError
from data.home import Home
from data.ledger import acts
from data.settings import tables

KIND = "milestone_confirmation"


@dataclass(frozen=True)
class Confirmation:
    """Everything known of a region's path when entry `seq` was made is confirmed by `who`, by a document of a day."""

    region: str
    document: str
    on: date
    remark: str | None = None
    seq: int = 0
    who: str = ""
    when: str = ""


def confirm(home: Home, scope: Scope, who: str, draft: Confirmation) -> Confirmation:
    """Put a confirmation into the ledger; the first thing wrong is a RefusedError, and nothing is written."""
    if draft.region not in set(tables.regions(home)["code"]):
        raise RefusedError("Isian wilayah: tidak dikenal. Tulis kode seperti 11.71.")
    if not scope.sees(draft.region):
        raise RefusedError("Isian wilayah: di luar hak Anda. Pilih wilayah Anda sendiri.")
    if draft.on > clock.today():
        raise RefusedError("Isian tanggal: sesudah hari ini. Tulis tanggal dokumennya.")
    checked = replace(
        draft,
        document=acts.text("nomor dokumen", draft.document, 120),
        remark=acts.optional_text("catatan", draft.remark),
    )
    what = {"region": checked.region, "document": checked.document, "on": checked.on.isoformat()}
    entry = acts.record(home, KIND, who, {**what, "remark": checked.remark})
    return replace(checked, seq=entry.seq, who=entry.who, when=entry.when)


def listed(home: Home, scope: Scope, as_of: int | None = None) -> list[Confirmation]:
    """Every confirmation in scope that stands, oldest first."""
    found = []
    for entry in acts.standing(home, KIND, as_of=as_of):
        told = {**entry.what, "on": date.fromisoformat(entry.what["on"])}
        found.append(Confirmation(**told, seq=entry.seq, who=entry.who, when=entry.when))
    return [confirmation for confirmation in found if scope.sees(confirmation.region)]
