"""An office whose documents are tested: odd names, two regions with records, every kind of target."""

import contextlib
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self
from unittest import mock

from access.identity.scope import EVERYTHING, Scope
from data.home import Home
from reports.content import workspace
from reports.content.content import Content
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.content.workspace import Desk
from reports.documents import registry
from reports.formats.seal import Key
from reports.lifecycle.issue import issue
from tests.spec.drawn import DrawnHome, opened

ODD = {
    "RUMUS": "=1+1",
    "TAMBAH": "+cmd|' /C calc'!A0",
    "ARAB": "خدمة السجل \u202e balik \u202c",
    "KOSONG": "Surat\u200bketerangan\u2060 baru",
    "PANJANG": "Surat keterangan " + "yang sangat panjang sekali " * 20,
    "TANDA": "#eval[*bold*] $x$ <b>&amp;</b>",
}
"""Names of services that a spreadsheet, a typesetter or a reader could be led astray by."""

TARGETS = """
on_time_rate:
  - {from: "2024-01", value: 90, regions: {"11.06": 60}, decree: "SK 1"}
clearance_rate:
  - {from: "2024-01", range: [80, 110], decree: "SK 1"}
median_processing_days:
  - {from: "2024-01", value: 3, decree: "SK 1"}
rejected:
  - {from: "2024-01", value: 0, decree: "SK 1"}
satisfaction_index:
  - {from: "2024-01", value: 85, decree: "SK 1"}
unsur_waktu:
  - {from: "2024-01", value: 3.2, decree: "SK 1"}
"""


@contextlib.contextmanager
def office(root: Path) -> Iterator[DrawnHome]:
    """The office in a folder, on the morning of 16 November 2026; as long as it is open the clock is its own."""
    with opened(root) as home:
        for code, name in ODD.items():
            home._service({"code": code, "name": name}, "3 days")
        home.targets(TARGETS)
        home.transactions("""
          application_no | region_code | service_code | complete_at | decided_at | status  | obstacle_code | n
          =A-1           | 11.71       | RUMUS        | 2026-10-05  | 2026-10-06 | selesai |               | 1
          -A-2           | 11.71       | ARAB         | 2026-10-05  | 2026-10-20 | selesai | H04           | 1
          A-3            | 11.71       | PANJANG      | 2026-10-05  | 2026-10-21 | selesai | H01           | 1
          A-4            | 11.71       | KOSONG       | 2026-10-12  |            |         |               | 1
          A-5            | 11.71       | TANDA        | 2026-09-07  | 2026-09-09 | selesai |               | 1
          A-6            | 11.71       | TAMBAH       | 2025-10-06  | 2025-10-07 | selesai |               | 1
          A-7            | 11.06       | RUMUS        | 2026-10-05  | 2026-10-07 | selesai |               | 1
          A-8            | 11.06       | ARAB         | 2026-10-05  | 2026-10-08 | ditolak |               | 1
          A-9            | 11.06       | ARAB         | 2026-09-07  | 2026-09-08 | selesai |               | 1
        """)
        home.surveys("""
          response_no | region_code | answered_on | all | jenis_kelamin | kelompok_umur | n
          R-1         | 11.71       | 2026-10-08  | 4   | perempuan     | 20-29         | 1
          R-2         | 11.71       | 2026-10-08  | 3   | perempuan     | 20-29         | 1
          R-3         | 11.71       | 2026-10-08  | 3   | perempuan     | 20-29         | 1
          R-4         | 11.71       | 2026-10-08  | 2   | perempuan     | 20-29         | 1
          R-5         | 11.71       | 2026-10-08  | 3   | perempuan     | 30-39         | 1
          R-6         | 11.71       | 2026-10-08  | 4   | laki-laki     | 30-39         | 1
          R-7         | 11.71       | 2026-10-08  | 3   | laki-laki     | 30-39         | 1
          R-8         | 11.06       | 2026-10-08  | 4   | laki-laki     | 30-39         | 1
        """)
        yield home


def content(home: Home, options: Options, scope: Scope = EVERYTHING, only: Sequence[str] = ()) -> Content:
    """What a document says, without issuing it; of some indicators `only`, which is quicker."""
    stamp = Stamp("MPP-2026-00009", 8, "0" * 64, "2026-11-16T08:00:00+07:00", "petugas")
    with mock.patch.object(workspace, "Desk", functools.partial(_Narrowed, only)):
        return registry.gather(home, scope, options, stamp)


class _Narrowed(Desk):
    """A desk of some indicators, over the cells of all."""

    def __init__(self, only: Sequence[str], *asked: Any, **named: Any) -> None:
        super().__init__(*asked, **named)
        self._only = only

    def __enter__(self) -> Self:
        super().__enter__()
        assert self.reader, "opened with every indicator"
        known = {id_: self.indicators[id_] for id_ in self._only or self.indicators}
        self.__dict__ |= {"goals": {id_: goal for id_, goal in self.goals.items() if id_ in known}}
        self.__dict__ |= {"indicators": known}
        return self


def issued(home: Home, folder: Path, scope: Scope = EVERYTHING, sealing: Key | None = None, **options: str) -> Path:
    """A document of October 2026."""
    return issue(home, scope, Options(**{"period": "2026-10", **options}), "petugas", folder, sealing)
