"""Strict YAML: what an official would not expect is refused, with the line and the remedy.

PyYAML keeps the last of two equal keys, reads an unquoted 11.10 as 11.1, 7:30 as 450 and `no` as false. As keys
all of these are refused here. Values stay as YAML reads them (`1e3` is text, `no` is false): the model that takes
the content says which kind it wants (`data.yaml_models`).
"""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from data.errors import SetupError

_TEXT = "tag:yaml.org,2002:str"
_READ_AS = {
    "tag:yaml.org,2002:float": "bilangan",
    "tag:yaml.org,2002:int": "bilangan",
    "tag:yaml.org,2002:bool": "ya/tidak",
    "tag:yaml.org,2002:timestamp": "tanggal",
}


def load(path: Path) -> object:
    """The content of a YAML file (None when it is empty); SetupError names file, line, finding and remedy.

    The same bytes are parsed once: what comes back is shared, and is not to be changed.
    """
    return _content(path, _bytes(path))


@functools.lru_cache(maxsize=64)
def _content(path: Path, content: bytes) -> object:
    loader = _StrictLoader(path, content)
    try:
        root = loader.get_single_node()
        return None if root is None else loader.construct_document(root)
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(path, loader, error) from error


def lines(path: Path) -> dict[tuple[str | int, ...], int]:
    """The line (from 1) of every key and list item by its path, as {("on_time_rate", 1, "decree"): 3}; () is 1."""
    loader = _StrictLoader(path, _bytes(path))
    try:
        root = loader.get_single_node()
        return {(): 1} | ({} if root is None else dict(_lines(root, ())))
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(path, loader, error) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetupError(f"{path.name}: berkas tidak dapat dibuka. Periksa nama dan izin bacanya.") from error


class _StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader, without the readings that surprise."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.file = path.name
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SetupError(f"{self.file}: bukan teks UTF-8. Simpan ulang sebagai UTF-8.") from error
        try:
            super().__init__(text)
        except yaml.reader.ReaderError as error:
            place = f"{self.file}, baris {text.count(chr(10), 0, error.position) + 1}"
            raise SetupError(f"{place}: ada tanda yang tidak dapat dibaca. Hapus tanda itu.") from error

    def refused(self, node: yaml.Node, finding: str) -> SetupError:
        return SetupError(f"{self.file}, baris {node.start_mark.line + 1}: {finding}")

    def fetch_alias(self) -> None:
        line = self.get_mark().line + 1
        raise SetupError(f"{self.file}, baris {line}: rujukan (*) tidak dipakai di sini. Tulis isinya utuh.")

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: dict[str, int] = {}
        for key, _ in node.value:
            self._check_key(key)
            if key.value in seen:
                finding = f'kunci "{key.value}" sudah ditulis di baris {seen[key.value]}. Satukan keduanya.'
                raise self.refused(key, finding)
            seen[key.value] = key.start_mark.line + 1
        return node

    def _check_key(self, key: yaml.Node) -> None:
        if not isinstance(key, yaml.ScalarNode):
            raise self.refused(key, "kunci harus berupa satu kata, bukan daftar. Tulis kunci: nilai.")
        if key.tag == _TEXT:
            return
        if key.tag not in _READ_AS:
            raise self.refused(key, f'kunci "{key.value}" tidak dapat dipakai. Tulis di dalam tanda kutip.')
        read = str(self.construct_object(key)).lower()
        raise self.refused(
            key,
            f"kunci {key.value} tanpa tanda kutip terbaca sebagai {_READ_AS[key.tag]} {read}. "
            f'Tulis dengan tanda kutip: "{key.value}".',
        )

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # an unquoted 2024-06-31 looks like a date and is none
            finding = "nilai ini berbentuk tanggal atau bilangan, tetapi tidak ada. Perbaiki, atau beri tanda kutip."
            raise self.refused(node, finding) from error


def _lines(node: yaml.Node, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*at, key.value), key.start_mark.line + 1
            yield from _lines(value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*at, index), item.start_mark.line + 1
            yield from _lines(item, (*at, index))


def _unreadable(path: Path, loader: _StrictLoader, error: Exception) -> SetupError:
    mark = getattr(error, "problem_mark", None) or loader.get_mark()
    return SetupError(
        f"{path.name}, baris {mark.line + 1}: susunan YAML tidak dapat dibaca. "
        "Periksa spasi di awal baris (bukan tab), titik dua, kurung, dan tanda kutip."
    )
