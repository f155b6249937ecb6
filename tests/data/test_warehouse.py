"""The warehouse rests on the ledger alone: caught up, rebuilt or read as of then, it says the same."""

import contextlib
import random
import shutil
import subprocess
import sys
import textwrap

import pytest

from access.identity.scope import EVERYTHING
from data.errors import CapaianError, SetupError, error_text
from data.home import PROJECT, Home
from data.ledger import entries, storage, verify
from data.warehouse import database
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.scorecard import score
from tests import patience
from tests.data import uploads


class NoCells:
    """A derivation that derives nothing: the records alone."""

    version = "none"

    def refresh(self, run, change):
        pass


@pytest.fixture
def office(tmp_path):
    return Home(tmp_path / "home")


def records(home, as_of=None):
    """Region and number of every current record, with the entry and the row it came from."""
    with database.reading(home, NoCells(), as_of) as run:
        found = run.rows("select region_code, application_no, seq, row_no from transactions")
    return {(region, number): (seq, row) for region, number, seq, row in found}


def figures(home, **asked):
    """Every figure of the province over 2026 with its marks, and of every region."""
    whole = score.score(home, EVERYTHING, "2026", **asked).rows
    parts = score.score(home, EVERYTHING, "2026", by="region", marked=False, **asked).rows
    return [row.as_dict() for row in (*whole, *parts)]


HEADERS = f"{uploads.HEADERS} | waktu_selesai | kanal"


def month(number, *applications):
    """A file: one application per text such as "A-1 on_time", "A-2 late", "A-3 open" received in a month of 2026."""
    days = {"on_time": f"2026-{number:02}-11 10:00", "late": f"2026-{number:02}-27 10:00", "open": ""}
    rows = [text.split() for text in applications]
    return "\n".join(
        [HEADERS] + [f"{no} | 11.71 | DKC-01 | 2026-{number:02}-10 09:00 | {days[how]} | langsung" for no, how in rows]
    )


def on_time(home, **asked):
    [row] = score.score(home, EVERYTHING, "2026", indicators=["on_time_rate"], **asked).rows
    return row.numerator, row.denominator


# Which records stand


def test_the_newest_entry_wins_per_region_and_number(office):
    uploads.send(office, month(3, "A-1 open", "A-2 on_time"))
    assert on_time(office) == (1, 1)
    uploads.send(office, month(3, "A-1 late", "A-3 on_time"))
    assert on_time(office) == (2, 3), "A-1 was replaced, A-2 was not removed"
    uploads.send(office, month(3, "A-1 on_time").replace("11.71", "11.72"))
    assert on_time(office) == (3, 4), "the same number in another region is another record"


def test_an_undone_entry_never_counts_and_the_older_rows_come_back(office):
    first = uploads.send(office, month(3, "A-1 on_time"))
    second = uploads.send(office, month(3, "A-1 late", "A-2 late"))
    assert on_time(office) == (0, 2)
    entries.undo(office, second.seq, "petugas", "salah")
    assert on_time(office) == (1, 1)
    third = uploads.send(office, month(3, "A-3 late"))
    entries.undo(office, first.seq, "petugas", "salah")
    assert on_time(office) == (0, 1)
    entries.undo(office, third.seq, "petugas", "salah")
    assert on_time(office) == (None, None)


def test_an_entry_that_is_not_there_yet_cannot_be_asked_for(office):
    uploads.send(office, month(3, "A-1 on_time"))
    for seq in (-1, 5):
        with pytest.raises(SetupError, match=f"--as-of {seq}: entri itu belum ada"):
            score.score(office, EVERYTHING, "2026", as_of=seq)


