"""A session of Spark, opened within bounds: what is missing or cannot be reached is told at once."""

import contextlib
import os
import re
import shutil
import socket
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.errors import SetupError, error_text

MASTER = re.compile(r"local(\[(\*|\d+)\])?|(spark|sc)://[\w.-]+(:\d+)?(,[\w.-]+:\d+)*(/.*)?|yarn|k8s://\S+")
PORTS = {"spark": 7077, "sc": 15002}
LOOPBACK = "127.0.0.1"
SECONDS_TO_ANSWER = 10
SECONDS_TO_WORK = 300
PARTITIONS = 4
"""Parts of a shuffle on one machine; on a cluster Spark finds their number itself."""
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}
"""What figures depend on; everything else is the cluster's own (`spark-defaults.conf`, `PYSPARK_SUBMIT_ARGS`)."""


@contextlib.contextmanager
def opened(master: str) -> Iterator[Any]:
    """A session at that master, stopped afterwards; SetupError with the remedy where none can be had."""
    if not MASTER.fullmatch(master):
        raise SetupError(error_text("spark_master", master=master))
    is_remote = master.startswith("sc://")
    if not is_remote:
        _require_java()
    _require_answer(master)
    spark = _started(master, is_remote)
    try:
        for name, value in SETTINGS.items():
            spark.conf.set(name, value)
        if master.startswith("local"):
            spark.conf.set("spark.sql.shuffle.partitions", PARTITIONS)
        else:
            _require_work(spark, master)
        yield spark
    finally:
        spark.stop()


def _started(master: str, is_remote: bool) -> Any:
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")  # of pandas, which is not handed to it
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    try:
        if is_remote:
            return builder.remote(master).getOrCreate()
        builder = builder.master(master).appName("capaian").config("spark.ui.enabled", "false")
        builder = builder.config("spark.log.level", "ERROR").config("spark.ui.showConsoleProgress", "false")
        if master.startswith("local") or LOOPBACK in master:
            os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
            builder = builder.config("spark.driver.host", LOOPBACK).config("spark.driver.bindAddress", LOOPBACK)
        return builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise SetupError(error_text("spark_unreachable", master=master)) from error


def require_package() -> None:
    """SetupError with the way to install what Spark is asked with."""
    try:
        import pyspark  # noqa: F401
        import sqlglot  # noqa: F401
    except ImportError as error:
        raise SetupError(error_text("spark_absent", package=error.name or "pyspark")) from error


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        raise SetupError(error_text("spark_java"))


def _require_answer(master: str) -> None:
    """A port that nobody listens at is told within seconds; Spark itself would try for minutes."""
    scheme, _, rest = master.partition("://")
    if scheme not in PORTS:
        return
    for address in rest.split("/")[0].split(";")[0].split(","):
        host, _, port = address.partition(":")
        with contextlib.suppress(OSError):
            socket.create_connection((host, int(port or PORTS[scheme])), SECONDS_TO_ANSWER).close()
            return
    raise SetupError(error_text("spark_unreachable", master=master))


def _require_work(spark: Any, master: str) -> None:
    """A first small task; without a worker that takes it Spark would wait for ever."""
    done = threading.Event()

    def work() -> None:
        with contextlib.suppress(Exception):  # whatever ends it early, the event has not been set
            spark.range(1).count()
            done.set()

    threading.Thread(target=work, daemon=True).start()
    if not done.wait(SECONDS_TO_WORK):
        raise SetupError(error_text("spark_no_worker", master=master, seconds=SECONDS_TO_WORK))
