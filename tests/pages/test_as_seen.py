"""An act rests on what its reader saw: where another came between, it is refused, and the page shows what is so now.

| act                    | what another did since the page was drawn    |
|------------------------|----------------------------------------------|
| sign off               | proposed anew, with a late file counted      |
| take a proposal back   | proposed anew                                |
| set targets            | set other targets                            |
| store a file           | stored another file of the same month        |
| store a typed step     | stored the same step                         |
| change settings        | changed another setting                      |
| change a follow-up     | changed its status                           |
| change an account      | gave it another region                       |
"""

import pytest

from access.identity import accounts
from access.identity.scope import EVERYTHING
from data.ledger import entries, setting_versions
from data.settings import home_config
from metrics.acts import follow_up_acts, follow_ups
from metrics.change_control import sign_off, target_revision
from pages.components.runtime.errors import plain
from reports.lifecycle import office_settings
from tests.metrics.test_follow_ups import DRAFT
from tests.pages.test_unggah import csv_of
from text.words import say

OTHER = "orang lain"
OCTOBER = {"periode": "2026-10", "wilayah": "11.71"}
FEW = "complete_at | decided_at | n\n2026-10-05 | 2026-10-20 | 3"
FIRST = 'on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}\n'
SECOND = FIRST + '  - {from: "2027-01", value: 92, decree: "SK 2"}\n'
THIRD = FIRST + '  - {from: "2027-01", value: 95, decree: "SK 3"}\n'
FILE = csv_of("""
    nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan   | waktu_selesai    | status
    B-1              | 11.71        | 3-HARI       | 2026-10-05 09:00 | 2026-10-09 10:00 | selesai
""")


def press(at, key=None, label=None):
    [button] = [one for one in at.button if (one.key == key if key else one.label == label)]
    return button.click().run()


class Signing:
    role, page, name = "regent", ("documents", OCTOBER), "sign"

    def draw(self, at, home):
        at.text_input(key=f"sign_off_{self.name}_text_0").set_value("BA-7")
        return at

    def before(self, home):
        sign_off.propose(home.home, EVERYTHING, "analis", "2026-10", "11.71", "lengkap")

    def between(self, home):
        home.transactions("complete_at | decided_at | n\n2026-10-05 | 2026-10-06 | 1")
        sign_off.propose(home.home, EVERYTHING, OTHER, "2026-10", "11.71", "berkas susulan")

    def press(self, at):
        return press(at, label=say(f"sign_off.{self.name}"))


class TakingBack(Signing):
    role, name = "analyst", "take_back"


class Targets:
    role, page = "administrator", ("target", OCTOBER)

    def before(self, home):
        setting_versions.register(home.home, "bappeda")

    def draw(self, at, home):
        return at.get("file_uploader")[0].set_value([("targets.yaml", SECOND.encode(), "application/yaml")]).run()

    def between(self, home):
        target_revision.establish(home.home, THIRD.encode(), OTHER)

    def press(self, at):
        return press(at, key="target_put")


class Uploading:
    role, page = "analyst", ("upload", {})

    def before(self, home):
        pass

    def draw(self, at, home):
        return at.get("file_uploader")[0].set_value([("susulan.csv", FILE, "text/csv")]).run()

    def between(self, home):
        home.transactions("complete_at | decided_at | n\n2026-10-05 | 2026-10-06 | 1")

    def press(self, at):
        return press(at, key="upload_save")


class Steps:
    role, page = "analyst", ("coverage", {"wilayah": "11.05"})

    def before(self, home):
        pass

    def draw(self, at, home):
        at.selectbox(key="milestone_step_0").select("kajian_urgensi")
        at.text_input(key="milestone_happened_0").set_value("2026-09-01")
        at.text_input(key="milestone_document_0").set_value("SK 1")
        at.text_input(key="milestone_document_on_0").set_value("2026-09-01")
        return press(at, label=say("coverage.form_check"))

    def between(self, home):
        home.milestones("region_code | milestone | happened_on\n11.05 | kajian_urgensi | 2026-08-01")

    def press(self, at):
        return press(at, key="milestone_save")


