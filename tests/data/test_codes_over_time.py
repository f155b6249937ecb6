"""Tables of codes change: what is dropped with records is refused, successors take records over, agencies move."""

import shutil
from datetime import date

import pytest

from data.errors import SetupError
from data.home import SHIPPED
from data.ledger import acts
from data.settings import tables
from data.warehouse import orphans
from tests.data import uploads
from tests.spec.drawn import DrawnHome

RECORDS = """
  service_code | region_code | received_at | decided_at
  {service}    | {region}    | 2026-05-06  | 2026-05-07
  {service}    | {region}    | 2026-08-06  | 2026-08-07
"""


@pytest.fixture(autouse=True)
def shipped_tables(home: DrawnHome) -> None:
    """The home's own copies of the shipped tables."""
    folder = home.home.root / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("services.csv", "regions.csv"):
        shutil.copyfile(SHIPPED / "reference" / name, folder / name)


def rewrite(home: DrawnHome, name: str, change) -> None:
    """A table of the home, line by line as `change` makes it."""
    path = home.home.root / "reference" / name
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([line for old in lines for line in change(old)]) + "\n", encoding="utf-8")


def received(home: DrawnHome, month: str, by: str) -> dict[str, float | None]:
    rows = home.score(month, indicators=("received",), by=by).rows
    return {row.member: row.actual for row in rows if row.actual}


@pytest.mark.parametrize(
    ("table", "code", "service", "region"),
    [("services.csv", "PTS-02", "PTS-02", "11.71"), ("regions.csv", "11.06", "PTS-02", "11.06")],
)
def test_a_table_that_drops_a_code_with_records_is_refused(home, table, code, service, region):
    home.transactions(RECORDS.format(service=service, region=region))
    rewrite(home, table, lambda line: [] if line.startswith(f"{code},") else [line])
    with pytest.raises(SetupError, match=rf"{table}: .*{code} \(2\)"):
        home.score("2026-05")
    before = sorted(home.home.ledger_dir.iterdir())
    with pytest.raises(SetupError, match=code):
        home.transactions("""
          service_code | region_code | received_at
          PTS-03       | 11.72       | 2026-05-06
        """)
    assert sorted(home.home.ledger_dir.iterdir()) == before


def test_a_code_without_records_may_go(home):
    home.transactions(RECORDS.format(service="PTS-02", region="11.71"))
    rewrite(home, "services.csv", lambda line: [] if line.startswith("PTS-03,") else [line])
    assert received(home, "2026-05", "service") == {"PTS-02": 1}


def test_records_of_a_recoded_region_belong_to_its_successor(home):
    home.transactions(RECORDS.format(service="PTS-02", region="11.06"))
    home.transactions(RECORDS.format(service="PTS-02", region="11.71"))

    def recoded(line: str) -> list[str]:
        if line.startswith("code,"):
            return [f"{line},succeeds"]
        return [f"{line.replace('11.06,', '11.19,', 1)},11.06" if line.startswith("11.06,") else f"{line},"]

    rewrite(home, "regions.csv", recoded)
    assert received(home, "2026-05", "region") == {"11.19": 1, "11.71": 1}
    assert home.actual("received", "2026-05") == 2


def test_a_file_with_codes_that_are_gone_is_read_as_their_successors(home):
    """Corrections of earlier months come with the codes of then; they replace what the successor holds."""
    home.transactions(RECORDS.format(service="PTS-02", region="11.06"))

    def followed(old: str, new: str):
        def change(line: str) -> list[str]:
            if line.startswith("code,"):
                return [f"{line},succeeds"]
            return [f"{line.replace(old, new, 1)},{old}" if line.startswith(f"{old},") else f"{line},"]

        return change

    rewrite(home, "regions.csv", followed("11.06", "11.19"))
    rewrite(home, "services.csv", followed("PTS-02", "PTS-99"))
    table = """
      nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan
      T-1              | 11.06        | pts-02       | 2026-05-05
      T-2              | 11.19        | PTS-99       | 2026-05-05
      T-3              | 11.06        | PTS-98       | 2026-05-05
    """
    receipt = uploads.send(home.home, table)
    assert uploads.found(receipt) == [
        (None, "kode_wilayah", "codes_followed", "warning"),
        (None, "kode_layanan", "codes_followed", "warning"),
        (4, "kode_layanan", "service_unknown", "error"),
    ]
    assert [problem.detail for problem in receipt.problems] == [
        {"codes": "11.06 → 11.19"},
        {"codes": "PTS-02 → PTS-99"},
        {},
    ], "no code that is spelt almost alike is proposed"
    rows = uploads.rows(home.home, receipt)
    assert rows[["region_code", "service_code"]].drop_duplicates().values.tolist() == [["11.19", "PTS-99"]]


