"""Unknown is never 0: a count of which the records say nothing is null and says why."""

COVERS = ()


def told(home, indicator, period="2026-07", **where):
    row = home.row(indicator, period, **where)
    return row.actual, row.status, [reason for reason in row.reasons if reason in ("nothing_known", "never_sent")]


NOTHING = (None, "no_data", ["nothing_known"])
NEVER = (None, "no_data", ["never_sent"])


def test_open_cases_none_of_which_has_a_due_day(home):
    """Berkas terbuka yang tidak satu pun bertenggat: tunggakannya belum diketahui, bukan nol."""
    home.transactions("""
      complete_at | decided_at | standard | region_code
      2026-07-06  |            | none     | 11.71
      2026-07-06  |            | none     | 11.71
      2026-07-06  | 2026-07-07 | 3 days   | 11.73
    """)
    assert told(home, "overdue_backlog", region="11.71") == NOTHING
    assert told(home, "overdue_backlog", region="11.73")[0] == 0, "nothing is open there"
    home.transactions("""
      complete_at | decided_at | standard | region_code
      2026-07-30  |            | 3 days   | 11.71
    """)
    assert told(home, "overdue_backlog", region="11.71")[0] == 0, "one is not due yet"


def test_counts_that_no_recap_row_writes(home):
    """Rekap yang tidak menulis ditolak, masuk, selesai, atau proses tidak menyatakannya nol."""
    home.recap("""
      month   | region_code | received | completed | rejected | open | open_overdue
      2026-07 | 11.71       | 10       |           |          |      |
      2026-07 | 11.73       |          | 8         | 0        | 4    | 0
    """)
    unknown = ("completed", "rejected", "overdue_backlog")
    assert [told(home, id_, region="11.71") for id_ in unknown] == [NOTHING] * 3
    assert told(home, "received", region="11.71")[0] == 10
    assert told(home, "received", region="11.73") == NOTHING
    assert told(home, "clearance_rate", region="11.71") == NOTHING, "ten came in, of those decided nothing is written"
    assert [told(home, id_, region="11.73")[0] for id_ in unknown] == [8, 0, 0]
    assert [told(home, id_)[0] for id_ in ("received", *unknown)] == [10, 8, 0, 0], "what is known of the province"


def test_shares_that_no_recap_row_tells(home):
    """Rekap yang tidak menulis tepat waktu atau kanal tidak menyatakan bahwa tidak ada kasus."""
    home.recap("""
      month   | region_code | completed | completed_on_time | channel
      2026-07 | 11.71       | 10        |                   |
      2026-07 | 11.73       | 8         | 6                 | langsung
    """)
    shares = ("on_time_rate", "digital_share", "self_service_share")
    assert [told(home, id_, region="11.71") for id_ in shares] == [NOTHING] * 3
    assert [told(home, id_, region="11.73")[0] for id_ in shares] == [75, 0, 0]
    assert [told(home, id_)[0] for id_ in shares] == [75, 0, 0], "what is known of the province"


def test_records_tell_what_did_not_happen(home):
    """Catatan tunggal menyatakan nol: tidak ada yang ditolak, tidak ada yang selesai."""
    home.transactions("received_at | decided_at\n2026-07-06 | 2026-08-07")
    assert [told(home, id_)[0] for id_ in ("received", "completed", "rejected")] == [1, 0, 0]
    assert [told(home, id_, "2026-08")[0] for id_ in ("received", "completed", "rejected")] == [0, 1, 0]


def test_a_stream_of_its_own_is_zero_only_where_it_was_ever_sent(home):
    """Antrean, survei, dan pengaduan dihitung nol hanya bagi daerah yang pernah mengirimnya."""
    home.transactions("""
      ticket_at        | called_at        | received_at | region_code
      2026-07-06 08:00 | 2026-07-06 08:10 | 2026-07-06  | 11.71
                       |                  | 2026-08-06  | 11.71
                       |                  | 2026-08-06  | 11.73
    """)
    assert told(home, "visitors", "2026-08", region="11.71")[0] == 0
    assert told(home, "visitors", "2026-08", region="11.73") == NEVER
    assert told(home, "visitors", "2026-08")[0] == 0
    assert told(home, "complaints_received", "2026-08") == NEVER
    assert told(home, "respondents", "2026-08") == NEVER
    assert told(home, "visitors", "2026-09", region="11.71")[0] is None, "September was not reported"


def test_planned_services_that_do_not_run_stand_among_the_parts(home):
    """Bagian kelengkapan layanan berjumlah sama dengan keseluruhannya; yang tidak berjalan justru yang dicari."""
    home.services("""
      code   | agency_code | standard | authority | kind
      DKC-01 | DKC         | 1 days   | daerah    | nonperizinan
      PTS-03 | PTS         | 10 days  | daerah    | perizinan
      IMI-01 | IMI         | 4 days   | pusat     | nonperizinan
    """)
    home.service_plan("service_code\nDKC-01\nPTS-03\nIMI-01")
    home.transactions("service_code | received_at\nDKC-01 | 2026-07-06")
    whole = home.row("service_completeness_rate", "2026-07")
    for by in ("service", "agency", "channel"):
        parts = home.score("2026-07", by=by, indicators=("service_completeness_rate",)).rows
        assert sum(row.denominator or 0 for row in parts) == whole.denominator == 3
        assert sum(row.numerator or 0 for row in parts) == whole.numerator == 1
