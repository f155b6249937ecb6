"""The ids of indicators and the names people write for them; what an indicator means is none of data's business."""

from collections.abc import Mapping

from data import strict_yaml
from data.home import PROJECT, Home
from data.kinds import fold

FILE = "indicators.yaml"


def indicator_names(home: Home) -> dict[str, Mapping[str, str]]:
    """Id of every indicator → its name by language: the shipped ones, then those the home adds.

    Raises SetupError when a file cannot be read as YAML; an entry without names has none here.
    """
    own = home.own(FILE)
    paths = [PROJECT / "metrics" / FILE, *([own] if own else [])]
    found: dict[str, Mapping[str, str]] = {}
    for path in paths:
        content = strict_yaml.load(path)
        if isinstance(content, dict):
            found |= {str(id_): _names(entry) for id_, entry in content.items()}
    return found


def indicator_words(home: Home) -> dict[str, str]:
    """Folded word → id: names in both languages, and the ids themselves, which come first."""
    named = indicator_names(home)
    words = {fold(name): id_ for id_, names in named.items() for name in names.values() if fold(name)}
    return words | {fold(id_): id_ for id_ in named}


def _names(entry: object) -> Mapping[str, str]:
    names = entry.get("name") if isinstance(entry, dict) else None
    return {str(language): str(name) for language, name in names.items()} if isinstance(names, dict) else {}
