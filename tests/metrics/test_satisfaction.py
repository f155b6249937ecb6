from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue.scales import round_half_up
from metrics.survey.index import (
    UNSUR,
    answered,
    as_low_as_weakest,
    grade,
    index,
    minimum_sample,
    reconciliation,
    weakest,
)

ANNEX, SHORTENED = Decimal("0.111"), Decimal("0.11")


def means(respondents, totals):
    return {unsur: Fraction(total, respondents) for unsur, total in zip(UNSUR, totals, strict=True)}


SURVEY_A = means(29, [105, 101, 100, 116, 102, 105, 106, 105, 115])
SURVEY_B = means(20, [66, 68, 58, 76, 70, 72, 74, 60, 63])

# The usual table of the annex: users of the period before and the smallest sample, five pairs a line.
KREJCIE_MORGAN = """
10 10      15 14      20 19      25 24      30 28
35 32      40 36      45 40      50 44      55 48
60 52      65 56      70 59      75 63      80 66
85 70      90 73      95 76      100 80     110 86
120 92     130 97     140 103    150 108    160 113
170 118    180 123    190 127    200 132    210 136
220 140    230 144    240 148    250 152    260 155
270 159    280 162    290 165    300 169    320 175
340 181    360 186    380 191    400 196    420 201
440 205    460 210    480 214    500 217    550 226
600 234    650 242    700 248    750 254    800 260
850 265    900 269    950 274    1000 278   1100 285
1200 291   1300 297   1400 302   1500 306   1600 310
1700 313   1800 317   1900 320   2000 322   2200 327
2400 331   2600 335   2800 338   3000 341   3500 346
4000 351   4500 354   5000 357   6000 361   7000 364
8000 367   9000 368   10000 370  15000 375  20000 377
30000 379  40000 380  50000 381  75000 382  1000000 384
"""


@pytest.mark.parametrize(
    ("survey", "printed", "quality", "annex", "shortened"),
    [(SURVEY_A, "91.48", "A", "91.38", "90.56"), (SURVEY_B, "84.31", "B", "84.22", "83.46")],
)
def test_worked_surveys_by_the_exact_ninth_and_by_its_roundings(survey, printed, quality, annex, shortened):
    assert str(round_half_up(index(survey), 2)) == printed
    assert grade(index(survey)) == quality
    assert str(round_half_up(reconciliation(survey, ANNEX), 2)) == annex
    assert str(round_half_up(reconciliation(survey, SHORTENED), 2)) == shortened


def test_the_means_of_the_worked_survey():
    printed = [str(round_half_up(float(mean), 4)) for mean in SURVEY_A.values()]
    assert printed == ["3.6207", "3.4828", "3.4483", "4.0000", "3.5172", "3.6207", "3.6552", "3.6207", "3.9655"]


@pytest.mark.parametrize(
    ("value", "quality"),
    [(25, "D"), (64.994, "D"), (64.995, "C"), (76.604, "C"), (76.605, "B"), (88.304, "B"), (88.305, "A"), (100, "A")],
)
def test_the_bounds_of_the_grades(value, quality):
    assert grade(value) == quality


def test_respondents_are_pooled_and_tenants_not_averaged():
    many, few = Fraction(90, 25), Fraction(60, 25)
    pooled = dict.fromkeys(UNSUR, (200 * many + 10 * few) / 210)
    assert str(round_half_up(index(pooled), 2)) == "88.57"
    assert (index(dict.fromkeys(UNSUR, many)) + index(dict.fromkeys(UNSUR, few))) / 2 == 75


def test_the_unsur_stand_in_the_order_of_the_regulation_with_complaints_before_facilities():
    assert UNSUR.index("pengaduan") + 1 == 8
    assert UNSUR.index("sarana") + 1 == 9


def test_the_place_of_an_unsur_in_a_file_changes_nothing():
    turned = dict(reversed(SURVEY_B.items()))
    assert index(turned) == index(SURVEY_B)
    assert list(answered(turned)) == list(UNSUR)
    assert weakest(turned) == weakest(SURVEY_B)


def test_the_weakest_unsur_come_first_and_ties_in_the_order_of_the_regulation():
    assert weakest(SURVEY_B, 1) == ("waktu",)
    assert float(SURVEY_B["waktu"]) == 2.90
    assert weakest(SURVEY_B) == ("waktu", "pengaduan", "sarana")
    assert weakest({"sarana": 2.0, "biaya": 2.0, "waktu": 3.0}, 2) == ("biaya", "sarana")


@pytest.mark.parametrize(
    ("means", "alike"),
    [
        ({"persyaratan": 3, "prosedur": 2, "waktu": 2, "biaya": 4}, 0),
        ({"persyaratan": 3, "prosedur": 2, "waktu": 2, "biaya": 3}, 1),
        ({"persyaratan": 4, "prosedur": 4, "waktu": 4, "biaya": 4, "sarana": 2}, 2),
        ({"waktu": 2, "biaya": 2}, 0),
        ({}, 0),
    ],
)
def test_how_many_are_as_low_as_the_last_of_the_three_weakest(means, alike):
    assert as_low_as_weakest(means) == alike


def test_an_unsur_nobody_answered_is_left_out_and_the_weight_becomes_one_of_k():
    without_fees = SURVEY_B | {"biaya": None}
    assert index(without_fees) == pytest.approx(25 * (607 - 76) / 20 / 8)
    assert index({"waktu": 4.0}) == 100
    assert reconciliation(without_fees, ANNEX) is None


def test_a_survey_without_answers_has_no_index():
    assert index({}) is None
    assert index(dict.fromkeys(UNSUR)) is None
    assert weakest({}) == ()


def test_an_index_exactly_between_two_grades_is_not_lost_to_binary_fractions():
    # 158,949 points of 5,000 respondents: 88.305 exactly, which is an A.
    survey = means(5000, [17661] * 9)
    assert index(survey) == 88.305
    assert grade(index(survey)) == "A"


def test_an_unsur_of_another_name_is_our_own_mistake():
    with pytest.raises(AssertionError):
        index({"U1": 4.0})


def test_a_missing_mean_does_not_pass_for_a_number():
    with pytest.raises(ValueError, match="NaN"):
        index({"waktu": float("nan")})


def test_every_minimum_sample_of_the_usual_table():
    numbers = [int(word) for word in KREJCIE_MORGAN.split()]
    table = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert len(table) == 90
    assert {population: minimum_sample(population) for population in table} == table


@given(st.integers(0, 10**7))
def test_the_minimum_sample_is_the_whole_number_nearest_the_formula_and_never_passes_the_population(population):
    formula = 3.841 * population * 0.25 / (0.0025 * (population - 1) + 3.841 * 0.25)
    assert formula - 0.5 - 1e-6 < minimum_sample(population) <= formula + 0.5 + 1e-6
    assert minimum_sample(population) <= population


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=30))
def test_the_index_is_25_times_the_mean_of_all_answers_when_everybody_answered_all(respondents):
    totals = [sum(answers) for answers in zip(*respondents, strict=True)]
    every = [score for answers in respondents for score in answers]
    assert index(means(len(respondents), totals)) == float(Fraction(25 * sum(every), len(every)))
    rounded_once_more = {unsur: float(mean) for unsur, mean in means(len(respondents), totals).items()}
    assert index(rounded_once_more) == pytest.approx(index(means(len(respondents), totals)))
