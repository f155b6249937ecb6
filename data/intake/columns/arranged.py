"""The sheet of a file as its rows are meant: what is read, and what stands side by side but should stand below."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from data.intake.columns import matching, months_across, year_apart
from data.intake.columns.months_across import Across as Across
from data.intake.source import period_claims, unpivot
from data.intake.source import sheet as reading
from data.intake.source.profiles import Profile
from data.intake.source.sheet import Sheet
from data.schema.kinds import Kind

join_year = year_apart.join
year_columns = year_apart.find
are_without_year = year_apart.are_without_year


@dataclass(frozen=True)
class Arranged:
    """A sheet whose columns are not turned yet, and the profile with all that is to be turned."""

    sheet: Sheet
    profile: Profile
    across: Across | None = None
    """Months that were recognised."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers together with those of the columns to be made."""
        return (*self.sheet.headers, *unpivot.names(self.profile.unpivot))


def read(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    kind: Kind,
    profile: Profile,
    scratch: Path,
    period: str | None = None,
) -> Arranged:
    """Read a sheet (`data.intake.source.sheet.read`) and see which of its columns are to be turned into rows.

    Raises RefusedError as that does, and where columns to be turned are not there or not clear.
    """
    recognise = matching.recogniser(kind, profile)
    # Neither a join nor a grouping keeps the order of rows, so each must carry its number.
    with_row_no = bool(kind.joined or profile.unpivot or profile.months_across or profile.cases or profile.due)
    sheet = reading.read(con, path, profile, recognise, scratch, with_row_no=with_row_no)
    said, years = months_across.of_names(sheet.title, sheet.name, path.name)
    claimed = period_claims.claim(period) if period else None
    years = {claimed.period[:4]} if claimed is not None else years
    year = next(iter(years)) if len(years) == 1 else None
    across = months_across.find(kind, sheet.headers, profile, said, years)
    if across is not None:
        profile = profile.model_copy(update={"unpivot": across.unpivots})
        if sheet.lines is not None:
            sheet = reading.read(con, path, profile, recognise, scratch, with_row_no=True)
    unpivot.places(sheet.headers, profile.unpivot)
    return Arranged(replace(sheet, unpivots=profile.unpivot, year=year), profile, across)
