"""What an office decides for its home (`home.yaml`, optional)."""

from typing import Literal

from data.home import Home
from data.settings.yaml_models import Strict, parse

FILE = "home.yaml"


class Sealing(Strict):
    """The institution's key (PKCS #12), the file of its passphrase, and the certificate that seals are checked with.

    Paths are relative to the home. A home that only checks names the certificate alone.
    """

    key: str | None = None
    passphrase_file: str | None = None
    certificate: str | None = None


class Settings(Strict):
    """How files with errors are taken: their good rows, or not at all. `seal` names the key that seals every PDF."""

    files_with_errors: Literal["accept_good_rows", "refuse_file"] = "accept_good_rows"
    seal: Sealing | None = None


def settings(home: Home) -> Settings:
    """The home's settings; the defaults when it has no `home.yaml`."""
    path = home.own(FILE)
    return parse(path, Settings) if path is not None else Settings()
