"""What document is asked for: which one, of what, in which form and language."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from data.errors import SetupError, error_text
from metrics.periods import Period
from text.words import Language

OF_A_PLACE = ("lembar", "capaian", "skm", "hambatan", "berita-acara")
DOCUMENTS = (*OF_A_PLACE, "indikator")
SUFFIX: Mapping[str, str] = {"pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "csv": "zip"}
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
    indicator: str | None = None
    """Which one a sheet of one indicator is about; of other documents None."""

    def __post_init__(self) -> None:
        for name, known in (("document", DOCUMENTS), ("format", tuple(SUFFIX)), ("language", tuple(LANGUAGES))):
            if getattr(self, name) not in known:
                raise SetupError(error_text("report_option", option=name, choices=" | ".join(known)))
        if (self.document == "indikator") != (self.indicator is not None):
            raise SetupError(error_text("report_indicator", example="on_time_rate"))
        try:
            Period(self.period)
        except ValueError as error:
            raise SetupError(error_text("report_period", finding=error.args[0])) from error

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the document speaks, in order."""
        return LANGUAGES[self.language]

    def as_dict(self) -> dict[str, Any]:
        """The options as a document carries them; the indicator only where there is one."""
        return {name: value for name, value in asdict(self).items() if name != "indicator" or value is not None}

    @classmethod
    def carried(cls, told_: Mapping[str, Any]) -> "Options":
        """What `as_dict` wrote, among other things; KeyError when a part is missing."""
        always = {name: told_[name] for name in cls.__dataclass_fields__ if name != "indicator"}
        return cls(**always, indicator=told_.get("indicator"))
