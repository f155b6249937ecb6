"""CONTRIBUTING.md and README.md show the house as it stands: every folder, each with its sentence."""

import re

from tests import house_tree
from tests.house_tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_tree_of_the_house_is_up_to_date():
    written = house_tree.PAGE.read_text(encoding="utf-8")
    assert house_tree.FENCE.search(written), "CONTRIBUTING.md has lost its tree"
    assert house_tree.render(written) == written, "CONTRIBUTING.md is out of date: make docs"


def test_every_folder_has_a_sentence():
    silent = [name for name, said in house_tree.sentences().items() if not re.match(r"[A-Z].+\.$", said)]
    assert not silent, f"no sentence in __init__.py, nor in {house_tree.__name__}: {silent}"


def test_a_folder_that_goes_takes_its_sentence_with_it():
    assert house_tree.WITHOUT_PYTHON.keys() <= set(house_tree.folders())


def test_the_tree_of_the_readme_is_the_top_of_the_house():
    [tree] = re.findall(r"^## Letak\n.*?```\n(.*?)```", README, re.S | re.M)
    named = re.findall(r"^([\w./-]+)", tree, re.M)
    tops = {f"{name}/" for name in house_tree.folders() if "/" not in name and not name.startswith(".")}
    assert {name for name in named if name.endswith("/")} == tops
    assert all((ROOT / name).exists() for name in named)
    assert len(named) == len(set(named))
