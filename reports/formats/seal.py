"""The institution's seal on a PDF: a PAdES-B-B signature in an incremental update, so that what was issued stays whole.

The key is a PKCS #12 file of the office. Its passphrase comes from the environment or from a file, never from a command
line. pyHanko makes and checks seals; it is wanted only where they are used (requirements-seal.txt).
"""

import io
import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import SetupError, error_text
from data.home import Home
from data.settings.home_config import settings

logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # what is wrong is told in a line of ours
logging.getLogger("pyhanko_certvalidator").addHandler(logging.NullHandler())
PASSPHRASE = "CAPAIAN_SEAL_PASSPHRASE"
FIELD = "Segel"
END = b"%%EOF"
SIGNED = b"/ByteRange"
"""What stands in every update that holds a signature."""
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
    RuntimeError,
)
"""What reading bytes that are no seal or certificate may end in."""
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
            raise SetupError(error_text("seal_passphrase_file", file=self.passphrase_file)) from error


@dataclass(frozen=True)
class Seal:
    """Whose certificate sealed a document, when (ISO 8601, by the sealing computer), and whether it is intact.

    `trusted`: the certificate is one of those asked for, or issued by one of them. Anybody can make a certificate, so
    a seal proves where a document comes from only then.
    """

    name: str
    at: str
    intact: bool
    trusted: bool = False


BROKEN_SEAL = Seal("", "", intact=False)


def key_of(home: Home) -> Key | None:
    """The key that the home's `home.yaml` names, None when it names none; its paths are relative to the home."""
    asked = settings(home).seal
    if asked is None or asked.key is None:
        return None
    return Key(home.root / asked.key, home.root / asked.passphrase_file if asked.passphrase_file else None)


def sealed(written: bytes, key: Key) -> bytes:
    """The PDF with the seal after it; SetupError without pyHanko, or when the key cannot be opened."""
    signing = _pyhanko()
    signer = signing.signers.SimpleSigner.load_pkcs12(_there(key.path), passphrase=key.passphrase())
    if signer is None:
        raise SetupError(error_text("seal_key", file=key.path, name=PASSPHRASE))
    about = signing.signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=signing.fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = signing.Writer(io.BytesIO(written))
    return bytes(signing.signers.sign_pdf(writer, about, signer=signer).getvalue())


def parted(written: bytes) -> tuple[bytes, bytes]:
    """A PDF of ours as it was made, and what came after it (empty without a seal)."""
    end = written.find(END) + len(END)
    return (written, b"") if end < len(END) else (written[:end], written[end:].lstrip(b"\r\n"))


def state(written: bytes, anchors: Sequence[Any] = ()) -> Seal | None:
    """The seal of a PDF, None when nothing came after it was made; SetupError when it cannot be checked here.

    Intact means: one signature over the whole file, and nothing of what was made is another than it was. `anchors`
    are the certificates of `anchors_of`.
    """
    after = parted(written)[1]
    if not after:
        return None
    if SIGNED not in after:
        return BROKEN_SEAL
    signing = _pyhanko()
    try:
        return _state(signing, signing.Reader(io.BytesIO(written)), anchors)
    except (signing.PdfError, signing.ValidationError, *UNREADABLE):
        return BROKEN_SEAL


def _state(signing: Any, reader: Any, anchors: Sequence[Any]) -> Seal:
    signatures = reader.embedded_signatures
    if len(signatures) != 1 or reader.total_revisions != 2 or not _adds_only(reader):
        return BROKEN_SEAL
    signer = signatures[0].signer_cert
    roots = [signer, *anchors]
    context = signing.ValidationContext(trust_roots=roots, allow_fetching=False)
    status = signing.validate(signatures[0], signer_validation_context=context, skip_diff=True)
    whole = status.coverage == signing.Coverage.ENTIRE_FILE
    at = status.signer_reported_dt
    trusted = signer.dump() in {anchor.dump() for anchor in anchors} or _issued_by(signing, signatures[0], anchors)
    intact = bool(status.intact and status.valid and whole)
    return Seal(str(signer.subject.human_friendly), at.isoformat() if at else "", intact, intact and trusted)


def _issued_by(signing: Any, signature: Any, anchors: Sequence[Any]) -> bool:
    """Whether the certificate of a signature was issued by one of the anchors, by RFC 5280 path validation."""
    if not anchors:
        return False
    context = signing.ValidationContext(trust_roots=list(anchors), allow_fetching=False)
    return bool(signing.validate(signature, signer_validation_context=context, skip_diff=True).trusted)


def anchors_of(home: Home, files: Sequence[Path] = ()) -> list[Any]:
    """Certificates whose seals prove an origin: those of the files (PEM or DER), of the home's `seal`, and of its key.

    A key whose passphrase is not at hand brings none. SetupError when a file named cannot be read.
    """
    asked = settings(home).seal
    named = [*files, *([home.root / asked.certificate] if asked and asked.certificate else [])]
    anchors = [certificate for path in named for certificate in _certificates(path)]
    key = key_of(home)
    if key is not None and key.path.is_file():
        signer = _pyhanko().signers.SimpleSigner.load_pkcs12(str(key.path), passphrase=key.passphrase())
        anchors += [signer.signing_cert] if signer is not None else []
    return anchors


def _certificates(path: Path) -> list[Any]:
    signing = _pyhanko()
    try:
        return list(signing.load_certificates([str(path)]))
    except UNREADABLE as error:
        raise SetupError(error_text("seal_certificate", file=path)) from error


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
        raise SetupError(error_text("seal_key_absent", file=path))
    return str(path)


class _Pyhanko:
    """The parts of pyHanko that are used; made only when they are."""

    def __init__(self) -> None:
        from pyhanko.keys import load_certs_from_pemder
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign import fields, signers
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko.sign.validation.status import SignatureCoverageLevel
        from pyhanko_certvalidator import ValidationContext
        from pyhanko_certvalidator.errors import ValidationError

        class Update(IncrementalPdfFileWriter):
            """Adds to a PDF/A-3 file and leaves its version, its dates and its metadata as they are."""

            def ensure_output_version(self, version: Any) -> None: ...

            def register_extension(self, ext: Any) -> None: ...

            def _update_meta(self) -> None: ...

        self.Writer, self.Reader = Update, PdfFileReader
        self.fields, self.signers = fields, signers
        self.validate, self.Coverage = validate_pdf_signature, SignatureCoverageLevel
        self.ValidationContext = ValidationContext
        self.load_certificates = load_certs_from_pemder
        self.PdfError, self.ValidationError = PdfError, ValidationError


def _pyhanko() -> Any:
    try:
        return _Pyhanko()
    except ImportError as error:
        raise SetupError(error_text("seal_not_installed")) from error
