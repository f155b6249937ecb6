"""Codes as people name them, in both languages; what has no name keeps its code."""

from collections.abc import Mapping

from data.home import Home
from data.settings import tables
from data.settings.places import places
from text.words import LANGUAGES, say

Names = Mapping[str, Mapping[tuple[str, str], str]]
"""Language → (dimension, code) → name."""
CHANNELS = ("langsung", "elektronik", "mandiri", "bergerak")


def of(home: Home) -> Names:
    """The names of regions, services, agencies, obstacles and channels, and what the place is that a region lies in."""
    tree = places(home)
    services = tables.services(home).drop_duplicates("code")
    obstacles = tables.obstacles(home)
    words = {("region_code", code): name for code, name in tables.place_names(home).items()}
    words |= {("service_code", code): name for code, name in zip(services["code"], services["name"], strict=True)}
    agencies = zip(services["agency_code"], services["agency"], strict=True)
    words |= {("agency_code", code): name for code, name in agencies}
    named: dict[str, dict[tuple[str, str], str]] = {}
    for language in LANGUAGES:
        codes = zip(obstacles["code"], obstacles[f"name_{language}"], strict=True)
        channels = {("channel", code): say(f"obstacles.channel.{code}", language) for code in CHANNELS}
        above = ((code, tree.parent(code)) for code in tree.codes[1:])
        within = {("level_above", code): tables.level_word(home, parent, language) for code, parent in above}
        named[language] = words | {("obstacle_code", code): name for code, name in codes} | channels | within
    return named
