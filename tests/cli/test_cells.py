"""`cells`: the same figures anew; what Spark has not is told with its remedy, within seconds."""

import socket
import sys

import pytest

from data.errors import SetupError
from data.warehouse.spark import session
from tests.cli.conftest import terminal


def test_without_an_engine_named_duckdb_makes_the_cells(office):
    answer = terminal(office, "cells")
    assert (answer.code, answer.out) == (0, "Sel dihitung kembali sampai entri 0, dengan duckdb.\n")


@pytest.mark.parametrize("options", [("--engine", "spark"), ("--master", "local[2]")])
def test_spark_and_its_address_go_together(office, options):
    assert "--master" in terminal(office, "cells", *options).refused(2)


@pytest.mark.parametrize("package", ["pyspark", "sqlglot"])
def test_a_missing_package_is_told_with_the_way_to_install_it(office, monkeypatch, package):
    monkeypatch.setitem(sys.modules, "pyspark", sys)
    monkeypatch.setitem(sys.modules, "sqlglot", sys)
    monkeypatch.setitem(sys.modules, package, None)
    said = terminal(office, "cells", "--engine", "spark", "--master", "local[2]").refused(2)
    assert package in said and "requirements-spark.txt" in said
    assert not (office / "warehouse.duckdb").exists()


@pytest.mark.parametrize("master", ["", "mesos://host:5050", "local[two]", "http://host", "spark://"])
def test_an_address_that_is_none_of_sparks_is_refused(master):
    with pytest.raises(SetupError, match="spark://host:7077"), session.opened(master):
        raise AssertionError("it was opened")


@pytest.mark.parametrize("scheme", ["spark", "sc"])
def test_a_server_that_does_not_answer_is_told_at_once(monkeypatch, scheme):
    monkeypatch.setattr(session, "_require_java", lambda: None)
    with socket.socket() as free:  # bound, and nobody listens
        free.bind(("127.0.0.1", 0))
        master = f"{scheme}://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(SetupError, match="tidak menjawab"), session.opened(master):
            raise AssertionError("it was opened")


def test_a_machine_without_java_is_told_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SetupError, match="default-jre-headless"), session.opened("local[2]"):
        raise AssertionError("it was opened")