def test_the_agency_of_a_record_is_that_of_its_service_on_its_day(home):
    home.transactions(RECORDS.format(service="PTS-09", region="11.71"))

    def moved(line: str) -> list[str]:
        if line.startswith("code,"):
            return [f"{line},valid_from"]
        if not line.startswith("PTS-09,"):
            return [f"{line},"]
        return [f"{line},", f"{line.replace(',PTS,DPMPTSP,', ',DKC,Disdukcapil,', 1)},2026-07-01"]

    agency = received(home, "2026-05", "agency")
    rewrite(home, "services.csv", moved)
    assert received(home, "2026-05", "agency") == agency
    assert received(home, "2026-08", "agency") == {"DKC": 1}
    spans = tables.service_agencies(home.home)
    mine = spans[spans["code"] == "PTS-09"]
    assert mine["agency_code"].tolist() == [*agency, "DKC"]
    assert mine["valid_to"].tolist() == [date(2026, 6, 30), date.max]


def test_a_region_recoded_is_no_other_region_and_acts_left_at_the_old_code_are_counted(home):
    table = "nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan\nT-1 | {} | PTS-02 | 2026-05-05 09:00"
    uploads.send(home.home, table.format("11.06"))
    acts.record(home.home, "follow_up", "petugas", {"region": "11.06"})
    assert orphans.acts_left_behind(home.home) == {}

    def recoded(line: str) -> list[str]:
        if line.startswith("code,"):
            return [f"{line},succeeds"]
        return [f"{line.replace('11.06,', '11.19,', 1)},11.06" if line.startswith("11.06,") else f"{line},"]

    rewrite(home, "regions.csv", recoded)
    assert orphans.acts_left_behind(home.home) == {"11.06": 1}
    again = uploads.send(home.home, table.format("11.19"), dry_run=True)
    assert [problem.rule for problem in again.problems] == []


def other_agency(line, *, dated):
    """PTS-09 of another agency: by a version of its own, or written over the old one."""
    if line.startswith("code,"):
        return [f"{line},valid_from"] if dated else [line]
    if not line.startswith("PTS-09,"):
        return [f"{line},"] if dated else [line]
    moved = line.replace(",PTS,DPMPTSP,", ",DKC,Disdukcapil,", 1)
    return [f"{line},", f"{moved},2026-07-01"] if dated else [moved]


@pytest.mark.parametrize(
    ("dated", "service", "is_told"), [(False, "PTS-09", True), (True, "PTS-09", False), (False, "PTS-02", False)]
)
def test_an_agency_written_over_moves_what_lies_behind_and_is_told(home, dated, service, is_told):
    """Of a service without records nothing moves."""
    home.transactions(RECORDS.format(service=service, region="11.71"))
    rewrite(home, "services.csv", lambda line: other_agency(line, dated=dated))
    told = "PTS-09: PTS → DKC" if is_told else ""
    assert orphans.listed(orphans.overwritten_agencies(home.home)) == told
    table = f"{uploads.HEADERS}\nZ-9 | {uploads.ROW}"
    for dry_run in (True, False):
        receipt = uploads.send(home.home, table, dry_run=dry_run)
        [*found] = [
            problem.detail["services"] for problem in receipt.problems if problem.rule == "agencies_overwritten"
        ]
        assert found == ([told] if is_told else [])
    assert orphans.overwritten_agencies(home.home) == {}, "the table is registered by now"


def test_a_region_has_its_time_and_a_successor_the_past_of_what_it_succeeds(home):
    def over_time(line: str) -> list[str]:
        if line.startswith("code,"):
            return [f"{line},succeeds,valid_from,valid_to"]
        if line.startswith("11.06,"):
            return [f"{line},,2026-06-01,2026-07-31"]
        return [f"{line},11.99,2026-06-01," if line.startswith("11.71,") else f"{line},,,"]

    rewrite(home, "regions.csv", over_time)
    days = ("2026-05-31", "2026-06-01", "2026-07-31", "2026-08-01")
    table = "nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan\n"
    table += "\n".join(f"{code}-{day} | {code} | PTS-02 | {day}" for code in ("11.06", "11.71") for day in days)
    receipt = uploads.send(home.home, table, dry_run=True)
    found = [(problem.row, problem.rule) for problem in receipt.problems if problem.severity == "error"]
    assert found == [(2, "region_outside_validity"), (5, "region_outside_validity")]
    recap = "kode_wilayah | bulan | kode_layanan | masuk | selesai\n"
    recap += "\n".join(f"11.06 | 2026-0{month} | PTS-02 | 3 | 3" for month in (5, 6, 7, 8))
    receipt = uploads.send(home.home, recap, "recap", name="rekap.csv", dry_run=True)
    assert [problem.row for problem in receipt.problems if problem.rule == "region_outside_validity"] == [2, 5]
    rewrite(home, "regions.csv", lambda line: [line.replace(",2026-06-01,2026-07-31", ",2026-06-01,2026-05-31")])
    with pytest.raises(SetupError, match="valid_to"):
        uploads.send(home.home, table, dry_run=True)
