"""The steps of MPPs that operate: the number at each year's end, names beside it, no two numbers over each other."""

import re
from datetime import date
from itertools import pairwise

from metrics.mpp.rollout import Coverage, RegionPath
from pages.components.breakdown import rollout_steps

BEGAN = {"11.71": "2019-12-03", "11.06": "2022-12-22", "11.04": "2023-03-21", "11.07": "2024-11", "11.73": "2024"}


def coverage():
    paths = [RegionPath(code, 1, "operating", None, since, (), "news") for code, since in BEGAN.items()]
    paths.append(RegionPath("11.11", 1, "planned", None, None, (), "news"))
    regions = {"operating": 5, "planned": 1, "without": 0, "unknown": 0}
    return Coverage(date(2026, 10, 31), tuple(paths), regions, regions)


def test_regions_come_in_the_order_of_time_whatever_is_known_of_the_day():
    begun = rollout_steps.begins(coverage())
    assert [since for since, _ in begun] == ["2019-12-03", "2022-12-22", "2023-03-21", "2024", "2024-11"]
    assert list(rollout_steps.by_year(begun).values())[-1] == ["11.73", "11.07"]


def test_each_year_is_said_with_the_number_at_its_end():
    said = rollout_steps._plain(rollout_steps.begins(coverage()), "id")
    assert said == [
        "2019, menjadi 1 daerah",
        "2022, menjadi 2 daerah",
        "2023, menjadi 3 daerah",
        "2024, menjadi 5 daerah",
    ]


def test_numbers_stand_apart_and_the_last_is_the_number_now():
    laid = rollout_steps._laid(rollout_steps.begins(coverage()), 6, date(2026, 10, 31))
    drawn = rollout_steps._picture(laid, "")
    numbers = [(float(at), int(n)) for at, n in re.findall(r'class="step" style="left:([\d.]+)%[^>]*>(\d+)<', drawn)]
    assert [n for _, n in numbers] == [1, 3, 4, 5]
    assert all(after[0] - before[0] >= rollout_steps.APART for before, after in pairwise(numbers))