def test_random_loads_and_undos_agree_with_a_plain_twin_at_every_entry(office):
    """The twin: walk the standing entries oldest first, and let each of their rows overwrite its key."""
    chance = random.Random(7)
    acts = {}
    for _ in range(10):
        uploaded = [seq for seq, act in acts.items() if isinstance(act, list)]
        undone = [act for act in acts.values() if isinstance(act, int)]
        standing = [seq for seq in uploaded if seq not in undone]
        if standing and chance.random() < 0.35:
            taken = chance.choice(standing)
            acts[entries.undo(office, taken, "petugas", "acak").seq] = taken
        else:
            names = chance.sample(["A-1", "A-2", "A-3", "A-4", "A-5"], chance.randint(1, 4))
            table = month(chance.randint(1, 9), *(f"{name} {chance.choice(['on_time', 'open'])}" for name in names))
            if not (receipt := uploads.send(office, table)).refused:
                acts[receipt.seq] = [("11.71", name) for name in names]
        if chance.random() < 0.7:
            records(office)  # caught up now and then only, by one entry or several

    def twin(as_of):
        known = {seq: act for seq, act in acts.items() if seq <= as_of}
        undone = {act for act in known.values() if isinstance(act, int)}
        found = {}
        for seq, act in sorted(known.items()):
            if isinstance(act, list) and seq not in undone:
                found |= {key: (seq, row) for row, key in enumerate(act, start=2)}
        return found

    assert any(isinstance(act, int) for act in acts.values()), "something was undone"
    for seq in acts:
        assert records(office, as_of=seq) == twin(seq), f"as of {seq}"
    assert records(office) == twin(max(acts))
    database.rebuild(office, NoCells())
    assert records(office) == twin(max(acts))


