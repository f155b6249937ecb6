"""What an office decides for its home (`home.yaml`, optional)."""

from typing import Literal

from data.home import Home
from data.settings.yaml_models import Strict, parse

FILE = "home.yaml"


class Sealing(Strict):
    """The institution's key (PKCS #12) and the file that holds its passphrase; paths are relative to the home."""

    key: str
    passphrase_file: str | None = None


class Settings(Strict):
    """How files with errors are taken: their good rows, or not at all. `seal` names the key that seals every PDF."""

    files_with_errors: Literal["accept_good_rows", "refuse_file"] = "accept_good_rows"
    seal: Sealing | None = None


def settings(home: Home) -> Settings:
    """The home's settings; the defaults when it has no `home.yaml`."""
    path = home.own(FILE)
    return parse(path, Settings) if path is not None else Settings()
