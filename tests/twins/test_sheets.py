"""Of an earlier entry is kept only what a later one cannot have changed, after any loads and undos.

A sheet of many months continued from an earlier one is the sheet that is read anew, and a scorecard that pages keep is
the one that is worked out anew.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.identity.scope import EVERYTHING, Scope
from metrics.scorecard import monthly_cube
from metrics.scorecard.score import score
from metrics.survey.index import UNSUR
from pages.components.runtime import cache, run
from tests.depth import examples
from tests.sheets import differences
from tests.twins.offices import (
    DAYS,
    SERVICES,
    File,
    Offices,
    Undo,
    answer_rows,
    application_files,
    complaint_rows,
    files,
    offices,
)
from tests.twins.twin_records import REGIONS
from tests.workspaces import ask

TODAY = date(2026, 5, 18)
OFTEN = st.one_of(
    application_files(),
    application_files(),
    files("surveys", answer_rows(), 9),
    files("complaints", complaint_rows(), 9),
    st.builds(Undo, st.integers(0, 9)),
)
"""What an office does once everybody has reported every month; the files of `everybody` are never taken back."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """Offices, and sheets of few months, lest most of the time go into months without records."""
    with offices(tmp_path_factory.mktemp("office")) as found, pytest.MonkeyPatch.context() as patch:
        patch.setattr(monthly_cube, "BACK", 15)
        patch.setattr(cache, "today_of", lambda _home: TODAY)
        yield found


def everybody() -> list[File]:
    """A file of each kind with records of every region in every month that others may be of, over and open ones."""
    applied, answered, complained = [], [], []
    for number, (region, day) in enumerate((region, day) for region in REGIONS for day in DAYS):
        own = {"kode_wilayah": region, "kode_layanan": SERVICES[number % len(SERVICES)], "kanal": "langsung"}
        ended = day + timedelta(days=number % 9)
        is_over = ended < date(2026, 4, 6)
        status = {"waktu_selesai": f"{ended} 10:00" if is_over else "", "status": "selesai" if is_over else "proses"}
        came = dict.fromkeys(("waktu_ambil_antrean", "waktu_dipanggil", "waktu_diajukan"), f"{day} 09:00")
        rest = dict.fromkeys(("waktu_berkas_lengkap", "jumlah_pengembalian", "hari_jeda_pemohon", "tenggat"), "")
        applied.append({"nomor_permohonan": f"B-{number}", **own, **came, **status, **rest, "skala_usaha": "mikro"})
        scores = {unsur: str(1 + (number + place) % 4) for place, unsur in enumerate(UNSUR)}
        answered.append({"nomor_respons": f"S-{number}", "kode_instansi": "PTS", "tanggal": f"{day}", **own, **scores})
        closed = {"selesai": f"{ended}" if is_over else "", "status": status["status"], "jenis": "informasi"}
        received = {"nomor_pengaduan": f"L-{number}", "diterima": f"{day}", "respons_pertama": f"{day}"}
        complained.append({**received, **own, **closed})
    return [File("transactions", applied), File("surveys", answered), File("complaints", complained)]


@settings(max_examples=examples(2, deep=60), derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(then=st.lists(OFTEN, min_size=2, max_size=5))
def test_a_sheet_is_continued_as_if_it_were_read_anew(made: Offices, then):
    office, stood = made.new(), []
    for file in everybody():
        office.does(file)
    for act in then:
        if isinstance(act, File):
            office.send(act)
        elif since := sorted(office.accepted)[3:]:
            office.undo(since[act.place % len(since)])
        anew = ask(office.home, monthly_cube.read, today=TODAY)
        for before in stood[-2:]:
            sheet = ask(office.home, monthly_cube.continued, before, monthly_cube.BACK, today=TODAY)
            assert sheet is None or differences(sheet, anew) == []
        stood.append(anew)


ASKED = [
    (scope, period, region, indicators, by)
    for scope, region in ((EVERYTHING, None), (Scope(frozenset({"11.73"})), "11.73"))
    for indicators in (None, ("received", "on_time_rate", "satisfaction_index", "overdue_backlog"))
    for period, by in (
        *((month, by) for month in ("2026-02", "2026-03", None) for by in (None, "service")),
        *((period, None) for period in ("2026-Q1", "2025", "r12:2026-02", "2026-04")),
        ("2025-12..2026-02", "month"),
    )
]


@settings(max_examples=examples(1, deep=40), derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(then=st.lists(OFTEN, min_size=2, max_size=4))
def test_a_card_that_was_kept_is_the_card_worked_out_anew(made: Offices, then):
    office = made.new()
    for act in (*everybody(), *then):
        office.does(act)
        with run.showing(office.home):
            for number, asked in enumerate(ASKED):
                if number % 5 == len(office.accepted) % 5:  # so that others are kept over several entries
                    assert cache.scored(*asked) == score(office.home, *asked, today=TODAY), asked
