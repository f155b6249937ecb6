"""The parts a document on paper is made of; `document.typ` draws each by its name."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from reports.content.chart import ChartDescription
from reports.content.glyphs import printable

Align = Literal["left", "right"]


@dataclass(frozen=True)
class Title:
    """The head of a document: what it is, of whom and when, and lines below; `centred` as in minutes."""

    text: str
    below: str
    lines: tuple[str, ...] = ()
    centred: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3; `new_page` begins it on a page of its own."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Words:
    """A paragraph; `lead` is the one that says it all, `small` an aside, `kept` stays on the page of what follows."""

    text: str
    look: Literal["plain", "lead", "small", "kept"] = "plain"


@dataclass(frozen=True)
class Items:
    """A list of short texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """Title, place of the text in it, and its share of the room that is left (0: as wide as its words)."""

    title: str
    align: Align = "left"
    share: int = 0


@dataclass(frozen=True)
class Status:
    """A cell that tells a status: icon and word, and its tone."""

    icon: str
    word: str
    tone: Literal["met", "missed", "quiet"]


Cell = str | Status


@dataclass(frozen=True)
class Grid:
    """A table; it goes on over pages with its headers repeated, but for a short one that stays `whole` on one.

    `caption` says what it shows.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    small: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Charts:
    """Charts beside each other, `across` of them in a row."""

    charts: tuple[ChartDescription, ...]
    across: int = 1


@dataclass(frozen=True)
class Tile:
    """A region on the tile map: place from 1 in the north-west, name, value, status."""

    row: int
    column: int
    name: str
    value: str
    status: Status


@dataclass(frozen=True)
class Tiles:
    """The tile map of an indicator."""

    caption: str
    alt: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Beside:
    """Two stacks of blocks beside each other."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]


@dataclass(frozen=True)
class Letterhead:
    """The head of a letter: lines, the largest body first, then address and contact; `alt` describes the logo."""

    lines: tuple[str, ...]
    below: tuple[str, ...] = ()
    alt: str = ""


@dataclass(frozen=True)
class Fields:
    """Label and text of a letter (nomor, sifat, hal), with place and date at the right."""

    rows: tuple[tuple[str, str], ...]
    beside: str = ""


@dataclass(frozen=True)
class Signature:
    """Room for a signature: as whom, the office held, and lines below the room (name, rank, NIP)."""

    role: str
    title: str
    below: tuple[str, ...]


@dataclass(frozen=True)
class Signatures:
    """Signatures beside each other under place and date, and one below them in the middle."""

    at: str
    beside: tuple[Signature, ...]
    below: Signature | None = None


@dataclass(frozen=True)
class Contents:
    """The list of the headings of level 2 that follow in the same language, each with its page."""

    title: str


@dataclass(frozen=True)
class Checkpoint:
    """The checkpoint of a ledger: what it is for, the line itself, and its QR code (SVG) with the words for it."""

    text: str
    line: str
    svg: str
    alt: str


Block = (
    Title
    | Heading
    | Words
    | Items
    | Grid
    | Charts
    | Tiles
    | Beside
    | Letterhead
    | Fields
    | Signatures
    | Contents
    | Checkpoint
)


def as_data(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks as JSON for the template, every text made ready for its fonts."""
    return [_data(block) for block in blocks]


def _data(block: Block) -> dict[str, Any]:
    if isinstance(block, Beside):
        return {"block": "beside", "left": as_data(block.left), "right": as_data(block.right)}
    data: dict[str, Any] = {"block": type(block).__name__.lower(), **_printable(asdict(block))}
    return data


def _printable(data: Any) -> Any:
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, list | tuple) else data
