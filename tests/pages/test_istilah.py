"""Help beside terms, in one list on Metodologi; and the short tour, which is told once."""

import pytest

from pages.components.html import glossary_help
from tests.pages.test_ringkasan import html
from text.words import LANGUAGES, say, texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_words_and_no_words_are_without_a_term(language):
    explained = {key.removeprefix("term.").removesuffix("_what") for key in texts(language) if key.endswith("_what")}
    assert {key for key in explained if f"term.{key}_what" in texts(language)} == set(glossary_help.TERMS)
    assert all(say(f"term.{term}", language) for term in glossary_help.TERMS)


def test_help_opens_by_keyboard_and_is_named_for_those_who_hear_it():
    shown = glossary_help.beside("achievement", "id")
    assert shown.startswith('<span class="term-alone">Capaian <details') and "<summary" in shown
    assert '<span class="unseen">Apa artinya Capaian?</span>' in shown and "Persen target yang tercapai" in shown


def test_the_scorecard_explains_its_columns(visit):
    shown = html(visit(bahasa="en"))
    for term in ("achievement", "status", "variation"):
        assert say(f"term.{term}_what", "en") in shown


def test_metodologi_lists_all_terms_and_the_way_to_the_tour(at_home, tmp_path):
    shown = html(at_home(tmp_path, "methodology"))
    assert all(say(f"term.{term}_what") in shown for term in glossary_help.TERMS) and 'href="/?tur=1"' in shown


def step(at):
    return next((line for line in html(at).splitlines() if "Tur singkat" in line), "")


def test_the_tour_has_four_steps_and_is_told_once(visit):
    at = visit()
    for number in (1, 2, 3):
        assert f"Tur singkat {number}/4." in step(at)
        at.button(key="tour_next").click().run()
    assert "4/4" in step(at) and not [button for button in at.button if button.key == "tour_next"]
    at.button(key="tour_end").click().run()
    assert not step(at) and not step(visit())


def test_it_can_be_skipped_at_once_and_asked_for_again(visit):
    at = visit()
    at.button(key="tour_end").click().run()
    assert not step(at)
    assert "3/4" in step(visit(tur="3")) and "4/4" in step(visit(tur="9")) and "1/4" in step(visit(tur="0"))


def test_each_account_is_told_for_itself(visit):
    visit().button(key="tour_end").click().run()
    assert not step(visit()) and "1/4" in step(visit(by="auditor"))
