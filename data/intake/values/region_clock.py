"""The clock of a row is its region's: what differs from that of the file, where a home has several clocks."""

from collections.abc import Mapping

from data.clock import IANA, ZONES
from data.home import Home
from data.intake.source.profiles import Profile
from data.settings.places import places

Hours = Mapping[str, int]
"""Region → how many hours its clock is ahead of the file's; those of the same clock are left out."""


def in_zone_of(home: Home, profile: Profile, region: str | None) -> Profile:
    """The profile, by the clock of the region (None: of the root) where it names no zone itself."""
    if "time_zone" in profile.model_fields_set:
        return profile
    zone = places(home).zone(region).tzname(None)
    return profile.model_copy(update={"time_zone": IANA[zone or "WIB"]})


def ahead(home: Home, profile: Profile) -> Hours:
    """The regions whose clock is not the file's; none for a file in a zone of elsewhere, whose clock holds for all."""
    tree = places(home)
    hours = {IANA[name]: zone.utcoffset(None).seconds // 3600 for name, zone in ZONES.items()}
    if profile.time_zone not in hours:
        return {}
    of_file = hours[profile.time_zone]
    each = {leaf: hours[IANA[tree[leaf].zone]] - of_file for leaf in tree.all_leaves}
    return {leaf: differs for leaf, differs in each.items() if differs}


def later(moment: str, hours: Hours, region: str, where: str = "true") -> str:
    """SQL for a moment of the file's clock by the clock of a row's region, both SQL too; itself in other rows."""
    if not hours:
        return moment
    listed = ", ".join(f"'{code}': {number}" for code, number in hours.items())
    differs = f"coalesce((map {{{listed}}})[cast({region} as varchar)], 0)"
    return f"({moment} + to_hours(case when {where} then {differs} else 0 end))"
