"""SQL of an office: what may be written, and that the engine itself opens nothing else."""

import duckdb
import pytest

from data import duckdb_session
from data.home import Home
from data.schema import sql_expression
from metrics.catalogue import indicators

GOOD = """
    sum(n)
    count(*)
    count(distinct n)
    sum(n) filter (where status = 'selesai' and x is not null and y not in ('a', 'b') and z between 1 and 2)
    sum(case when a then 1 else 0 end * n)
    100.0 * sum(coalesce(a, 0)) / nullif(sum(n), 0)
    sum(cast(a as integer)) - max(n)
    d >= date '2026-01-01' or not (w like 'a%')
    extract(year from d) = 2026
"""
BAD = """
    read_text('/etc/passwd')
    sum(n) + (select count(*) from read_text('/etc/passwd'))
    sum(length(read_text('/etc/passwd')))
    sum(n) filter (where exists (select 1 from read_csv('/etc/passwd')))
    sum(n), sum(m)
    sum(n) as a from read_text('/etc/passwd')
    sum(n)) from read_text('/etc/passwd') --
    sum(n) --
    sum(n) /*
    1; copy (select 1) to 'x.csv'; select 1
    sum(n) over ()
    list_transform([1], lambda x: x)
    columns('.*')
    *
    $1
    a::other_type
    getvariable('x')
    current_setting('home_directory')
    pg_read_file('/etc/passwd')
    main.sum(n)
    sum(n) order by 1
    n union select 1
    repeat('x', 1000000000)
    generate_series(1, 1000000000)
    (
"""


def listed(text):
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("sql", listed(GOOD))
def test_an_expression_of_listed_functions_may_be_run(sql):
    assert sql_expression.fault(sql) is None


@pytest.mark.parametrize("sql", [*listed(BAD), "", " " * 3000])
def test_anything_else_may_not(sql):
    finding = sql_expression.fault(sql)
    assert finding is not None and finding.message("id") != finding.message("en")


def test_every_expression_of_ours_keeps_to_the_same_list(tmp_path):
    texts = set()
    for indicator in indicators.load(Home(tmp_path)).values():
        texts |= {sql for _, _, sql in indicator.measures()} | {*(indicator.distribution() or ("", "n"))[1:]}
    assert len(texts) > 50 and sql_expression.fault(" + ".join(f"({sql})" for sql in sorted(texts)[:20])) is None


@pytest.fixture
def enclosed(tmp_path):
    """An instance that is closed in one folder."""
    with duckdb_session.connect() as con:
        duckdb_session.close_in(con, tmp_path)
        yield con


OUTSIDE = """
    select * from read_text('/etc/passwd')
    select * from read_text('{here}/link/passwd')
    select * from read_text('{here}/../../../../../../etc/passwd')
    select * from glob('/etc/*')
    copy (select 1) to '/var/tmp/capaian-outside.csv'
    attach '/var/tmp/capaian-outside.duckdb'
    install httpfs
    load httpfs
    set enable_external_access = true
    set allowed_directories = ['/']
    set memory_limit = '100GB'
    reset lock_configuration
"""


@pytest.mark.parametrize("sql", listed(OUTSIDE))
def test_nothing_of_the_machine_is_open_to_sql(enclosed, tmp_path, sql):
    (tmp_path / "link").symlink_to("/etc")
    with pytest.raises(duckdb.Error):
        enclosed.execute(sql.format(here=tmp_path)).fetchall()


def test_what_lies_in_the_folder_is_open(enclosed, tmp_path):
    (tmp_path / "a.csv").write_text("a\n1\n", encoding="utf-8")
    assert enclosed.execute(f"select a from read_csv('{tmp_path}/a.csv')").fetchall() == [(1,)]
    enclosed.execute(f"copy (select 1 as a) to '{tmp_path}/a.parquet'")


def test_readers_of_the_warehouse_are_closed_in(tmp_path):
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as con:
        con.execute("create table t as select 1 as a")
    for _ in range(2):  # an instance that was left is taken again, as closed as before
        with duckdb_session.reading(file) as con:
            assert con.execute("select a from t").fetchall() == [(1,)]
            with pytest.raises(duckdb.PermissionException):
                con.execute("select * from read_text('/etc/passwd')").fetchall()
        with pytest.raises(duckdb.Error), duckdb_session.reading(file) as con:
            con.execute("set lock_configuration = false")
