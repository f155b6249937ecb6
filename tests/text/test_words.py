"""Both languages say everything: the same keys, the same placeholders, nothing empty."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

from text import words
from text.words import known, say, texts

HERE = Path(words.__file__).parent


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_each_language_file_has_its_twin():
    indonesian = {path.name.removesuffix("id.yaml") for path in HERE.glob("*id.yaml")}
    english = {path.name.removesuffix("en.yaml") for path in HERE.glob("*en.yaml")}
    assert indonesian == english


def test_both_languages_have_the_same_keys():
    assert texts("id").keys() == texts("en").keys()


# What the one language writes in Roman figures and the other in Arabic ones.
EITHER = {"period.quarter": {"roman", "digit"}, "period.half": {"roman", "digit"}}


def test_both_languages_fill_in_the_same_placeholders():
    filled = {key: (placeholders(texts("id")[key]), placeholders(texts("en")[key])) for key in texts("id")}
    assert [key for key, (one, other) in filled.items() if (one ^ other) - EITHER.get(key, set())] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_text_is_empty_or_has_stray_blanks(language):
    stray = [key for key, text in texts(language).items() if not text or text != text.strip() or "  " in text]
    assert stray == []


def test_a_text_is_filled_in():
    assert say("overview.headline", "id", met=7, total=18, period="Oktober 2026") == (
        "7 dari 18 target tercapai pada Oktober 2026"
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [("1", "1 case is missing"), ("2", "2 cases are missing"), ("11", "11 cases are missing")],
)
def test_english_words_agree_with_their_figure(count, said):
    told = say("obstacles.target_missed_cases", "en", actual="89%", reference="90%", gap=count)
    assert told == f"The actual is 89% against a target of 90%: {said}."


COUNTED = "cases|regions|provinces|months|days|rows|files|entries|targets|services|applications|figures|seconds"
COUNTED += "|others|follow-ups|warnings"


def test_no_english_text_speaks_of_several_where_there_may_be_one():
    """`{count} cases` would be "1 cases" of one; how many days a unit has is said by its own pair of texts."""
    stray = rf"\{{\w+\}} (?:late |reporting |more |new )?(?:{COUNTED})\b"
    found = {key: text for key, text in texts("en").items() if re.search(stray, text)}
    assert [key for key in found if not key.startswith("unit.")] == []


@pytest.mark.parametrize("ask", [("no.such.key", "id"), ("app.name", "fr")])
def test_an_unknown_key_or_language_is_a_mistake_of_ours(ask):
    with pytest.raises(KeyError):
        say(*ask)


def test_a_placeholder_left_unfilled_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        say("overview.headline", "id", met=7)


def test_known_tells_whether_there_is_a_text():
    assert known("status.achieved") and not known("status.no_such_status")


def test_no_key_is_written_twice_in_a_file():
    """PyYAML keeps the last of two equal keys without a word."""
    for path in HERE.glob("*.yaml"):
        root = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        assert isinstance(root, yaml.MappingNode)
        assert repeated(root) == [], path.name


def repeated(node):
    """The keys of a mapping and of those below it that stand there twice."""
    keys = [key.value for key, _ in node.value]
    below = [value for _, value in node.value if isinstance(value, yaml.MappingNode)]
    return [key for key in set(keys) if keys.count(key) > 1] + [key for inner in below for key in repeated(inner)]


def test_a_key_written_twice_is_seen_at_every_depth():
    assert repeated(yaml.compose("a: {b: {c: x, d: y, c: z}}\ne: {c: x}")) == ["c"]
