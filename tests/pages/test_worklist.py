"""Services as a worklist: by cases short, searched, filtered and sorted."""

import pytest

from pages.components.services.worklist import ALL, Service, matching
from tests.pages.hand_made import row


def service(code: str, agency: str, actual: float, status: str, cases: float, received: float = 0) -> Service:
    rate = row("on_time_rate", actual, 90, status, denominator=cases, n=cases)
    return Service(
        code,
        f"Layanan {code}",
        agency,
        None,
        {"on_time_rate": rate, "received": row("received", received, None, "no_target")},
    )


LISTED = [
    service("A", "I-1", 0, "missed", 1, received=1),
    service("B", "I-1", 80, "missed", 500, received=500),
    service("C", "I-2", 50, "missed", 20, received=30),
    service("D", "I-2", 95, "achieved", 900, received=900),
    Service("E", "Layanan E", "", None, {}),
]


def test_among_those_short_of_as_many_whole_cases_the_larger_one_leads():
    few, many = service("A", "I-1", 0, "missed", 1, received=1), service("Z", "I-1", 83, "missed", 6, received=8)
    assert few.short == many.short == 1
    assert matching([few, many], "", ALL, "missed", "kurang") == [many, few]


@pytest.mark.parametrize(
    ("text", "agency", "shown", "order", "codes"),
    [
        ("", ALL, "missed", "kurang", "BCA"),  # 50, 8 and 0.9 cases: a share of one case does not lead
        ("", ALL, "missed", "persen", "ACB"),
        ("", ALL, "all", "masuk", "DBCAE"),
        ("", ALL, "all", "nama", "ABCDE"),
        ("", ALL, "others", "kurang", "DE"),
        ("", "I-2", "all", "kurang", "CD"),
        ("LAYANAN c", ALL, "all", "nama", "C"),
        ("i-1 layanan", ALL, "all", "nama", "AB"),
        ("nothing of this", ALL, "all", "nama", ""),
    ],
)
def test_what_is_listed_and_in_which_order(text, agency, shown, order, codes):
    assert "".join(service.code for service in matching(LISTED, text, agency, shown, order)) == codes
