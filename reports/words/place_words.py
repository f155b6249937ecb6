"""How the places of a home are called together."""

from collections.abc import Collection

from text.words import Language, say_of


def all_places(regions: Collection[str], language: Language) -> str:
    """All of them, by the codes that lie in them: provinces lie in a nation, and in a regency or city nothing does."""
    level = "nation" if any("." not in code for code in regions) else "province" if regions else "region"
    return say_of(level, "region.whole", language)
