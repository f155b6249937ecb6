"""How many answered the survey, beside how many should."""

COVERS = ("respondents",)


def test_every_respondent_counts_once_in_the_month_of_the_answer(home):
    """Setiap responden dihitung satu kali pada bulan ia menjawab, juga yang tidak menjawab semua unsur."""
    home.surveys("""
      response_no | answered_on | persyaratan | waktu
      R-1         | 2026-07-06  | 4           | 3
      R-2         | 2026-07-31  | 3           |
      R-3         | 2026-08-03  | 3           | 3
    """)
    assert home.actual("respondents", "2026-07") == 2
    assert home.actual("respondents", "2026-Q3") == 3


def test_fewer_than_the_minimum_sample_is_said_and_still_judged(home):
    """Jumlah responden tetap dinilai terhadap targetnya; kurangnya dari sampel minimal disebut di sebelahnya."""
    home.targets("""
      respondents:
        - {from: "2026-01", value: 14, decree: "SK 1"}
    """)
    home.transactions("""
      received_at | decided_at | n
      2026-06-01  | 2026-06-02 | 15
    """)
    home.surveys("""
      answered_on | all | n
      2026-07-06  | 4   | 5
    """)
    row = home.row("respondents", "2026-07")
    assert (row.actual, row.status, row.reasons) == (5, "missed", ("small_sample",))
    assert home.status("satisfaction_index", "2026-07") == "no_target"


def test_a_month_without_a_survey_is_not_a_survey_nobody_answered(home):
    """Bulan tanpa survei bukan bulan dengan nol responden: belum ada data."""
    home.transactions("""
      received_at
      2026-07-06
    """)
    assert home.status("respondents", "2026-07") == "no_data"
