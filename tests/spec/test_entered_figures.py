"""Figures from documents: assessments by others, and what no record tells."""

COVERS = (
    "staffed_counter_share",
    "system_availability",
    "cost_per_service",
    "sippn_share",
    "ipp_index",
    "ombudsman_score",
)


def test_a_figure_stands_in_its_own_region_and_period(home):
    """Angka berlaku bagi daerah dan periode yang ditulis dokumennya; setahun mencakup Desember, bukan bulan lain."""
    home.figures("""
      indicator_id | region_code | period | value | document_no
      ipp_index    | 11.71       | 2025   | 4,21  | Kepmenpan 3/2026
    """)
    assert home.actual("ipp_index", "2025", region="11.71") == 4.21
    assert home.actual("ipp_index", "2025-12", region="11.71") == 4.21
    assert home.status("ipp_index", "2025-11", region="11.71") == "no_data"


def test_scores_of_others_are_never_averaged_and_the_province_has_its_own(home):
    """Nilai daerah tidak dirata-ratakan menjadi nilai provinsi; provinsi (11) mempunyai nilainya sendiri."""
    home.figures("""
      indicator_id    | region_code | period | value
      ipp_index       | 11.71       | 2025   | 4,21
      ipp_index       | 11          | 2025   | 4,56
      ombudsman_score | 11.71       | 2025   | 88,5
      ombudsman_score | 11.73       | 2025   | 92,44
    """)
    assert home.actual("ipp_index", "2025") == 4.56
    assert home.status("ombudsman_score", "2025") == "no_data"
    assert home.actual("ombudsman_score", "2025", "11.73", by="region") == 92.44


def test_numerators_and_denominators_are_added_up_over_months_and_regions(home):
    """Pembilang dan penyebut dijumlahkan menurut bulan dan daerah; tidak ada rata-rata dari rata-rata."""
    home.figures("""
      indicator_id        | region_code | period  | numerator | denominator
      system_availability | 11.71       | 2026-07 | 190       | 200
      system_availability | 11.71       | 2026-08 | 100       | 100
      system_availability | 11.73       | 2026-07 | 50        | 100
    """)
    row = home.row("system_availability", "2026-07")
    assert (row.numerator, row.denominator, row.actual) == (240, 300, 80)
    assert home.actual("system_availability", "2026-Q3", region="11.71") == 100 * 290 / 300


def test_the_figure_of_exactly_that_period_comes_before_the_sum_of_its_months(home):
    """Angka untuk persis periode itu didahulukan; yang lain tidak dihitung dua kali."""
    home.figures("""
      indicator_id          | period  | numerator | denominator
      staffed_counter_share | 2026-07 | 18        | 20
      staffed_counter_share | 2026-08 | 20        | 20
      staffed_counter_share | 2026-Q3 | 57        | 60
      staffed_counter_share | 2026-10 | 10        | 20
    """)
    assert home.actual("staffed_counter_share", "2026-Q3") == 95
    row = home.row("staffed_counter_share", "2026-07..2026-10")
    assert (row.numerator, row.denominator) == (67, 80)


def test_a_bare_value_has_no_weight_and_is_not_added_up(home):
    """Nilai tanpa pembilang dan penyebut berlaku bagi periodenya sendiri dan tidak dapat dijumlahkan."""
    home.figures("""
      indicator_id          | period  | value
      staffed_counter_share | 2026-07 | 95
      staffed_counter_share | 2026-08 | 97
    """)
    assert home.actual("staffed_counter_share", "2026-07", region="11.71") == 95
    assert home.status("staffed_counter_share", "2026-Q3", region="11.71") == "no_data"
    assert home.status("staffed_counter_share", "2026-07") == "no_data"


def test_a_state_takes_the_last_figure_of_the_period(home):
    """Keadaan memakai angka terakhir dalam periode; untuk provinsi, angka terakhir setiap daerah dijumlahkan."""
    home.figures("""
      indicator_id | region_code | period  | numerator | denominator
      sippn_share  | 11.71       | 2026-Q1 | 60        | 95
      sippn_share  | 11.71       | 2026-Q3 | 76        | 95
      sippn_share  | 11.73       | 2026-S1 | 14        | 55
    """)
    assert home.actual("sippn_share", "2026", region="11.71") == 80
    assert home.actual("sippn_share", "2026") == 100 * 90 / 150


def test_rupiah_are_rupiah_and_less_is_better(home):
    """Biaya per layanan dalam rupiah: pembilang biayanya, penyebut layanan yang selesai."""
    home.targets("""
      cost_per_service:
        - {from: "2026-01", value: 50000, decree: "SK 1"}
    """)
    home.figures("""
      indicator_id     | period  | numerator | denominator
      cost_per_service | 2026-07 | 45000000  | 1000
    """)
    row = home.row("cost_per_service", "2026-07")
    assert (row.actual, row.status) == (45_000, "achieved")


def test_a_correction_replaces_the_figure_and_an_undo_brings_it_back(home):
    """Kiriman terbaru untuk indikator, daerah, dan periode yang sama menggantikan yang lama; pembatalan
    mengembalikannya.
    """
    home.figures("""
      indicator_id    | period | value
      ombudsman_score | 2025   | 88
    """)
    wrong = home.figures("""
      indicator_id    | period | value
      ombudsman_score | 2025   | 98
    """)
    assert home.actual("ombudsman_score", "2025", region="11.71") == 98
    home.undo(wrong)
    assert home.actual("ombudsman_score", "2025", region="11.71") == 88


def test_figures_belong_to_no_agency_service_or_channel(home):
    """Angka dari dokumen tidak terbagi menurut instansi, layanan, atau kanal."""
    home.transactions("""
      received_at | channel
      2026-07-06  | langsung
    """)
    home.figures("""
      indicator_id        | period  | numerator | denominator
      system_availability | 2026-07 | 190       | 200
    """)
    assert home.status("system_availability", "2026-07", "langsung", by="channel") == "no_data"
