"""The table of commands, and what a command brings into memory before it does anything."""

import ast
import json
import pkgutil
import re
import subprocess
import sys
from functools import cache

import pytest

import cli
import terminal as package
from reports.formats import seal
from reports.proof import office_key
from terminal import commands
from tests.cli import document
from tests.cli.conftest import ROOT, terminal
from text.words import LANGUAGES, say, texts

NAMES = [name for names in commands.MODULES.values() for name in names]
HEAVY = {
    "argon2", "cryptography", "duckdb", "numpy", "pandas", "plotly", "pyarrow", "pydantic", "pypdf", "python_calamine",
    "scipy", "streamlit", "typst", "xlsxwriter",
}  # fmt: skip
TABLES = {"duckdb", "numpy", "pandas", "pyarrow", "pydantic"}
"""What a figure rests on."""
PAPER = {"cryptography", "pypdf", "python_calamine", "typst", "xlsxwriter"}
"""What only a document needs."""


# The table


@pytest.mark.parametrize("module", commands.MODULES)
def test_the_table_names_what_a_module_defines(module):
    assert tuple(commands.module_commands(module)) == commands.MODULES[module]


def test_every_module_with_commands_is_in_the_table():
    found = {module.name for module in pkgutil.iter_modules(package.__path__)}
    sources = {name: (ROOT / "terminal" / f"{name}.py").read_text(encoding="utf-8") for name in found}
    assert {name for name, source in sources.items() if "commands = typer.Typer(" in source} == set(commands.MODULES)


def test_a_name_stands_once():
    assert len(NAMES) == len(set(NAMES))


# The help


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_lists_every_command_with_its_line_in_the_language_of_the_reader(office, monkeypatch, language):
    monkeypatch.setenv("CAPAIAN_LANGUAGE", language)
    answer = terminal(office, "--help")
    assert (answer.code, answer.err) == (0, "")
    listed = answer.out.split(f"{say('command.list', language)}:\n")[1]
    entries = [" ".join(entry.split()) for entry in re.split(r"\n  (?=\S)", f"\n{listed}")[1:]]
    assert entries == [f"{name} {say(f'command.{name}', language)}" for name in NAMES]


@pytest.mark.parametrize("setting", ["", "fr", "ID"])
def test_without_a_language_that_is_there_the_help_is_indonesian(office, monkeypatch, setting):
    monkeypatch.setenv("CAPAIAN_LANGUAGE", setting)
    assert say("command.score", "id") in terminal(office, "--help").out


def test_no_command_at_all_shows_the_same_help(office):
    assert (terminal(office).code, terminal(office).out) == (2, terminal(office, "--help").out)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_a_command_begins_with_the_line_of_the_list(office, monkeypatch, name, language):
    monkeypatch.setenv("CAPAIAN_LANGUAGE", language)
    assert say(f"command.{name}", language) in " ".join(terminal(office, name, "--help").out.split())


def test_no_words_of_help_are_written_in_the_code():
    """They would be of one language; docstrings of commands are never shown."""
    trees = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "terminal").glob("*.py")}
    words = [
        f"{name}:{node.value.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in {"help", "short_help", "epilog", "prompt"}
    ]
    assert words == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_and_command_has_its_words_in_both_languages_and_none_is_left_over(monkeypatch, language):
    monkeypatch.setenv("CAPAIAN_LANGUAGE", language)
    words = texts(language)
    used = set()
    for name, command, _ in document.walked():
        top, *below = name.split()
        used.add(line := f"subcommand.{top}.{below[0]}" if below else f"command.{top}")
        assert command.help == words[line]
        for parameter in command.params:
            if parameter.name != "help":
                of_this = f"option.{name.replace(' ', '-')}.{parameter.name}"
                used.add(key := of_this if of_this in words else f"option.all.{parameter.name}")
                assert parameter.help == words[key]
    assert {key for key in words if key.startswith(("option.", "subcommand."))} <= used


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_a_command_is_in_the_language_of_the_reader(office, monkeypatch, language):
    monkeypatch.setenv("CAPAIAN_LANGUAGE", language)
    assert say("option.load.dry_run", language) in terminal(office, "load", "--help").out
    other = "en" if language == "id" else "id"
    assert say("option.load.dry_run", other) not in terminal(office, "load", "--help").out


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_named_in_the_help_are_those_that_are_read(language):
    assert office_key.PASSPHRASE in say("option.all.passphrase_file", language)
    assert seal.PASSPHRASE in say("option.report.seal_passphrase_file", language)


def test_an_unknown_command_is_refused_with_the_one_that_was_meant(office):
    assert "mungkin yang dimaksud score" in terminal(office, "scor").refused(2)


# What is imported


@cache
def imported(*statements: str) -> frozenset[str]:
    """Modules of a fresh process after these statements."""
    code = "; ".join(
        ["import sys", *statements, "import json; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"]
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return frozenset(json.loads(ran.stderr.splitlines()[-1]))


def test_the_help_imports_no_command_and_nothing_heavy():
    found = imported("import cli", "cli.main(['--help'])")
    assert not found & HEAVY
    assert not found & {f"terminal.{module}" for module in commands.MODULES}
    assert not [name for name in found if name.split(".")[0] in {"access", "metrics", "reports", "pages"}]


MAY_IMPORT = {
    "operation": {"argon2", "pydantic"},
    "accounts": {"argon2", "pydantic"},
    "score": TABLES - {"pandas", "pyarrow"},
    "uploads": TABLES,
    "follow_ups": TABLES,
    "annotations_and_declarations": TABLES,
    "targets": TABLES,
    "calendars": TABLES,
    "sign_off": TABLES,
    "locks": TABLES,
    "ledger": TABLES,
    "obstacles": TABLES | {"scipy"},
    "proof": {"cryptography", "pydantic"},
    "documents": TABLES | PAPER | {"scipy"},
}


@pytest.mark.parametrize("module", commands.MODULES)
def test_a_command_imports_only_what_it_needs(module):
    assert imported(f"import terminal.{module}") & HEAVY <= MAY_IMPORT[module]


def test_a_scorecard_of_what_is_loaded_needs_no_pandas(office):
    office.mkdir()
    file = office / "rows.csv"
    file.write_text("nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan\nA-1;11.71;DKC-01;2026-10-05 09:00\n")
    assert terminal(office, "load", file, "--kind", "transactions").code == 0
    home = f"import os; os.environ['CAPAIAN_HOME'] = {str(office)!r}"
    found = imported(home, "import cli", "assert cli.main(['score', '--format', 'json']) == 0")
    assert not found & {"pandas", "pyarrow"}


def test_a_command_imports_no_other_command(office):
    home = f"import os; os.environ['CAPAIAN_HOME'] = {str(office)!r}"
    found = imported(home, "import cli", "assert cli.main(['log']) == 0")
    assert found & {f"terminal.{module}" for module in commands.MODULES} == {"terminal.ledger"}


def test_looking_at_every_command_finds_them_all():
    group = cli.typer.main.get_command(cli.app)
    assert list(group.commands) == NAMES
    assert [command.name for command in group.commands.values()] == NAMES
