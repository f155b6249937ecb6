"""Strict YAML: what an official would not expect is refused, with the line and the remedy.

PyYAML keeps the last of two equal keys, reads an unquoted 11.10 as 11.1, 7:30 as 450 and `no` as false. As keys
all of these are refused here. Values stay as YAML reads them (`1e3` is text, `no` is false): the model that takes
the content says which kind it wants (`data.settings.home_config.yaml_models`).
"""

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from data.errors import ErrorText, SetupError, error_text
from data.settings import file_cache

_TEXT = "tag:yaml.org,2002:str"
_READ_AS = {
    "tag:yaml.org,2002:float": "read_as_number",
    "tag:yaml.org,2002:int": "read_as_number",
    "tag:yaml.org,2002:bool": "read_as_truth",
    "tag:yaml.org,2002:timestamp": "read_as_day",
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


def misread_numbers(path: Path) -> tuple[SetupError, ...]:
    """A finding for every unquoted value that YAML reads as another number than a person would.

    7:30 is read as 450, 010 as 8, 0x10 as 16, 1_000 as 1000; a file of numbers has no use for any of them.
    """
    return _misread(path, _bytes(path))


@functools.lru_cache(maxsize=64)
def _misread(path: Path, content: bytes) -> tuple[SetupError, ...]:
    loader = _StrictLoader(path, content)
    root = loader.get_single_node()
    return () if root is None else tuple(_surprising(loader, root))


def _surprising(loader: "_StrictLoader", node: yaml.Node) -> Iterator[SetupError]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _surprising(loader, value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _surprising(loader, item)
    elif _READ_AS.get(node.tag) == "read_as_number" and re.fullmatch(r".*[:_].*|[-+]?0[0-9a-fA-FxXbo]+", node.value):
        yield loader.refused(node, error_text("target_misread", written=node.value, read=loader.construct_object(node)))


def _bytes(path: Path) -> bytes:
    try:
        return file_cache.content(path)
    except OSError as error:
        raise SetupError(error_text("not_opened", file=path.name)) from error


class _StrictLoader(Composer, CParser, SafeConstructor, Resolver):
    """PyYAML's safe loader over libyaml's events (ten times as fast), without the readings that surprise."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.file = path.name
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SetupError(error_text("not_utf_8", file=self.file)) from error
        if sign := yaml.reader.Reader.NON_PRINTABLE.search(text):
            line = text.count(chr(10), 0, sign.start()) + 1
            raise SetupError(error_text("at_line", file=self.file, line=line, finding=error_text("sign_unreadable")))
        CParser.__init__(self, text)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def line(self) -> int:
        """The line (from 1) of what comes next."""
        return int(self.peek_event().start_mark.line) + 1  # type: ignore[union-attr]  # every event has a mark

    def refused(self, node: yaml.Node, finding: ErrorText) -> SetupError:
        return SetupError(error_text("at_line", file=self.file, line=node.start_mark.line + 1, finding=finding))

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise SetupError(
                error_text("at_line", file=self.file, line=self.line(), finding=error_text("alias_refused"))
            )
        return super().compose_node(parent, index)

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: dict[str, int] = {}
        for key, _ in node.value:
            self._check_key(key)
            if key.value in seen:
                raise self.refused(key, error_text("key_twice", key=key.value, line=seen[key.value]))
            seen[key.value] = key.start_mark.line + 1
        return node

    def _check_key(self, key: yaml.Node) -> None:
        if not isinstance(key, yaml.ScalarNode):
            raise self.refused(key, error_text("key_no_word"))
        if key.tag == _TEXT:
            return
        if key.tag not in _READ_AS:
            raise self.refused(key, error_text("key_unusable", key=key.value))
        read = str(self.construct_object(key)).lower()
        raise self.refused(
            key, error_text("key_unquoted", key=key.value, kind=error_text(_READ_AS[key.tag]), read=read)
        )

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # an unquoted 2024-06-31 looks like a date and is none
            raise self.refused(node, error_text("value_impossible")) from error


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
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else loader.line()
    return SetupError(error_text("at_line", file=path.name, line=line, finding=error_text("yaml_unreadable")))
