"""A survey on another scale than 1 to 4, as a profile declares it: its scores, its blanks, and what the index says."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SetupError
from data.home import Home
from data.intake.columns import answer_scale
from data.intake.source import profile_files
from data.intake.source.profile_parts import Scale
from data.schema import kinds
from metrics.cells import build
from metrics.scorecard import score
from metrics.survey.index import UNSUR
from tests.data import uploads
from tests.workspaces import ask

LIKERT = {"low": 1, "high": 5, "blank": ["0", "TR"], "words": {"Sangat Tidak Puas": 1, "Cukup": 3, "Sangat Puas": 5}}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


def survey(*rows):
    """Two unsur, a respondent a row."""
    lines = (f"R-{i} | 11.71 | 2026-03-02 | {row}" for i, row in enumerate(rows))
    return "nomor_respons | kode_wilayah | tanggal | persyaratan | biaya\n" + "\n".join(lines)


ANSWERS = """
1–5    | answer            | score
1, 5   | 1                 | 1
1, 5   | 2                 | 1,75
1, 5   | 4,0               | 3,25
1, 5   | 5 - Sangat Puas   | 4
1, 5   | 3 - Sangat Puas   | -
1, 5   | cukup             | 2,5
1, 5   | 6                 | -
1, 5   | 0                 | -
1, 5   | 4,5               | -
1, 5   | puas sekali       | -
5, 1   | 1                 | 4
5, 1   | 5                 | 1
1, 10  | 5                 | 2,333333
0, 10  | 0                 | 1
1, 4   | 3                 | 3
"""


def test_an_answer_becomes_a_score_by_its_place_on_its_scale():
    for ends, answer, score_of in uploads.lines(ANSWERS)[1:]:
        low, high = map(int, ends.split(","))
        words = LIKERT["words"] if (low, high) == (1, 5) else {}
        found = answer_scale.score(Scale(low=low, high=high, words=words), answer, {})
        shown = "-" if found is None else f"{Decimal(found).normalize():f}".replace(".", ",")
        assert shown == score_of, (ends, answer)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_the_ends_of_a_scale_are_1_and_4_and_the_order_of_answers_stays(low, high, answer):
    if low == high:
        return
    scale = Scale(low=low, high=high)
    found = answer_scale.score(scale, str(answer), {})
    if not min(low, high) <= answer <= max(low, high):
        assert found is None
    else:
        exact = 1 + 3 * Fraction(answer - low, high - low)
        assert abs(Fraction(found) - exact) <= Fraction(1, 2_000_000) and 1 <= Decimal(found) <= 4


def test_scores_blanks_and_what_is_told_of_them(office):
    table = survey("5 | 1", "4 | TR", "Cukup | 0", "x | 2")
    receipt = uploads.send(office, table, "surveys", profile=uploads.profile_of(scale=LIKERT))
    assert uploads.found(receipt) == [
        (None, None, "scale_converted", "warning"),
        (5, "persyaratan", "score_unreadable", "error"),
    ]
    assert "1–5" in receipt.problems[0].message() and "1–5" in receipt.problems[0].message("en")
    scores = uploads.rows(office, receipt)[["persyaratan", "biaya"]].astype(float)
    assert scores.fillna(-1).values.tolist() == [[4, 1], [3.25, -1], [2.5, -1]]


def test_answers_beyond_the_declared_scale_from_several_refuse_the_file(office):
    table = survey("7 | 1", "6 | 2", "3 | 3")
    receipt = uploads.send(office, table, "surveys", profile=uploads.profile_of(scale=LIKERT), dry_run=True)
    assert receipt.refused and uploads.found(receipt)[0] == (None, None, "scale_beyond", "error")


def test_a_scale_whose_best_answer_nobody_gave_is_doubted(office):
    table = survey(*["4 | 3"] * 10)
    receipt = uploads.send(office, table, "surveys", profile=uploads.profile_of(scale=LIKERT), dry_run=True)
    assert [problem.rule for problem in receipt.problems] == ["scale_converted", "scale_best_unused"]


def test_the_index_is_of_the_converted_scores_and_says_so(tmp_path):
    """Three respondents on 1–5 and one on 1–4: the sums are exact, the index names what was converted."""
    home = Home(tmp_path / "home")
    header = "nomor_respons | kode_wilayah | tanggal | " + " | ".join(UNSUR)

    def sent(name, answers, **parts):
        lines = (f"{name}-{i} | 11.71 | 2026-03-02 | {' | '.join([answer] * 9)}" for i, answer in enumerate(answers))
        table = "\n".join([header, *lines])
        receipt = uploads.send(home, table, "surveys", name=f"{name}.csv", profile=uploads.profile_of(**parts))
        assert not receipt.refused

    def index():
        build.catch_up(home)
        [row] = ask(home, score.scored, "2026-03", indicators=["satisfaction_index"], region="11.71").rows
        return row

    sent("A", ["3"])
    assert (index().actual, "scale_converted" in index().reasons) == (75, False)
    sent("B", ["5", "4", "2"], scale={"low": 1, "high": 5})
    row = index()
    assert row.actual == pytest.approx(25 * (3 + 4 + 3.25 + 1.75) / 4) and row.n == 4
    assert "scale_converted" in row.reasons
    low, high = row.interval
    assert low < row.actual < high


IDLE = {
    "scale: {low: 1, high: 4}": "surveys",
    "scale: {low: 1, high: 5}": "transactions",
    "scale: {low: 3, high: 3}": "surveys",
    "scale: {low: 1, high: 5, words: {puas: 6}}": "surveys",
    "scale: {high: 5}": "surveys",
    "scale: {low: 1, high: 5}\nletters: worst_first": "surveys",
}


@pytest.mark.parametrize("content", IDLE)
def test_a_scale_that_says_nothing_or_cannot_be_is_refused(tmp_path, content):
    path = tmp_path / "p.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetupError, match=r"scale|letters"):
        profile_files.load(path, kinds.kind(IDLE[content]))
