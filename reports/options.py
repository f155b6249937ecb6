"""What document is asked for: which one, of what, in which form and language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from data.errors import SetupError, told
from metrics.periods import Period
from text.words import Language

DOCUMENTS = ("lembar", "capaian", "skm", "hambatan", "berita-acara")
SUFFIX: Mapping[str, str] = {"pdf": "pdf", "xlsx": "xlsx", "csv": "zip"}
"""Format → how the name of its file ends; a data package of CSV and Parquet is one zip."""
LANGUAGES: Mapping[str, tuple[Language, ...]] = {"id": ("id",), "en": ("en",), "both": ("id", "en")}


@dataclass(frozen=True)
class Options:
    """One of DOCUMENTS of a period and a region (None: the province). A word that is none of ours is a SetupError."""

    period: str
    region: str | None = None
    document: str = "capaian"
    format: str = "pdf"
    language: str = "id"

    def __post_init__(self) -> None:
        for name, known in (("document", DOCUMENTS), ("format", tuple(SUFFIX)), ("language", tuple(LANGUAGES))):
            if getattr(self, name) not in known:
                raise SetupError(told("report_option", option=name, choices=" | ".join(known)))
        try:
            Period(self.period)
        except ValueError as error:
            raise SetupError(told("report_period", finding=str(error))) from error

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the document speaks, in order."""
        return LANGUAGES[self.language]

    def as_dict(self) -> dict[str, Any]:
        """The options as a document carries them."""
        return asdict(self)
