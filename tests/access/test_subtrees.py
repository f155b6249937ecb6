"""An account of a place sees that place with all that lies in it, by every door, and nothing beside."""

import functools

import pytest

from access.identity.errors import AccessError
from access.sessions import api_tokens, sessions
from data.home import Home
from data.settings.places import closed
from pages.components.runtime import authorisation
from reports.safekeeping import new_home
from tests.access import people

BALI = ("51", "51.01", "51.02", "51.03", "51.04", "51.05", "51.06", "51.07", "51.08", "51.71")


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("nation") / "home")
    new_home.write(home, "Kementerian", "00")
    for region in ("51", "51.71", "00"):
        people.account(home.root, "regent", region)
    return home


SEEN = {"51": (BALI, "51"), "51.71": (("51.71",), "51.71"), "00": (None, None)}


@pytest.mark.parametrize("region", SEEN)
def test_who_signs_in_sees_the_subtree_of_the_account(nation, region):
    places, opens_with = SEEN[region]
    key = sessions.key_of(people.token_of(nation.root, f"regent-{region}"))
    viewer = authorisation.door(nation).viewer(key)
    assert (viewer.region_scope, viewer.home_region) == (places, opens_with)
    assert viewer.may_see("11.71") is (region == "00")
    assert viewer.scope.covers(None) is (region == "00")


def test_a_token_may_be_bound_to_a_part_of_the_accounts_place_and_to_nothing_beside(nation):
    subtree = functools.partial(closed, nation)
    text = api_tokens.add(nation.root, "regent-51", 1, "51.03", subtree=subtree)
    assert api_tokens.bearer(nation.root, text, subtree).viewer.region_scope == ("51.03",)
    whole = api_tokens.add(nation.root, "regent-51", 1, subtree=subtree)
    assert api_tokens.bearer(nation.root, whole, subtree).viewer.region_scope == BALI
    with pytest.raises(AccessError):
        api_tokens.add(nation.root, "regent-51", 1, "11.71", subtree=subtree)
