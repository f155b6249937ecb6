"""The satisfaction index of PermenPANRB 14/2017: 25 times the mean of the unsur."""

import pytest

COVERS = ("satisfaction_index",)


def test_the_index_is_25_times_the_mean_of_the_nine_unsur(home):
    """Indeks ialah 25 × rata-rata nilai kesembilan unsur, masing-masing berbobot sama."""
    home.surveys("""
      persyaratan | prosedur | waktu | biaya | produk | kompetensi | perilaku | pengaduan | sarana
      3           | 3        | 2     | 4     | 3      | 3          | 4        | 3         | 3
      4           | 3        | 3     | 4     | 3      | 4          | 4        | 3         | 3
    """)
    assert home.actual("satisfaction_index", "2026-03") == pytest.approx(25 * 29.5 / 9)


def test_respondents_are_pooled_and_agencies_never_averaged(home):
    """Responden digabung, indeks instansi tidak dirata-ratakan: 20 responden bernilai 4 dan 2 bernilai 2 memberi
    95,45.
    """
    home.services("""
      code   | agency_code | standard
      DKC-01 | DKC         | 1 days
      PTS-05 | PTS         | 5 days
    """)
    home.surveys("""
      agency_code | all | n
      DKC         | 4   | 20
      PTS         | 2   | 2
    """)
    assert home.actual("satisfaction_index", "2026-03", "DKC", by="agency") == 100
    assert home.actual("satisfaction_index", "2026-03", "PTS", by="agency") == 50
    assert home.actual("satisfaction_index", "2026-03") == pytest.approx(95.4545, abs=0.0001)


def test_an_unsur_that_nobody_answered_is_left_out_and_said_so(home):
    """Unsur yang tidak dijawab siapa pun tidak ikut; bobotnya menjadi 1/8, dan hal itu disebut."""
    home.targets("""
      satisfaction_index:
        - {from: "2026-01", value: 85, decree: "SK 1"}
    """)
    home.surveys("""
      persyaratan | prosedur | waktu | biaya | produk | kompetensi | perilaku | pengaduan | sarana
      4           | 4        | 3     |       | 3      | 4          | 4        | 3         | 3
      4           | 4        | 3     |       | 3      | 4          | 4        | 3         | 3
    """)
    row = home.row("satisfaction_index", "2026-03")
    assert row.actual == 25 * 28 / 8
    assert row.status == "achieved"
    assert "unsur_left_out" in row.reasons


def test_an_unanswered_question_leaves_the_other_answers_of_the_respondent_in(home):
    """Pertanyaan yang tidak dijawab tidak menggugurkan jawaban lain dari responden itu."""
    home.surveys("""
      persyaratan | prosedur | waktu | biaya | produk | kompetensi | perilaku | pengaduan | sarana
      4           | 4        | 4     | 4     | 4      | 4          | 4        | 4         | 4
      2           |          |       |       |        |            |          |           |
    """)
    assert home.actual("unsur_persyaratan", "2026-03") == 3
    assert home.actual("unsur_prosedur", "2026-03") == 4
    assert home.actual("satisfaction_index", "2026-03") == pytest.approx(25 * 35 / 9)


def test_the_agency_is_that_of_the_service_and_a_survey_without_both_belongs_to_the_region(home):
    """Instansi mengikuti layanan; survei tanpa layanan dan instansi hanya milik kabupaten/kotanya."""
    home.services("""
      code   | agency_code | standard
      DKC-01 | DKC         | 1 days
      PTS-05 | PTS         | 5 days
    """)
    home.surveys("""
      service_code | agency_code | all
      DKC-01       | PTS         | 4
                   | PTS         | 3
                   |             | 2
    """)
    assert home.actual("satisfaction_index", "2026-03", "DKC", by="agency") == 100
    assert home.actual("satisfaction_index", "2026-03", "PTS", by="agency") == 75
    assert home.actual("satisfaction_index", "2026-03", "-", by="agency") == 50
    assert home.actual("satisfaction_index", "2026-03") == 75


def test_a_survey_counts_in_the_month_it_was_answered(home):
    """Survei dihitung pada bulan diisi; beberapa bulan digabung menurut responden."""
    home.surveys("""
      answered_on | all | n
      2026-07-31  | 4   | 3
      2026-08-01  | 2   | 1
    """)
    assert home.actual("satisfaction_index", "2026-07") == 100
    assert home.actual("satisfaction_index", "2026-08") == 50
    assert home.actual("satisfaction_index", "2026-Q3") == 87.5


def test_a_survey_needs_no_reported_transactions(home):
    """Survei tetap dinilai pada bulan tanpa permohonan yang dilaporkan; bulan tanpa survei belum ada datanya."""
    home.targets("""
      satisfaction_index:
        - {from: "2026-01", value: 80, decree: "SK 1"}
    """)
    home.surveys("""
      answered_on | all
      2026-07-06  | 4
    """)
    assert home.status("satisfaction_index", "2026-07") == "achieved"
    assert home.status("satisfaction_index", "2026-08") == "no_data"


def test_the_interval_rests_on_those_who_answered_every_applicable_unsur(home):
    """Selang kepercayaan dihitung dari responden yang menjawab semua unsur yang berlaku."""
    complete = """
      persyaratan | prosedur | waktu | biaya | produk | kompetensi | perilaku | pengaduan | sarana
      4           | 4        | 4     | 4     | 4      | 4          | 4        | 4         | 4
      3           | 3        | 3     | 3     | 3      | 3          | 3        | 3         | 3
      2           | 3        | 2     | 3     | 2      | 3          | 2        | 3         | 2
    """
    home.surveys(complete)
    before = home.row("satisfaction_index", "2026-03")
    home.surveys("""
      persyaratan | prosedur
      1           | 1
    """)
    after = home.row("satisfaction_index", "2026-03")
    assert after.actual < before.actual
    assert after.interval == before.interval is not None


def test_below_the_minimum_sample_it_is_shown_and_not_judged(home):
    """Jumlah responden minimal mengikuti pengguna layanan periode sebelumnya (Krejcie-Morgan): 10 pengguna, 10
    responden.
    """
    home.targets("""
      satisfaction_index:
        - {from: "2026-01", value: 80, decree: "SK 1"}
    """)
    home.transactions("""
      complete_at | decided_at | n
      2026-06-08  | 2026-06-09 | 10
      2026-07-06  | 2026-07-07 | 10
    """)
    home.surveys("""
      answered_on | all | n
      2026-07-06  | 4   | 9
      2026-08-03  | 4   | 10
    """)
    july, august = home.row("satisfaction_index", "2026-07"), home.row("satisfaction_index", "2026-08")
    assert (july.actual, july.status, july.reasons) == (100, "cannot_judge", ("small_sample",))
    assert (august.actual, august.status, august.reasons) == (100, "achieved", ())


def test_when_the_users_of_before_are_unknown_it_is_judged_with_a_remark(home):
    """Bila pengguna layanan periode sebelumnya tidak diketahui, indeks tetap dinilai dengan catatan."""
    home.targets("""
      satisfaction_index:
        - {from: "2026-01", value: 80, decree: "SK 1"}
    """)
    home.surveys("""
      all
      4
    """)
    row = home.row("satisfaction_index", "2026-03")
    assert (row.status, row.reasons) == ("achieved", ("sample_unknown",))
