"""Who is looking: the one object every page is given, and the languages it can be drawn in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from access.identity import roles
from access.identity.scope import Scope

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
"""Every language that has words."""


def every_language() -> Sequence[Language]:
    """Those of a home that has chosen none."""
    return LANGUAGES


def chosen_language(offered: Sequence[Language], *candidates: str | None) -> Language:
    """The first of these that is offered, else the first that is."""
    return next((language for code in candidates for language in offered if language == code), offered[0])


@dataclass(frozen=True)
class Viewer:
    """A reader, and the places they may see, the own one first; `region_scope` None means all of them and the whole."""

    name: str
    role: str
    region_scope: tuple[str, ...] | None
    language: Language
    demo: bool = False
    """Whether a one-click role looks, on a home of demo data."""
    viewed_by: str | None = None
    """The administrator who looks through these eyes (`view_as`): then nothing can be done, only seen."""

    must_enrol: bool = False
    """Whether the home's rules open nothing but the own account until a second factor is set up."""

    @property
    def shown_name(self) -> str:
        """What ledger and log write: the account, or the role of a one-click visitor."""
        return self.viewed_by or self.name or f"contoh-{self.role}"

    @property
    def scope(self) -> Scope:
        """What the warehouse may answer this viewer with."""
        return Scope(None if self.region_scope is None else frozenset(self.region_scope))

    def may(self, right: str) -> bool:
        """Whether the viewer's role holds a right (`access.identity.roles`)."""
        if self.must_enrol and right not in roles.BEFORE_ENROLMENT:
            return False
        return roles.may(self.role, right) and (self.viewed_by is None or right in roles.PAGES)

    def may_see(self, region: str | None) -> bool:
        """Whether the figures of `region` (a region's code; None is the whole province) are open to this viewer."""
        return self.region_scope is None or region in self.region_scope

    @property
    def home_region(self) -> str | None:
        """The region a page opens with: the whole province (None), or the first of the viewer's own."""
        return None if self.region_scope is None else self.region_scope[0]
