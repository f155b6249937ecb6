"""How the places of a home are called together."""

from collections.abc import Collection

from data.settings.places import is_province
from text.words import Language, say, say_of


def all_places(regions: Collection[str], language: Language) -> str:
    """All of them, by the codes that lie in them: provinces lie in a nation, and in a regency or city nothing does."""
    return say_of(_level(regions), "region.whole", language) if regions else say("region.whole_region", language)


def of_parts(regions: Collection[str], key: str, language: Language, **params: object) -> str:
    """The text of `key`, which speaks of the parts of the whole by their codes: those of a nation are provinces."""
    return say_of(_level(regions), key, language, **params)


def _level(regions: Collection[str]) -> str:
    return "nation" if any(map(is_province, regions)) else "province"
