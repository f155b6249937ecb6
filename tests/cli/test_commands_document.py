"""docs/cli.md says what `--help` says: every command, each with all of its options."""

import re

import pytest

from tests.cli import document

WRITTEN = document.DOCUMENT.read_text(encoding="utf-8")


def test_the_document_of_the_commands_is_up_to_date():
    assert document.render(WRITTEN) == WRITTEN, document.WRITTEN_ANEW


@pytest.mark.parametrize(("name", "command", "context"), document.commands(), ids=lambda found: str(found)[:20])
def test_each_command_has_a_sentence_and_each_option_its_meaning(name, command, context):
    [section] = re.findall(rf"^#+ {name}\n\n(.*?)(?=^#|\Z)", WRITTEN, re.M | re.S)
    assert re.match(r"[A-Z].+[.:]", section)
    assert not re.findall(r"^- .*: \.", section, re.M), "an option without a word of help"


def test_a_command_that_changes_is_noticed():
    assert document.render(WRITTEN.replace("--kind KIND", "--kind K")) == WRITTEN