class Settings:
    role, page = "administrator", ("administration", {})

    def before(self, home):
        pass

    def draw(self, at, home):
        at.text_area(key="settings_lines_0").input("DINAS CONTOH")
        return at

    def between(self, home):
        office_settings.establish(home.home, {"name": "MPP Contoh"})

    def press(self, at):
        return press(at, label=say("admin.settings_save"))


class FollowUps:
    role = "governor"

    def before(self, home):
        made = follow_up_acts.propose(home.home, EVERYTHING, "bupati", DRAFT)
        self.page = "follow_ups", {"tindak": str(made.seq)}

    def draw(self, at, home):
        next(area for area in at.text_area if area.label == say("follow_up.remark")).input("Rapat diadakan.")
        return at

    def between(self, home):
        [made] = follow_ups.listed(home.home, EVERYTHING)
        follow_up_acts.change(home.home, EVERYTHING, OTHER, made.seq, status="done")

    def press(self, at):
        return press(at, label=say("follow_up.save"))


class Accounts:
    role, page = "administrator", ("administration", {})

    def before(self, home):
        accounts.add(home.home.root, "petugas", "analyst", "11.05", None)

    def draw(self, at, home):
        at = at.selectbox(key="account_changed_name_0").select("petugas").run()
        at.selectbox(key="account_of_petugas_role_0").select("regent")
        return at

    def between(self, home):
        accounts.set_role(home.home.root, "petugas", "analyst", "11.71")

    def press(self, at):
        return press(at, label=say("admin.role_send"))


KINDS = [Signing, TakingBack, Targets, Uploading, Steps, Settings, FollowUps, Accounts]


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def kind(request, home):
    home.targets(FIRST)
    home.transactions(FEW)
    kind = request.param()
    kind.before(home)
    return kind


def drawn(at_home, home, kind):
    name, address = kind.page
    scope = ("11.71",) if kind.role == "regent" else None
    return kind.draw(at_home(home.home.root, name, role=kind.role, scope=scope, **address), home)


def state(home):
    return entries.head_seq(home.home), home_config.settings(home.home), accounts.load(home.home.root).accounts


def test_what_another_did_since_is_seen_before_the_act(at_home, home, kind):
    at = drawn(at_home, home, kind)
    kind.between(home)
    before = state(home)
    at = kind.press(at)
    assert not at.exception and state(home) == before
    assert [error.value for error in at.error] == [plain(say("fault.changed_since_seen"))]


def test_what_has_nothing_to_do_with_it_is_no_reason(at_home, home, kind):
    at = drawn(at_home, home, kind)
    home.milestones("region_code | milestone | happened_on\n11.11 | kajian_urgensi | 2026-08-01")
    before = state(home)
    at = kind.press(at)
    assert not at.exception and [error.value for error in at.error] == [] and state(home) != before


def test_who_has_seen_it_by_then_acts(at_home, home, kind):
    at = drawn(at_home, home, kind)
    kind.between(home)
    refused, before = kind.press(at), state(home)
    at = kind.press(refused)
    assert not at.exception and [error.value for error in at.error] == [] and state(home) != before


def test_settings_that_another_changed_stay(at_home, home):
    kind = Settings()
    at = drawn(at_home, home, kind)
    kind.between(home)
    kind.press(kind.press(at))
    found = home_config.settings(home.home)
    assert (found.name, found.letterhead.lines) == ("MPP Contoh", ("DINAS CONTOH",))


def test_a_region_that_another_gave_stays(at_home, home):
    kind = Accounts()
    kind.before(home)
    at = drawn(at_home, home, kind)
    kind.between(home)
    kind.press(kind.press(at))
    found = accounts.load(home.home.root).accounts["petugas"]
    assert (found.role, found.region) == ("regent", "11.71")


def test_where_nobody_came_between_it_is_done_at_once(at_home, home, kind):
    at = drawn(at_home, home, kind)
    before = state(home)
    at = kind.press(at)
    assert not at.exception and [error.value for error in at.error] == [] and state(home) != before
