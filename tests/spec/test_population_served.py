"""How many people live where an MPP is known to operate."""

COVERS = ("population_served_share",)


def test_people_of_unknown_regions_stay_in_the_denominator(home):
    """Penduduk daerah ber-MPP dibagi seluruh penduduk provinsi; daerah yang belum diketahui tetap masuk penyebut, dan
    sendirinya belum ada data.
    """
    home.mpp_status("""
      code  | status         | soft_launch
      11.71 | operasi        | 2019-12-03
      11.73 | operasi        | 2024-12
      11.11 | rencana        |
      11.01 | belum ada data |
    """)
    before = home.row("population_served_share", "2024-11")
    after = home.row("population_served_share", "2024-12")
    assert before.denominator == after.denominator == 5_623_479
    people = {code: home.row("population_served_share", "2024-12", code, by="region") for code in ("11.71", "11.73")}
    assert after.numerator == sum(row.denominator for row in people.values()) > before.numerator
    assert home.actual("population_served_share", "2024-12", "11.11", by="region") == 0
    assert home.status("population_served_share", "2024-12", "11.01", by="region") == "no_data"
