"""Certificates that end: the institution's, which seals papers, and those that the addresses of the dashboard show."""

import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from cryptography import x509

from access.web import hosts
from data.home import Home
from data.settings.home_config import settings
from reports.safekeeping.diagnosis import Line, State, checked

ENDING_DAYS, SECONDS = 30, 5
HTTPS = 443


def of_institution(home: Home) -> Line:
    """The institution's certificate, where the home names one."""
    seal = settings(home).seal
    if seal is None or seal.certificate is None:
        return checked("certificate", "ok", "certificate_none")
    try:
        end = _end((home.root / seal.certificate).read_bytes())
    except ValueError:
        return checked("certificate", "fail", "certificate_unreadable", file=seal.certificate)
    return checked("certificate", _state(end), "certificate", until=f"{end:%d/%m/%Y}")


def of_addresses(_home: Home) -> Line:
    """What a browser is shown at the public addresses, asked of them: a renewed file may wait for nginx to read it."""
    ends = []
    for url in hosts.from_environment().public:
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname is None:
            continue
        try:
            shown = ssl.get_server_certificate((parts.hostname, parts.port or HTTPS), timeout=SECONDS)
            ends.append((_end(shown.encode()), url))
        except (OSError, ValueError) as error:
            return checked("https", "note", "https_unknown", url=url, reason=str(error) or type(error).__name__)
    if not ends:
        return checked("https", "ok", "https_none")
    end, url = min(ends)
    return checked("https", _state(end), "https", url=url, until=f"{end:%d/%m/%Y}")


def _end(content: bytes) -> datetime:
    read = x509.load_pem_x509_certificate if b"-----BEGIN" in content else x509.load_der_x509_certificate
    return read(content).not_valid_after_utc


def _state(end: datetime) -> State:
    days = (end - datetime.now(UTC)).days
    return "fail" if days < 0 else "warn" if days < ENDING_DAYS else "ok"
