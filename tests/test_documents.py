"""What the documents promise is there, and what is there is documented."""

import functools
import importlib
import os
import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer.main
import yaml

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = re.compile(
    rb"(?<![\w.~}\])-])/(work|home|root|Users|opt|tmp)/|py[p]i\.org|python[h]osted\.org|npm[j]s\.(org|com)|deb\.[d]ebian\.org"
)
"""Paths of one machine, and addresses of package registries: each office has its own."""


def own_files() -> Iterator[Path]:
    """Every file of the project: all that `.gitignore` does not leave out."""
    ignored = set((ROOT / ".gitignore").read_text(encoding="utf-8").split()) | {".git/"}
    for folder, folders, files in os.walk(ROOT):
        here = Path(folder)
        paths = [(name, f"{(here / name).relative_to(ROOT).as_posix()}/") for name in folders]
        folders[:] = [name for name, path in paths if ignored.isdisjoint({f"{name}/", path})]
        yield from (here / name for name in sorted(files))


FILES = list(own_files())
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in FILES if path.suffix == ".md"}


@functools.cache
def commands() -> dict[str, set[str]]:
    """Every command of the terminal (`load`, `user add`) and its options (`--kind`)."""
    import cli

    found = {}
    waiting = [("", typer.main.get_command(cli.app))]
    while waiting:
        name, command = waiting.pop()
        inner = getattr(command, "commands", {})
        waiting += [(f"{name} {word}".strip(), child) for word, child in inner.items()]
        if not inner:
            options = [option for option in command.params if option.param_type_name == "option"]
            found[name] = {word for option in options for word in (*option.opts, *option.secondary_opts)} - {"--help"}
    return found


def code_lines() -> list[tuple[str, str]]:
    """Page and line of every line inside a fenced block; a line that ends in a backslash goes on."""
    blocks = [(page, block) for page, text in PAGES.items() for block in re.findall(r"^```.*?^```", text, re.S | re.M)]
    return [(page, line) for page, block in blocks for line in block.replace("\\\n", " ").splitlines()]


def shown(line: str) -> tuple[str, set[str]] | None:
    """The command and the options of a line that calls the terminal, None for any other line."""
    call = re.search(r"cli\.py ([a-z-]+)((?: [a-z][a-z-]*)?)(.*)", line)
    if not call:
        return None
    first, second, rest = call.groups()
    name = f"{first}{second}" if f"{first}{second}" in commands() else first
    return name, set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", second + rest))


def test_every_command_and_option_is_documented():
    documented: dict[str, set[str]] = {}
    for _, line in code_lines():
        if call := shown(line):
            documented.setdefault(call[0], set()).update(call[1])
    missing = [f"cli.py {name}" for name in commands() if name not in documented]
    missing += [
        f"cli.py {name} {word}" for name, words in commands().items() for word in words - documented.get(name, words)
    ]
    assert not missing, f"in no code block of README.md or docs/: {sorted(missing)}"


def test_every_line_shown_can_be_typed():
    known = commands()
    targets = re.findall(r"^([a-z-]+)(?: [a-z-]+)*:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    wrong = []
    for page, line in code_lines():
        if call := shown(line):
            name, options = call
            wrong += [f"{page}: {line.strip()}"] if name not in known or options - known[name] - {"--help"} else []
        elif made := re.match(r"\s*make ([a-z-]+)", line):
            wrong += [] if made[1] in targets else [f"{page}: {line.strip()}"]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", PAGES[page], flags=re.S))
    paths = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:", link)]
    gone = [path for path in paths if path and not ((ROOT / page).parent / path).exists()]
    assert not gone


def test_decisions_name_the_modules_of_today():
    """Paths and dotted names in backticks; an old decision is amended by a later one, but its places move along."""
    quoted = re.findall(r"`([^`\n]+)`", PAGES["docs/decisions.md"])
    paths = [name for name in quoted if re.match(r"(access|api|data|metrics|pages|reports|terminal|text|tests)/", name)]
    floors = r"(access|api|data|metrics|pages|reports|terminal|text)\.\w+\."
    dotted = [name for name in quoted if re.match(floors, name)]
    assert len(paths) > 15 and len(dotted) > 3
    assert not [path for path in paths if not (ROOT / path).exists()]
    assert not [name for name in dotted if not is_there(name)]


def is_there(name: str) -> bool:
    """Whether a dotted name is a module, or something that a module holds."""
    module, _, attribute = name.rpartition(".")
    if (ROOT / f"{name.replace('.', '/')}.py").exists():
        return True
    return find_spec(module) is not None and hasattr(importlib.import_module(module), attribute)


def test_no_file_names_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.decode(errors='replace').strip()[:100]}"
        for path in FILES
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("line", ["cd /{}/main", "'/{}/x'", "--out=/{}/x", "file:///{}/x"])
@pytest.mark.parametrize("place", ["work", "home", "tmp"])
def test_a_path_of_one_machine_would_be_found(line, place):
    assert FORBIDDEN.search(line.format(place).encode())


@pytest.mark.parametrize("line", ["data/{}/ledger", "~/{}/x", "$DIR/{}/x", "../{}/x", "tests/{}.csv"])
def test_a_path_inside_the_project_is_no_such_path(line):
    assert not FORBIDDEN.search(line.format("home").encode())


def test_the_attack_list_is_run_as_it_is_written():
    """Every test that the threat model names stands in `make test-attacks`, and nothing else does."""
    named = set(re.findall(r"`(tests/[\w/.]+)`", PAGES["docs/security.md"]))
    run = (ROOT / "Makefile").read_text(encoding="utf-8").partition("ATTACKS :=")[2].partition("\ntest-attacks")[0]
    listed = set(run.replace("\\", " ").split())
    assert {name for name in named if not any(name == one or name.startswith(f"{one}/") for one in listed)} == set()
    assert {one for one in listed if not any(name == one or name.startswith(f"{one}/") for name in named)} == set()
    assert all((ROOT / name).exists() for name in named)


def test_the_hooks_before_a_commit_fetch_nothing_and_run_what_is_there():
    [local] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert local["repo"] == "local"
    entries = [hook["entry"].split() for hook in local["hooks"]]
    assert all(words[0].startswith(".venv/bin/") for words in entries)
    named = [word for words in entries for word in words if word.startswith("tests/")]
    assert named and all((ROOT / word).exists() for word in named)


def test_the_changelog_begins_with_what_is_new():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    [newest, *_] = re.findall(r"^## \[(.+?)\]", PAGES["CHANGELOG.md"], re.M)
    assert newest in {"Belum dirilis", version}


def locked(name: str) -> dict[str, str]:
    """Package → its version, marker and hashes, as the lock has them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==((?:.*\\\n)*.*)$", text, re.M))


def test_what_is_tested_is_what_runs():
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


@pytest.mark.parametrize(
    "name", [f"requirements{extra}" for extra in ("", "-seal", "-spark", "-audit", "-bench", "-dev")]
)
def test_a_lock_holds_a_hash_for_all_that_is_asked_for(name):
    asked = re.findall(r"^([A-Za-z][\w-]*)", (ROOT / f"{name}.in").read_text(encoding="utf-8"), re.M)
    packages = locked(f"{name}.txt")
    assert {package.lower() for package in asked} <= packages.keys()
    assert all("--hash=sha256:" in pinned for pinned in packages.values())
    assert "://" not in (ROOT / f"{name}.txt").read_text(encoding="utf-8")
