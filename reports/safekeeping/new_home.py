"""A new home of one place: its part of the national table of regions, a calendar, and targets marked as examples."""

import csv
import re
from pathlib import Path

import yaml

from data.clock import ZONES
from data.errors import RefusedError, SetupError, error_text
from data.home import SHIPPED, Home
from data.settings.home_config import FILE as HOME_FILE
from data.settings.places import UNTOLD, Places, places
from text import spreadsheet_csv

NATIONAL = SHIPPED / "national"
"""The tables that rows are copied from; their sources and dates stand in its README."""
EXAMPLE_LAYERS = '#   national -> provinsi "11" -> kabupaten/kota "11.71" -> instansi "11.71/DKC"'
LAYERS = "#   national -> kode tempat dari akar ke bawah -> kode tempat/kode instansi"
"""A line of the calendar's explanation, and what a new home says instead."""
HEADS_ONLY = ("mpp_status.csv", "agency_aliases.csv")
"""What is shipped of one province, and is another's to fill in."""


def write(home: Home, name: str, root: str, zone: str | None = None) -> int:
    """Write the settings of a home whose root is this place; returns how many regions report there.

    `name` is the office's, for its screens and the head of its letters; `zone` is WIB, WITA or WIT (None: that of the
    national table). A place or a zone that there is not is a SetupError; a folder that holds anything already a
    RefusedError.
    """
    if zone is not None and zone not in ZONES:
        raise SetupError(error_text("home_zone", zone=zone, known=", ".join(ZONES)))
    rows = _chosen(_national_rows(), root)
    if home.root.exists() and any(home.root.iterdir()):
        raise RefusedError(error_text("home_not_empty", folder=home.root))
    reference = home.root / "reference"
    reference.mkdir(parents=True, exist_ok=True)
    head = next(row for row in rows if row["code"] == root)
    head |= {"parent": "", "time_zone": zone or head["time_zone"] or UNTOLD}
    _write_rows(reference / "regions.csv", rows)
    (reference / "services.csv").write_bytes((NATIONAL / "services.csv").read_bytes())
    (reference / "calendar.yaml").write_text(_calendar(root), encoding="utf-8", newline="\n")
    for file in HEADS_ONLY:
        (reference / file).write_text(_first_line(SHIPPED / "reference" / file), encoding="utf-8", newline="\n")
    tree = places(home)
    (home.root / "targets.yaml").write_text(_targets(tree), encoding="utf-8", newline="\n")
    content = {"name": name, "letterhead": {"lines": [name]}}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (home.root / HOME_FILE).write_text(text, encoding="utf-8", newline="\n")
    return len(tree.all_leaves)


def _national_rows() -> list[dict[str, str]]:
    with (NATIONAL / "regions.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _chosen(nation: list[dict[str, str]], root: str) -> list[dict[str, str]]:
    """The rows of a place and of all that lies in it, in the order of the table."""
    chosen = {root}
    for row in nation:  # a parent stands before its parts
        if row["parent"] in chosen:
            chosen.add(row["code"])
    rows = [row for row in nation if row["code"] in chosen]
    if not rows:
        raise SetupError(error_text("home_root", root=root))
    return rows


def _write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        spreadsheet_csv.write(stream, list(rows[0]), rows)


def _calendar(root: str) -> str:
    """The shipped calendar with the national layer alone, and that of the root where one is shipped."""
    text = (SHIPPED / "reference" / "calendar.yaml").read_text(encoding="utf-8")
    before, layers = text.split("\nlayers:\n", 1)
    kept = [block for block in re.split(r"(?m)^(?=  \S)", layers) if _layer_of(block) in ("national", root)]
    before = before.replace(EXAMPLE_LAYERS, LAYERS)
    return f"{before}\nlayers:\n{''.join(kept).rstrip()}\n"


def _layer_of(block: str) -> str:
    return block.strip().partition(":")[0].strip("\"'")


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0] + "\n"


def _targets(tree: Places) -> str:
    """The shipped example targets; every region is to have its MPP."""
    text = (SHIPPED.parent / "targets.yaml").read_text(encoding="utf-8").replace("11.71", tree.example)
    _, _, text = text.partition("\n")  # the first line names a schema beside the shipped file
    decree = '"Contoh, sesuaikan dengan perjanjian kinerja"'
    aim = f'  - {{from: "2021-11", value: {len(tree.all_leaves)}, decree: {decree}}}'
    return re.sub(r"(?m)(?<=^mpp_operating:\n)  - .*$", aim, text)
