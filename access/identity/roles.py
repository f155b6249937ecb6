"""The one table of what each role may do. Deny by default: a right or a role that is not named here gets nothing."""

from collections.abc import Mapping
from types import MappingProxyType

GOVERNOR, REGENT, ANALYST, AUDITOR, ADMINISTRATOR = "governor", "regent", "analyst", "auditor", "administrator"
ROLES = (GOVERNOR, REGENT, ANALYST, AUDITOR, ADMINISTRATOR)
ALL = frozenset(ROLES)
TERMINAL = "terminal"
"""Whoever runs commands on the server itself: every right; no account can have it."""
OWN_REGION_ONLY = frozenset({REGENT})
"""Roles that must be bound to a region; an analyst may be, the others see the whole province."""
MAY_BE_BOUND = frozenset({REGENT, ANALYST})

PAGES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ringkasan": ALL,
        "cakupan": ALL,
        "wilayah": ALL,
        "layanan": ALL,
        "kepuasan": ALL,
        "pengaduan": ALL,
        "antrean": ALL,
        "indikator": ALL,
        "hambatan": ALL,
        "tindak-lanjut": ALL,
        "target": ALL,
        "metodologi": ALL,
        "kesehatan-data": ALL,
        "laporan": ALL,
        "unggah": frozenset({ANALYST}),
        "buku-besar": frozenset({AUDITOR, ADMINISTRATOR}),
        "akun": ALL,
        "kelola": frozenset({ADMINISTRATOR}),
    }
)
"""Address of a page → who may open it."""

ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "load": frozenset({ANALYST}),
        "undo": frozenset({ANALYST}),
        "follow_up": frozenset({GOVERNOR, REGENT, ANALYST}),
        "sign_off": frozenset({GOVERNOR, REGENT}),
        "propose_period": frozenset({ANALYST}),
        "sign_period": frozenset({GOVERNOR, REGENT}),
        "accept_deviation": frozenset({GOVERNOR}),
        "annotate": frozenset({GOVERNOR, REGENT, ANALYST}),
        "declare": frozenset({REGENT, ANALYST}),
        "confirm_milestone": frozenset({GOVERNOR, ADMINISTRATOR}),
        "set_targets": frozenset({ADMINISTRATOR}),
        "set_calendar": frozenset({ADMINISTRATOR}),
        "lock_period": frozenset({ADMINISTRATOR}),
        "export": ALL,
        "reproduce": frozenset({AUDITOR, ADMINISTRATOR}),
        "read_ledger": frozenset({AUDITOR, ADMINISTRATOR}),
        "measure": frozenset({AUDITOR, ADMINISTRATOR}),
        "own_account": ALL,
        "accounts": frozenset({ADMINISTRATOR}),
        "settings": frozenset({ADMINISTRATOR}),
        "view_as": frozenset({ADMINISTRATOR}),
    }
)
"""Act → who may do it."""

BEFORE_ENROLMENT = frozenset({"akun", "own_account"})
"""All that is open to who must still set up a second factor."""


def addresses() -> list[str]:
    """Where pages are; the first one is at `/`."""
    _, *others = PAGES
    return ["/", *(f"/{page}" for page in others)]


def may(role: str, right: str) -> bool:
    """Whether a role holds a right: a page by its address, or an act by its name."""
    holders = PAGES.get(right, ACTS.get(right, frozenset()))
    return role in holders or (role == TERMINAL and bool(holders))
