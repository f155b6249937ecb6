"""A look at a document is shown for as long as it shows what would be issued.

| since it was made          | shown                |
|----------------------------|----------------------|
| another issued a document  | the look             |
| the office changed its head| that it is outdated  |
| a late file came           | that it is outdated  |
"""

import pytest

from access.identity.scope import EVERYTHING
from reports.content.options import Options
from reports.lifecycle import issue, office_settings
from text.words import say

RECORDS = "complete_at | decided_at | n\n2026-10-05 | 2026-10-06 | 3"


def issued(home, tmp_path):
    options = Options("2026-10", None, "lembar", "csv")
    issue.issue(home.home, EVERYTHING, options, "orang lain", tmp_path)


def headed(home, _):
    office_settings.establish(home.home, {"letterhead.lines": ["DINAS CONTOH"]})


def loaded(home, _):
    home.transactions("complete_at | decided_at | n\n2026-10-05 | 2026-10-20 | 1")


@pytest.mark.parametrize(("between", "is_shown"), [(issued, True), (headed, False), (loaded, False)])
def test_a_look_is_shown_for_as_long_as_it_is_what_would_be_issued(at_home, home, tmp_path, between, is_shown):
    home.transactions(RECORDS)
    issued(home, tmp_path)  # which writes down the settings that are not yet in the ledger
    at = at_home(home.home.root, "documents", periode="2026-10")
    at = next(button for button in at.button if button.label == say("document_page.preview")).click().run()
    assert at.get("image")
    between(home, tmp_path)
    at = at.run()
    assert not at.exception and bool(at.get("image")) == is_shown
    assert (say("document_page.preview_outdated") in [info.value for info in at.info]) == (not is_shown)
