"""What an office decides for its home (`home.yaml`, optional)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator

from data.errors import CapaianError, error_text
from data.home import Home
from data.settings.channel_config import Mail as Mail
from data.settings.channel_config import Name
from data.settings.channel_config import Publication as Publication
from data.settings.channel_config import Recipient as Recipient
from data.settings.channel_config import Send as Send
from data.settings.channel_config import Source as Source
from data.settings.yaml_models import Strict, Text, parse
from text.words import LANGUAGES, Language

FILE = "home.yaml"


def _distinct(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if not languages or len(set(languages)) < len(languages):
        raise ValueError(error_text("home_languages"))
    return languages


class Sealing(Strict):
    """The institution's key (PKCS #12), the file of its passphrase, and the certificate that seals are checked with.

    Paths are relative to the home. A home that only checks names the certificate alone.
    """

    key: str | None = None
    passphrase_file: str | None = None
    certificate: str | None = None


class Signatory(Strict):
    """Who signs: the office held, and as far as the office gives them name, rank and NIP; nothing is filled in."""

    title: Text
    name: Text | None = None
    rank: Text | None = None
    nip: Text | None = None


class Letterhead(Strict):
    """The head of every letter: lines from the largest body down, address, contact, and a logo beside home.yaml.

    `place` stands before the date, `classification` is the letter's sifat. `head` signs reports; the parties and who
    acknowledges them sign the data minutes.
    """

    lines: tuple[Text, ...]
    address: Text | None = None
    contact: Text | None = None
    logo: Text | None = None
    place: Text | None = None
    classification: Text | None = None
    head: Signatory | None = None
    first_party: Signatory | None = None
    second_party: Signatory | None = None
    acknowledged_by: Signatory | None = None


class Licence(Strict):
    """Under what terms data may be shared further: its name as SPDX writes it (`CC-BY-4.0`), and where it stands."""

    name: Text
    title: Text | None = None
    url: Text | None = None


class Settings(Strict):
    """How files with errors are taken: their good rows, or not at all. `seal` names the key that seals every PDF.

    `name` is what the home is called beside the product's name; `languages` are those of its screens, the first where
    none is asked for.

    `second_factor` lists the roles that must set up one-time codes before they see anything. `inbox` names the places
    that files come in from by themselves, `send` who is sent what, `publication` who answers for the public site.
    `licence` is that of data packages and public files.
    `cells_from` names the offices whose cells are taken in: code of the office's root → its public key, as `key new`
    prints it.
    """

    name: Text | None = None
    languages: Annotated[tuple[Language, ...], AfterValidator(_distinct)] = LANGUAGES
    files_with_errors: Literal["accept_good_rows", "refuse_file"] = "accept_good_rows"
    seal: Sealing | None = None
    letterhead: Letterhead | None = None
    second_factor: tuple[Literal["governor", "regent", "analyst", "auditor", "administrator"], ...] = ()
    inbox: Mapping[Name, Source] = {}
    send: Send | None = None
    publication: Publication | None = None
    licence: Licence | None = None
    cells_from: Mapping[Text, Text] = {}


def settings(home: Home) -> Settings:
    """The home's settings; the defaults when it has no `home.yaml`."""
    path = home.own(FILE)
    return parse(path, Settings) if path is not None else Settings()


def name(home: Home) -> str:
    """What the home calls itself; empty when it does not, or while its settings cannot be read."""
    return _readable(home).name or ""


def languages(home: Home) -> tuple[Language, ...]:
    """The languages of the home's screens; all of them while its settings cannot be read."""
    return _readable(home).languages


def _readable(home: Home) -> Settings:
    """The settings, or the defaults: what is wrong with the file is told where they are used."""
    try:
        return settings(home)
    except CapaianError:
        return Settings()
