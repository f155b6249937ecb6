"""Time stamps (RFC 3161): an authority outside the office says when a head of the ledger already was.

What is stamped is SHA-256 of the head as it is printed (`SEQ:SHA256`), so a reply can be checked without this program:
`openssl ts -verify -in reply.tsr -data FILE -CAfile authority.pem`, FILE holding the head without an end of line.
Asking the authority is the office's errand: the file of the request goes out, the reply comes back as a file. Reply and
the authority's certificates lie in the entry. rfc3161-client is wanted only where stamps are (requirements-seal.txt).
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

from cryptography import x509
from cryptography.x509.oid import NameOID

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import acts, entries, storage
from data.ledger import verify as verification
from data.ledger.entries import Entry

REPLY, AUTHORITY = "reply.tsr", "authority.pem"
LARGEST = 1 << 20


@dataclass(frozen=True)
class TimeStamp:
    """Number of the stamped entry, the moment, and the name of the authority that says so."""

    seq: int
    at: datetime
    by: str


def request(home: Home) -> tuple[str, bytes]:
    """The newest head as it is stamped, and the request for an authority; RefusedError for no or a broken ledger."""
    state = verification.verification(home, files=False)
    if state.broken:
        raise RefusedError(error_text("entry_broken", seq=state.broken[0], finding=state.broken[1]))
    if not state.head[0]:
        raise RefusedError(error_text("time_stamp_empty"))
    client, text = _client(), verification.as_text(state.head)
    building = client.TimestampRequestBuilder().data(text.encode("ascii"))
    building = building.hash_algorithm(client.HashAlgorithm.SHA256).cert_request(cert_request=True)
    return text, building.build().as_bytes()


def add(home: Home, who: str, reply: Path, authority: Path) -> tuple[TimeStamp, Entry]:
    """Keep an authority's reply as an act of the ledger.

    RefusedError, and nothing is written, when the reply is none, is not that authority's, or stamps another head.
    """
    answer, certificates = _bytes(reply), _bytes(authority)
    with storage.lock(home):
        stamp = _stamp(answer, certificates, entries.entries(home), reply.name)
        with storage.side_folder(home) as folder:
            (folder / REPLY).write_bytes(answer)
            (folder / AUTHORITY).write_bytes(certificates)
            what = {"stamped": stamp.seq, "at": stamp.at.isoformat(), "by": stamp.by}
            return stamp, entries.append(home, folder, acts.TIME_STAMP, who, what)


def checked(home: Home, authority: Path | None = None) -> list[TimeStamp]:
    """Every time stamp on record, checked again, by the authority's certificates kept outside where they are given.

    RefusedError for the first that does not hold.
    """
    listed = entries.entries(home)
    pinned = None if authority is None else _bytes(authority)
    return [
        _stamp((act.folder / REPLY).read_bytes(), pinned or (act.folder / AUTHORITY).read_bytes(), listed, REPLY)
        for act in acts.standing(home, acts.TIME_STAMP)
    ]


def is_checkable() -> bool:
    """Whether the package that reads time stamps is installed."""
    return importlib.util.find_spec("rfc3161_client") is not None


def _stamp(reply: bytes, authority: bytes, listed: list[Entry], name: str) -> TimeStamp:
    """What a reply says of one of these entries."""
    client = _client()
    try:
        answer = client.decode_timestamp_response(reply)
        if answer.status != client.PKIStatus.GRANTED:
            raise RefusedError(error_text("time_stamp_declined", file=name))
        imprint, at = answer.tst_info.message_imprint.message, answer.tst_info.gen_time
        signers = {(info.issuer, info.serial_number) for info in answer.signed_data.signer_infos}
        inside = [x509.load_der_x509_certificate(der) for der in answer.signed_data.certificates]
    except (ValueError, TypeError) as error:
        raise RefusedError(error_text("time_stamp_unreadable", file=name)) from error
    seq = next((entry.seq for entry in listed if _imprint(entry) == imprint), None)
    if seq is None:
        raise RefusedError(error_text("time_stamp_other_head", file=name))
    try:
        roots = x509.load_pem_x509_certificates(authority)
        client.VerifierBuilder(roots=roots).build().verify(answer, imprint)
    except (ValueError, client.VerificationError) as error:
        raise RefusedError(error_text("time_stamp_not_theirs", file=name)) from error
    certificates = (*inside, *roots)
    signer = next((each for each in certificates if (each.issuer, each.serial_number) in signers), roots[0])
    return TimeStamp(seq, at, _name(signer))


def _imprint(entry: Entry) -> bytes:
    return hashlib.sha256(verification.as_text((entry.seq, entry.sha256)).encode("ascii")).digest()


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST)
    except OSError as error:
        raise SetupError(error_text("time_stamp_file", file=path, reason=type(error).__name__)) from error


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError as error:
        raise SetupError(error_text("time_stamp_not_installed")) from error
    return rfc3161_client
