"""What an office decides for its home (`home.yaml`, optional)."""

from typing import Literal

from data.home import Home
from data.yaml_models import Strict, parse

FILE = "home.yaml"


class Settings(Strict):
    """How files with errors are taken: their good rows, or not at all."""

    files_with_errors: Literal["accept_good_rows", "refuse_file"] = "accept_good_rows"


def settings(home: Home) -> Settings:
    """The home's settings; the defaults when it has no `home.yaml`."""
    path = home.own(FILE)
    return parse(path, Settings) if path is not None else Settings()
