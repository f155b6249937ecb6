"""The form of one file: its kind, profile, region, headers, and the keys of its widgets."""

import zlib
from dataclasses import dataclass

from access.identity.viewer import Viewer
from data.intake.columns import matching
from data.intake.source import period_claims, unpivot
from data.intake.source.profiles import Profile
from data.intake.source.sheet import Sheet
from data.schema.kinds import Kind
from pages.components.upload.trial import Dropped
from text.words import Language


@dataclass(frozen=True)
class Form:
    """What the choices are made on: a kind, the profile and region chosen above, the file and the headers found."""

    viewer: Viewer
    kind: Kind
    profile: Profile
    region: str | None
    file: Dropped
    sheet: Sheet
    period: str | None = None
    """The period given above for all files."""

    @property
    def language(self) -> Language:
        return self.viewer.language

    @property
    def found(self) -> matching.ColumnMap:
        """What is mapped before any choice is made."""
        return self.mapped(self.profile)

    def headers(self, profile: Profile) -> tuple[str, ...]:
        """The headers of the file with those of the columns that the profile makes behind them."""
        return unpivot.headers(self.sheet.headers, profile)

    def mapped(self, profile: Profile) -> matching.ColumnMap:
        """What is mapped by a profile, as a load would: by the period that is given or told by the file."""
        headers = self.headers(profile)
        if self.sheet.unpivots and not profile.unpivot:
            profile = profile.model_copy(update={"unpivot": self.sheet.unpivots})
        claim = period_claims.of_file(self.file.name, self.sheet.name, self.period, self.sheet.title)
        return matching.match(self.kind, headers, profile, self.region, claim)

    def key(self, name: str) -> str:
        """A widget's key; another file, kind, profile or region starts afresh."""
        of = (self.file.fingerprint, self.kind.kind, self.profile.model_dump_json(), self.region, self.sheet.headers)
        return f"map_{zlib.crc32(repr(of).encode()):08x}_{name}"
