"""What Spark would answer otherwise in silence is refused on the syntax tree, with the way to write it."""

import pytest

from data.errors import SetupError
from data.home import Home
from data.warehouse import steps, successors
from data.warehouse.spark import translation
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.cells.build import Cells

REFUSED = """
time       | cast(a as time) = b
time       | a::time
rounding   | cast(2.5 as integer)
rounding   | cast(n / 2 as bigint)
text       | cast(n / 3 as varchar)
difference | date_diff('minute', a, b)
difference | datediff('hour', a, b)
difference | date_diff('month', began_on, month)
difference | date_diff('day', ticket_at, called_at)
difference | month - began_on
interval   | month + interval 1 day
mean       | avg(standard)
inexact    | corr(a, b)
inexact    | regr_slope(a, b)
inexact    | stddev(a)
inexact    | approx_quantile(a, 0.5)
inexact    | approx_count_distinct(a)
other      | isodow(month)
other      | dayofweek(month)
other      | extract(dow from month)
other      | date_part('isodow', month)
other      | percentile_cont(0.5) within group (order by n)
other      | quantile_cont(n, 0.5)
other      | regexp_replace(a, b, c)
other      | hash(a)
other      | list(a order by b)
other      | string_agg(a, ',')
other      | bit_count(n)
other      | first(a order by b)
other      | histogram(n)
other      | entropy(n)
other      | product(n)
"""
TAKEN = """
sum(n) filter (where on_time)
count(*) filter (where channel = 'elektronik')
avg(cast(standard as double))
cast(round(n / 2, 0) as bigint)
cast(month + interval 1 month as date)
date_diff('day', last_day(month), began_on)
median(n)
hour(a) * 60 + minute(a)
greatest(n, 0) / nullif(standard, 0)
"""


def lines(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" | ", 1)] for line in text.strip().splitlines()]


@pytest.mark.parametrize(("key", "sql"), lines(REFUSED))
def test_a_construct_that_differs_is_refused(key, sql):
    assert key in [difference.key for difference in translation.found_in(f"select {sql} from stream")]
    for language in ("id", "en"):
        assert translation.fault(sql).message(language)
    with pytest.raises(SetupError):
        translation.translated(f"select {sql} from stream")


@pytest.mark.parametrize("sql", [line for [line] in lines(TAKEN)])
def test_a_construct_that_agrees_is_taken(sql):
    assert translation.fault(sql) is None
    assert translation.translated(f"select {sql} from stream")


def test_all_sql_of_the_product_is_taken(tmp_path):
    home = Home(tmp_path)
    listed = [*steps.steps(successors.successors(home)), *Cells(indicators.load(home)).steps()]
    assert [step.name for step in listed for _ in translation.found_in(step.select)] == []
    assert len(listed) > 60


def test_an_office_s_own_indicator_is_refused_with_its_place_before_spark_is_asked(home):
    home.indicators("""
half_days:
  name: {id: "Setengah hari", en: "Half days"}
  why_it_matters: {id: "Contoh.", en: "An example."}
  demand: cepat
  unit: days
  better: lower
  consolidation: weighted
  numerator: {completions: "sum(cast(working_days / 2 as integer))"}
  denominator: {completions: "count(*)"}
  legal_basis: "-"
  owner: "-"
  reviewed_on: 2026-01-01
  next_review: 2027-01-01
""")
    with pytest.raises(SetupError) as refused:
        build.rebuild_by_spark(home.home, "local[2]", home.home.root / "work")
    assert "indicators.yaml, baris 1" in refused.value.message("id")
    assert "half_days" in refused.value.message("en")
    assert "round(x, 0)" in refused.value.message("en")
