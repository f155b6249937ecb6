"""The answer of a database to the office's own query, as a CSV file; nothing is changed there."""

import csv
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from channels import secret_values
from channels.extras import imported
from channels.inbox.arrival import Arrival, Place
from data.errors import RefusedError, SetupError, error_text
from data.home import unlinked

DRIVERS = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql"}
READ_ONLY = {"postgresql": "SET TRANSACTION READ ONLY", "mysql": "SET SESSION TRANSACTION READ ONLY"}
CONNECT_SECONDS = 10
ROWS_AT_ONCE = 5000


def fetch(place: Place, scratch: Path) -> Iterator[Arrival]:
    """One file with all rows; RefusedError when the server cannot be asked or refuses the query."""
    sqlalchemy = imported("sqlalchemy")
    query = _query(place)
    engine = sqlalchemy.create_engine(
        _address(sqlalchemy, place),
        connect_args={"connect_timeout": CONNECT_SECONDS},
        poolclass=sqlalchemy.pool.NullPool,
        hide_parameters=True,
    )
    path = scratch / f"{place.name}.csv"
    try:
        connection = engine.connect()
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise RefusedError(error_text("inbox.down")) from error
    try:
        with connection:
            connection.exec_driver_sql(READ_ONLY[engine.name])
            if engine.name == "mysql":  # there it concerns the transactions to come
                connection.rollback()
            _written(connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query), path, place.largest)
            connection.rollback()
    except sqlalchemy.exc.SQLAlchemyError as error:
        is_lost = getattr(error, "connection_invalidated", False)
        refusal = error_text("inbox.down") if is_lost else error_text("inbox.query_refused", file=place.source.query)
        raise RefusedError(refusal) from error
    yield Arrival(path.name, str(time.time_ns()), path)


def _query(place: Place) -> Any:
    path = place.home.root
    for part in Path(str(place.source.query)).parts:
        path = unlinked(path / part)
    if not path.resolve().is_relative_to(place.home.root.resolve()) or not path.is_file():
        raise SetupError(error_text("inbox.query_missing", file=place.source.query))
    return imported("sqlalchemy").text(path.read_text(encoding="utf-8").replace(":", r"\:"))


def _address(sqlalchemy: Any, place: Place) -> Any:
    address = urlsplit(str(place.source.database))
    url = sqlalchemy.engine.make_url(str(place.source.database))
    return url.set(
        drivername=DRIVERS[address.scheme], password=secret_values.value(place.home, str(place.source.secret))
    )


def _written(rows: Any, path: Path, largest: int) -> None:
    """The rows as text; RefusedError when there are more than may be."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(rows.keys())
        for row in rows:
            writer.writerow([_text(cell) for cell in row])
            if stream.tell() > largest:
                raise RefusedError(error_text("inbox.too_large", limit=largest >> 20))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
