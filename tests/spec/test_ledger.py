"""Kiriman ulang, pembatalan, dan keadaan lama.

Which records count: the newest entry wins per record, and an undone entry never counts (design 3).
"""

COVERS = ()


def test_after_an_undo_the_figures_are_those_of_before(home):
    """Sesudah suatu berkas dibatalkan, angkanya kembali seperti sebelum berkas itu dimuat."""
    home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-07
    """)
    wrong = home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-20
      A-2            | 2026-07-06  | 2026-07-20
    """)
    assert home.actual("on_time_rate", "2026-07") == 0
    home.undo(wrong)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (1, 1)


def test_an_old_state_can_be_asked_for_even_of_an_entry_undone_later(home):
    """Keadaan lama dapat ditanyakan kembali menurut nomor entri, juga bila entri itu kemudian dibatalkan."""
    first = home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-07
    """)
    second = home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-20
    """)
    undone = home.undo(second)
    assert home.row("on_time_rate", "2026-07", as_of=first.seq).actual == 100
    assert home.row("on_time_rate", "2026-07", as_of=second.seq).actual == 0
    assert home.row("on_time_rate", "2026-07", as_of=undone).actual == 100


def test_an_old_state_is_judged_by_the_targets_of_then(home):
    """Keadaan lama dinilai dengan target yang berlaku pada saat itu."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 90, decree: "SK 1"}
    """)
    first = home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-07
      A-2            | 2026-07-06  | 2026-07-20
    """)
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 50, decree: "SK 2"}
    """)
    home.transactions("""
      application_no | complete_at | decided_at
      A-3            | 2026-08-03  | 2026-08-04
    """)
    assert home.row("on_time_rate", "2026-07").status == "achieved"
    assert home.row("on_time_rate", "2026-07", as_of=first.seq).status == "missed"


def test_a_file_never_removes_records(home):
    """Berkas baru tidak menghapus permohonan yang tidak disebutnya."""
    home.transactions("""
      application_no | received_at
      A-1            | 2026-07-06
      A-2            | 2026-07-06
    """)
    home.transactions("""
      application_no | received_at
      A-2            | 2026-07-07
    """)
    assert home.actual("received", "2026-07") == 2


def test_an_undo_also_takes_the_stock_day_back(home):
    """Pembatalan juga mengembalikan hari persediaan: berkas yang belum jatuh tempo tidak tertinggal sebagai
    terlambat.
    """
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  |            | 3 days
      2026-07-06  | 2026-07-07 | 3 days
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 1
    later = home.transactions("""
      received_at
      2026-09-07
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 2
    home.undo(later)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 1


def test_the_same_bytes_count_once_and_may_be_loaded_again_after_an_undo(home):
    """Berkas yang sama persis ditolak selama masih tercatat; sesudah dibatalkan boleh dimuat lagi."""
    table = """
      application_no | received_at
      A-1            | 2026-07-06
    """
    first = home.transactions(table)
    assert home.transactions(table).seq is None
    home.undo(first)
    assert home.actual("received", "2026-07") is None
    assert home.transactions(table).seq is not None
    assert home.actual("received", "2026-07") == 1


def test_an_undo_brings_back_the_newest_of_the_others(home):
    """Sesudah kiriman terbaru dibatalkan, yang berlaku ialah kiriman terbaru di antara yang tersisa."""
    home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-07
    """)
    home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-20
    """)
    newest = home.transactions("""
      application_no | complete_at | decided_at
      A-1            | 2026-07-06  | 2026-07-08
    """)
    assert home.actual("on_time_rate", "2026-07") == 100
    home.undo(newest)
    assert home.actual("on_time_rate", "2026-07") == 0
