"""The words of the pages that come before the first, in the languages of the home, and what the home is called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from access.identity.viewer import Language, chosen_language, every_language


class Lookup(Protocol):
    """Looks a text up by its key (`text.words.say`)."""

    def __call__(self, key: str, language: str = "id", /, **params: object) -> str: ...


@dataclass(frozen=True)
class Words:
    """A lookup of words; `offered` are the home's languages, `home_name` is empty where it has given itself none."""

    lookup: Lookup
    offered: Callable[[], Sequence[Language]] = every_language
    home_name: Callable[[], str] = str

    def __call__(self, key: str, language: str = "id", /, **params: object) -> str:
        return self.lookup(key, language, **params)

    def language_of(self, code: str | None) -> Language:
        """The language asked for, the first of the home's when none or another is."""
        return chosen_language(self.offered(), code)
