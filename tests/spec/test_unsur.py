"""The nine unsur: the mean score of each, from 1 to 4."""

from metrics.survey.index import UNSUR

COVERS = tuple(f"unsur_{unsur}" for unsur in UNSUR)


def test_each_unsur_is_the_mean_of_its_own_answers(home):
    """Nilai setiap unsur ialah rata-rata jawabannya sendiri, dan kolomnya dikenali menurut nama, bukan nomor."""
    home.surveys("""
      sarana | pengaduan | perilaku | kompetensi | produk | biaya | waktu | prosedur | persyaratan
      1      | 2         | 3        | 4          | 1      | 2     | 3     | 4        | 1
      2      | 2         | 4        | 4          | 2      | 4     | 4     | 4        | 4
    """)
    means = dict(zip(UNSUR, (2.5, 4, 3.5, 3, 1.5, 4, 3.5, 2, 1.5), strict=True))
    assert {unsur: home.actual(f"unsur_{unsur}", "2026-03") for unsur in UNSUR} == means


def test_an_unsur_left_blank_is_not_a_zero(home):
    """Sel kosong bukan nilai 0: rata-ratanya dihitung dari yang menjawab."""
    home.surveys("""
      persyaratan | waktu
      4           | 3
                  | 1
    """)
    row = home.row("unsur_persyaratan", "2026-03")
    assert (row.numerator, row.denominator, row.actual) == (4, 1, 4)
    assert home.actual("unsur_waktu", "2026-03") == 2
    assert home.status("unsur_sarana", "2026-03") == "no_data"


def test_the_words_of_the_questionnaire_are_scores(home):
    """Jawaban menurut kuesioner dibaca sebagai nilai 1 sampai 4."""
    home.surveys("""
      persyaratan   | biaya         | pengaduan
      sangat sesuai | Gratis        | dikelola dengan baik
      kurang sesuai | sangat mahal  | tidak ada
    """)
    assert home.actual("unsur_persyaratan", "2026-03") == 3
    assert home.actual("unsur_biaya", "2026-03") == 2.5
    assert home.actual("unsur_pengaduan", "2026-03") == 2.5


def test_a_respondent_without_any_answer_or_with_an_impossible_score_is_refused(home):
    """Responden tanpa satu pun jawaban, atau dengan nilai di luar 1 sampai 4, ditolak."""
    home.surveys(
        """
      persyaratan | waktu
      4           | 3
      5           | 3
                  |
    """,
        refused=2,
    )
    assert home.row("unsur_persyaratan", "2026-03").denominator == 1


def test_five_respondents_alike_show_no_spread_to_judge_from(home):
    """Jawaban yang semuanya sama tidak menunjukkan sebaran; keyakinannya dikosongkan dan statusnya tetap."""
    home.targets("""
      unsur_waktu:
        - {from: "2026-01", value: 3, decree: "SK 1"}
    """)
    home.surveys("""
      waktu | n
      4     | 5
    """)
    row = home.row("unsur_waktu", "2026-03")
    assert (row.status, row.interval, row.confidence) == ("achieved", None, None)