# Derived, and nothing more


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Two months, one corrected, one upload undone, a survey; the warehouse caught up. Copied, never changed."""
    office = Home(tmp_path_factory.mktemp("prepared") / "home")
    uploads.send(office, month(3, "A-1 on_time", "A-2 late", "A-3 open"))
    uploads.send(office, month(4, "B-1 on_time", "B-2 on_time"))
    wrong = uploads.send(office, month(4, "C-1 late"))
    uploads.send(office, month(3, "A-3 late"))
    entries.undo(office, wrong.seq, "petugas", "salah")
    survey = "nomor_respons | kode_wilayah | tanggal | persyaratan | sarana\nR-1 | 11.71 | 2026-03-05 | 4 | 3"
    uploads.send(office, survey, "surveys")
    build.catch_up(office)
    return office


@pytest.fixture(scope="module")
def before(prepared):
    """The figures of that home."""
    return figures(prepared)


@pytest.fixture
def loaded(prepared, office):
    """A copy of that home."""
    shutil.copytree(prepared.root, office.root)
    return office


def test_a_rebuilt_warehouse_gives_identical_figures(loaded, before):
    build.rebuild(loaded)
    assert figures(loaded) == before
    loaded.warehouse_path.unlink()
    assert figures(loaded) == before


DAMAGE = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "replaced by something else": lambda path: path.write_bytes(b"bukan gudang data" * 1000),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "without its first block": lambda path: path.write_bytes(bytes(8192) + path.read_bytes()[8192:]),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_warehouse_that_is_gone_or_damaged_is_derived_anew(loaded, before, case):
    DAMAGE[case](loaded.warehouse_path)
    assert figures(loaded) == before
    untouched = loaded.warehouse_path.stat().st_mtime_ns
    assert on_time(loaded) == (3, 5)
    assert loaded.warehouse_path.stat().st_mtime_ns == untouched, "it is derived once"


def flipped(path, place, length=200):
    """The file with some of its bytes turned into their opposites, at a share of its length."""
    written = bytearray(path.read_bytes())
    at = int(place * (len(written) - length))
    written[at : at + length] = bytes(byte ^ 255 for byte in written[at : at + length])
    path.write_bytes(written)


@pytest.mark.parametrize("place", [0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9])
def test_bytes_that_have_flipped_are_met_where_they_are_read(loaded, before, caplog, place):
    flipped(loaded.warehouse_path, place)
    damaged = loaded.warehouse_path.read_bytes()
    assert figures(loaded) == before
    told = [str(record.msg) for record in caplog.records]
    if loaded.warehouse_path.read_bytes() == damaged:
        assert told == [], "nothing that was asked stood there"
    else:
        assert told == [str(error_text("warehouse_unreadable", file="warehouse.duckdb"))]
    caplog.clear()
    with database.reading(loaded, build.Cells(indicators.load(loaded))) as run:
        for (table,) in run.rows("select table_name from duckdb_tables() where database_name = 'warehouse'"):
            run.frame(f"from {table}")
    caplog.clear()
    assert figures(loaded) == before
    assert caplog.records == []


def test_damage_met_while_another_writes_is_read_around(loaded, before, monkeypatch):
    for place in (0.2, 0.35, 0.5, 0.65, 0.8):
        flipped(loaded.warehouse_path, place)
    damaged = loaded.warehouse_path.read_bytes()

    @contextlib.contextmanager
    def busy(home, wait=True):
        raise storage.BusyError
        yield

    with monkeypatch.context() as patched:
        patched.setattr(storage, "lock", busy)
        assert figures(loaded) == before
    assert loaded.warehouse_path.read_bytes() == damaged
    assert figures(loaded) == before
    assert loaded.warehouse_path.read_bytes() != damaged


def test_a_warehouse_deleted_is_derived_in_silence(loaded, before, caplog):
    """It is a copy of what the ledger holds, and whoever deletes it knows."""
    loaded.warehouse_path.unlink()
    assert figures(loaded) == before and not caplog.records


def test_a_probe_reads_every_table_and_mends_what_it_finds(loaded, caplog):
    build.probe(loaded)
    loaded.warehouse_path.write_bytes(b"x")
    build.probe(loaded)
    assert [record.msg.key for record in caplog.records] == ["warehouse_unreadable"]
    for rows in loaded.ledger_dir.glob("*-transactions-*/rows.parquet"):
        rows.unlink()
    loaded.warehouse_path.write_bytes(b"x")
    with pytest.raises(SetupError):
        build.probe(loaded)


def test_a_load_after_the_damage_works_too(loaded):
    loaded.warehouse_path.write_bytes(b"x")
    uploads.send(loaded, month(5, "E-1 on_time"))
    build.catch_up(loaded)
    after = figures(loaded)
    build.rebuild(loaded)
    assert figures(loaded) == after


def test_a_changed_standard_or_calendar_makes_the_facts_anew(loaded):
    assert on_time(loaded) == (3, 5)
    services = (PROJECT / "data" / "reference" / "services.csv").read_text(encoding="utf-8")
    own = loaded.root / "reference" / "services.csv"
    own.parent.mkdir()
    own.write_text(services.replace("nonperizinan,1,hari_kerja", "nonperizinan,60,hari_kerja"), encoding="utf-8")
    assert on_time(loaded) == (5, 5)
    own.unlink()
    assert on_time(loaded) == (3, 5)


def test_a_catalogue_that_drops_a_service_with_records_is_refused_until_it_is_back(loaded):
    before, reference = on_time(loaded), loaded.root / "reference"
    text = loaded.reference("services.csv").read_text(encoding="utf-8")
    without = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("DKC-01,"))
    assert without != text
    reference.mkdir(exist_ok=True)
    (reference / "services.csv").write_text(without, encoding="utf-8")
    with pytest.raises(SetupError, match=r"DKC-01 \(\d+\)"):
        on_time(loaded)
    (reference / "services.csv").write_text(text, encoding="utf-8")
    assert on_time(loaded) == before


def test_a_ledger_put_back_from_a_backup_gets_its_own_figures(loaded, before):
    backup = loaded.root.parent / "backup"
    shutil.copytree(loaded.ledger_dir, backup)
    uploads.send(loaded, month(5, "E-1 late", "E-2 late"))
    assert on_time(loaded) == (3, 7)
    shutil.rmtree(loaded.ledger_dir)
    shutil.copytree(backup, loaded.ledger_dir)
    assert figures(loaded) == before


def test_nor_does_another_entry_of_the_same_number_pass_for_the_one_that_was_there(loaded):
    backup = loaded.root.parent / "backup"
    shutil.copytree(loaded.ledger_dir, backup)
    uploads.send(loaded, month(5, "E-1 late", "E-2 late"))
    build.catch_up(loaded)
    shutil.rmtree(loaded.ledger_dir)
    shutil.copytree(backup, loaded.ledger_dir)
    uploads.send(loaded, month(6, "F-1 on_time"))
    assert on_time(loaded) == (4, 6)


def test_an_entry_whose_rows_cannot_be_read_is_one_line(loaded):
    for path in loaded.ledger_dir.glob("*/rows.parquet"):
        path.write_bytes(b"x")
    loaded.warehouse_path.unlink()
    with pytest.raises(CapaianError):
        figures(loaded)


# What a record means in time where the calendar or the standard is silent


def facts(home, columns):
    with database.reading(home, NoCells()) as run:
        return run.rows(f"select {columns} from transactions order by application_no")


def test_outside_the_calendar_working_days_and_minutes_stay_empty(office):
    uploads.send(office, month(3, "A-1 on_time").replace("2026-", "2019-"))
    assert facts(office, "working_days, gross_working_days, working_minutes, on_time") == [(None, None, None, None)]


def test_without_a_standard_nothing_is_due(office):
    own = "code,name,agency_code,agency,authority,kind,standard_minutes_or_days,unit,fee_idr\n"
    own += "DKC-01,KTP-el,DKC,Disdukcapil,daerah,nonperizinan,,,0\n"
    (office.root / "reference").mkdir(parents=True)
    (office.root / "reference" / "services.csv").write_text(own, encoding="utf-8")
    uploads.send(office, month(3, "A-1 on_time", "A-2 open"))
    assert facts(office, "due_on, on_time") == [(None, None), (None, None)]
    [row] = score.score(office, EVERYTHING, "2026-03", indicators=["on_time_rate_with_open"]).rows
    assert row.denominator == 0


# Readers


def test_a_reader_leaves_a_loaded_home_as_it_was(loaded):
    before = uploads.on_disk(loaded.root)
    figures(loaded)
    figures(loaded, as_of=5)
    score.score(loaded, EVERYTHING, by="region,month")
    verify.first_broken(loaded)
    assert uploads.on_disk(loaded.root) == before


def test_a_reader_of_an_empty_home_does_not_even_make_the_folder(office):
    of_the_seed = ("mpp_operating", "population_served_share")
    assert all(row["numerator"] is None for row in figures(office) if row["indicator"] not in of_the_seed)
    figures(office, as_of=0)
    assert not office.root.exists()


def test_a_reader_that_finds_the_warehouse_behind_touches_nothing_of_the_ledger(loaded):
    uploads.send(loaded, month(5, "E-1 late"))
    before = uploads.on_disk(loaded.ledger_dir)
    assert on_time(loaded) == (3, 6)
    assert uploads.on_disk(loaded.ledger_dir) == before


def child(home, code):
    """Python in another process, with `home` at hand."""
    script = "import sys, time\nfrom pathlib import Path\nfrom data.home import Home\nhome = Home(Path(sys.argv[1]))\n"
    command = [sys.executable, "-u", "-c", script + textwrap.dedent(code), str(home.root)]
    return subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_one_may_read_while_another_process_loads(loaded):
    process = child(
        loaded,
        """
        from metrics.cells import build
        from tests.data import uploads
        from tests.data.test_warehouse import month
        print("ready")
        for i in range(4):
            assert not uploads.send(home, month(5, f"E-{i} on_time"), name=f"child-{i}.csv").refused
            build.catch_up(home)
        """,
    )
    assert process.stdout.readline() == "ready\n"
    seen = []
    while process.poll() is None:
        seen.append(on_time(loaded)[1])
    assert process.returncode == 0
    assert seen == sorted(seen) and set(seen) <= set(range(5, 10)), seen
    assert len(set(seen)) > 2, "figures were read in between"
    assert on_time(loaded) == (7, 9)


def test_a_load_never_fails_because_others_read(loaded):
    reader = child(
        loaded,
        """
        from access.identity.scope import EVERYTHING
        from metrics.scorecard import score
        for n in range(10_000):
            score.score(home, EVERYTHING, "2026", indicators=["on_time_rate"], by="region")
            if n == 0:
                print("ready")
            if (home.root / "stop").exists():
                break
        """,
    )
    assert reader.stdout.readline() == "ready\n"
    for i in range(3):
        assert not uploads.send(loaded, month(5, f"E-{i} late")).refused
        build.catch_up(loaded)
    build.rebuild(loaded)
    (loaded.root / "stop").touch()
    assert reader.wait(timeout=patience.SECONDS) == 0
    assert on_time(loaded) == (3, 8)


def holding_the_lock(home):
    """A process that holds the ledger's lock until it is killed."""
    process = child(home, "from data.ledger import storage\nwith storage.lock(home):\n  print('held'); input()")
    assert process.stdout.readline() == "held\n"
    return process


def test_a_reader_of_a_current_warehouse_does_not_wait_for_a_writer(loaded):
    writer = holding_the_lock(loaded)
    try:
        assert on_time(loaded) == (3, 5)
        assert writer.poll() is None, "the lock was held all the while"
    finally:
        writer.kill()
        writer.wait()


def test_nor_does_a_reader_that_finds_it_behind(loaded):
    uploads.send(loaded, month(5, "E-1 late"))
    writer = holding_the_lock(loaded)
    try:
        on_time(loaded)
        assert writer.poll() is None, "the lock was held all the while"
    finally:
        writer.kill()
        writer.wait()
