"""The institution's seal on a PDF: a PAdES-B-B signature in an incremental update, so that what was issued stays whole.

The key is a PKCS #12 file of the office. Its passphrase comes from the environment or from a file, never from a command
line. pyHanko makes and checks seals; it is wanted only where they are used (requirements-seal.txt).
"""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import SetupError, told
from data.home import Home
from data.settings.home_config import settings

PASSPHRASE = "CAPAIAN_SEAL_PASSPHRASE"
FIELD = "Segel"
END = b"%%EOF"
MENTIONS = ("/AcroForm", "/Annots")
"""Where the catalogue and a page name the field of a seal."""


@dataclass(frozen=True)
class Key:
    """The PKCS #12 file, and the file that holds its passphrase (None: the environment has it, or there is none)."""

    path: Path
    passphrase_file: Path | None = None

    def passphrase(self) -> bytes | None:
        """The passphrase; SetupError when its file cannot be read."""
        if self.passphrase_file is None:
            return os.environ[PASSPHRASE].encode() if PASSPHRASE in os.environ else None
        try:
            return self.passphrase_file.read_bytes().strip()
        except OSError as error:
            raise SetupError(told("seal_passphrase_file", file=self.passphrase_file)) from error


@dataclass(frozen=True)
class Seal:
    """Whose certificate sealed a document, when (ISO 8601, by the sealing computer), and whether it is intact."""

    name: str
    at: str
    intact: bool


def key_of(home: Home) -> Key | None:
    """The key that the home's `home.yaml` names, None when it names none; its paths are relative to the home."""
    asked = settings(home).seal
    if asked is None:
        return None
    return Key(home.root / asked.key, home.root / asked.passphrase_file if asked.passphrase_file else None)


def sealed(written: bytes, key: Key) -> bytes:
    """The PDF with the seal after it; SetupError without pyHanko, or when the key cannot be opened."""
    signing = _pyhanko()
    signer = signing.signers.SimpleSigner.load_pkcs12(_there(key.path), passphrase=key.passphrase())
    if signer is None:
        raise SetupError(told("seal_key", file=key.path, name=PASSPHRASE))
    about = signing.signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=signing.fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = signing.Writer(io.BytesIO(written))
    return bytes(signing.signers.sign_pdf(writer, about, signer=signer).getvalue())


def parted(written: bytes) -> tuple[bytes, bytes]:
    """A PDF of ours as it was made, and what came after it (empty without a seal)."""
    end = written.find(END) + len(END)
    return (written, b"") if end < len(END) else (written[:end], written[end:].lstrip(b"\r\n"))


def state(written: bytes) -> Seal | None:
    """The seal of a PDF, None when nothing came after it was made.

    Intact means: one signature over the whole file, and nothing of what was made is another than it was.
    """
    if not parted(written)[1]:
        return None
    signing = _pyhanko()
    reader = signing.Reader(io.BytesIO(written))
    found = reader.embedded_signatures
    if len(found) != 1 or reader.total_revisions != 2 or not _adds_only(reader):
        return Seal("", "", intact=False)
    trusted = signing.ValidationContext(trust_roots=[found[0].signer_cert], allow_fetching=False)
    status = signing.validate(found[0], signer_validation_context=trusted, skip_diff=True)
    whole = status.coverage == signing.Coverage.ENTIRE_FILE
    at = status.signer_reported_dt
    name = str(found[0].signer_cert.subject.human_friendly)
    return Seal(name, at.isoformat() if at else "", bool(status.intact and status.valid and whole))


def _adds_only(reader: Any) -> bool:
    """Whether the second revision leaves every object of the first as it was but for the mention of its own field."""
    for ref in reader.xrefs.explicit_refs_in_revision(1):
        if reader.xrefs.get_historical_ref(ref, 0) is None:
            continue
        old, new = (reader.get_object(ref, revision=revision) for revision in (0, 1))
        if not isinstance(old, dict) or not isinstance(new, dict):
            return False
        if any(old.get(key) != new.get(key) for key in old.keys() | new.keys() if key not in MENTIONS):
            return False
    return True


def _there(path: Path) -> str:
    if not path.is_file():
        raise SetupError(told("seal_key_absent", file=path))
    return str(path)


class _Pyhanko:
    """The parts of pyHanko that are used; made only when they are."""

    def __init__(self) -> None:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign import fields, signers
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.status import SignatureCoverageLevel
        from pyhanko_certvalidator import ValidationContext

        class Update(IncrementalPdfFileWriter):
            """Adds to a PDF/A-3 file and leaves its version, its dates and its metadata as they are."""

            def ensure_output_version(self, version: Any) -> None: ...

            def register_extension(self, ext: Any) -> None: ...

            def _update_meta(self) -> None: ...

        self.Writer, self.Reader = Update, PdfFileReader
        self.fields, self.signers = fields, signers
        self.validate, self.Coverage = validate_pdf_signature, SignatureCoverageLevel
        self.ValidationContext = ValidationContext


def _pyhanko() -> Any:
    try:
        return _Pyhanko()
    except ImportError as error:
        raise SetupError(told("seal_not_installed")) from error
