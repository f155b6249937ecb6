"""From strict YAML to a pydantic model; what does not fit becomes one line with file, line, finding and remedy."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from data import strict_yaml
from data.errors import SetupError

Model = TypeVar("Model", bound=BaseModel)

_FINDINGS = {
    "missing": "belum ditulis. Tambahkan.",
    "extra_forbidden": "tidak dikenal. Perbaiki ejaannya, atau hapus.",
    "string_too_short": "masih kosong. Isi.",
    "string_type": "terbaca bukan sebagai teks. Tulis di dalam tanda kutip.",
    "string_pattern_mismatch": "tidak sesuai bentuknya. Perbaiki.",
    "int_type": "harus berupa bilangan bulat. Perbaiki.",
    "int_parsing": "harus berupa bilangan bulat. Perbaiki.",
    "int_from_float": "harus berupa bilangan bulat. Perbaiki.",
    "float_type": "harus berupa bilangan dengan titik desimal. Perbaiki.",
    "float_parsing": "harus berupa bilangan dengan titik desimal. Perbaiki.",
    "bool_type": "harus true atau false. Perbaiki.",
    "bool_parsing": "harus true atau false. Perbaiki.",
    "list_type": "harus berupa daftar (tiap butir diawali tanda -). Perbaiki.",
    "tuple_type": "harus berupa daftar (tiap butir diawali tanda -). Perbaiki.",
    "dict_type": "harus berupa pasangan kunci: nilai. Perbaiki.",
    "model_type": "harus berupa pasangan kunci: nilai. Perbaiki.",
    "model_attributes_type": "harus berupa pasangan kunci: nilai. Perbaiki.",
}


class Strict(BaseModel):
    """Base of every model read from YAML: frozen, and unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return datetime.strptime(str(value), "%Y-%m-%d").date()
    except ValueError:
        raise ValueError("tanggal tidak dapat dibaca. Tulis seperti 2026-03-19.") from None


Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day written 2026-03-19, quoted or not; a number or a time of day is refused."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty; a number, true/false or date that was meant as text is refused."""


def parse(path: Path, model: type[Model]) -> Model:
    """The YAML file as that model; the first thing that does not fit is a SetupError."""
    content = strict_yaml.load(path)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise refusal(path, error.errors()[0]) from error


def refusal(path: Path, error: ErrorDetails) -> SetupError:
    """One pydantic error in the user's words: 'targets.yaml, baris 12, bagian decree: belum ditulis. Tambahkan.'"""
    spot = tuple(part for part in error["loc"] if part != "[key]")
    return at(path, spot, f"bagian {'.'.join(map(str, spot)) or 'teratas'}: {_finding(error)}")


def at(path: Path, spot: tuple[str | int, ...], finding: str) -> SetupError:
    """A finding ('bagian x: … Perbaiki.') at a key path; a path the file lacks has the line of its nearest parent."""
    known = strict_yaml.lines(path)
    while spot not in known:
        spot = spot[:-1]
    return SetupError(f"{path.name}, baris {known[spot]}, {finding}")


def _finding(error: ErrorDetails) -> str:
    context: Mapping[str, object] = error.get("ctx") or {}
    if error["type"] == "value_error":
        return str(context["error"])
    if error["type"] in ("literal_error", "enum"):
        return f"pilihan tidak dikenal. Pilih {context['expected']}.".replace(" or ", " atau ")
    return _FINDINGS.get(error["type"], "isi tidak dapat dipakai. Perbaiki.")
