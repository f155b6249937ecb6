"""One office for all tests of documents: it is filled once, and no test changes its records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.home import Home
from reports.content.content import Content
from reports.content.options import Options
from reports.formats import pdf
from tests.reports.offices import content, office


@pytest.fixture(scope="package")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The home of the office (tests/reports/offices.py); documents may be issued from it."""
    with office(tmp_path_factory.mktemp("office") / "home") as home:
        yield home.home


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where documents are put."""
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="package")
def report_of_a_region(records: Home) -> Content:
    """What the report of Kota Banda Aceh says of a few indicators."""
    few = ["received", "on_time_rate", "clearance_rate", "median_processing_days"]
    return content(records, Options("2026-10", "11.71", "capaian"), only=few)


@pytest.fixture(scope="package")
def printed(report: Content) -> bytes:
    """The province's report on paper."""
    return pdf.render(report)


@pytest.fixture(scope="package")
def report(records: Home) -> Content:
    """What the province's report of October 2026 says."""
    return content(records, Options("2026-10", document="capaian"))
