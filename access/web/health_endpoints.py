"""What a machine asks: is it alive, is it ready, and how much has happened."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from access.identity.errors import AccessError
from access.operation import process, request_log
from access.sessions import sessions, store
from access.sessions.authentication import Door

FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Probes:
    """`/healthz`, `/readyz` and `/metrics` of one door.

    `ledger_seq` raises when the ledger cannot be read; `figures_readable` answers whether figures can be had.
    """

    door: Door
    ledger_seq: Callable[[], int]
    figures_readable: Callable[[], bool]

    def routes(self) -> list[Route]:
        """The three addresses."""
        return [
            Route("/healthz", self.alive, methods=["GET"]),
            Route("/readyz", self.ready, methods=["GET"]),
            Route("/metrics", self.measures, methods=["GET"]),
        ]

    async def alive(self, _request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok")

    async def ready(self, _request: Request) -> Response:
        """Accounts and figures can be read; why not is in the log, not here."""
        try:
            self.door.known()
        except (AccessError, OSError):
            return PlainTextResponse("not ready", 503)
        ready = await run_in_threadpool(self.figures_readable)
        return PlainTextResponse("ready") if ready else PlainTextResponse("not ready", 503)

    async def measures(self, _request: Request) -> Response:
        """Prometheus' text format."""
        counted = dict(store.of(self.door.root).rows("select what, times from counts"))
        told = (
            ("capaian_sessions", "gauge", sessions.active(self.door.root, self.door.known().sessions)),
            ("capaian_sign_ins_total", "counter", counted.get("sign_in", 0)),
            ("capaian_refusals_total", "counter", counted.get("refused", 0)),
            ("capaian_exports_total", "counter", counted.get("export", 0)),
            ("capaian_ledger_seq", "gauge", self.ledger_seq()),
        )
        lines = [f"# TYPE {name} {kind}\n{name} {value}\n" for name, kind, value in (*told, *_of_process())]
        return PlainTextResponse("".join([*lines, *_answers(request_log.TALLY)]), media_type=FORMAT)


def _of_process() -> Iterator[tuple[str, str, float]]:
    yield "process_start_time_seconds", "gauge", process.STARTED
    yield "process_cpu_seconds_total", "counter", round(process.cpu_seconds(), 2)
    if (resident := process.resident_bytes()) is not None:
        yield "process_resident_memory_bytes", "gauge", resident
    yield "capaian_conversations", "gauge", request_log.TALLY.conversations


def _answers(tally: request_log.Tally) -> Iterator[str]:
    """Answers by class of status, and how soon they were given."""
    yield "# TYPE capaian_answers_total counter\n"
    for status, count in sorted(tally.answers.items()):
        yield f'capaian_answers_total{{status="{status}"}} {count}\n'
    yield "# TYPE capaian_answer_seconds histogram\n"
    bounds = (*map(str, request_log.BUCKETS), "+Inf")
    for bound, count in zip(bounds, itertools.accumulate(tally.within), strict=True):
        yield f'capaian_answer_seconds_bucket{{le="{bound}"}} {count}\n'
    yield f"capaian_answer_seconds_sum {tally.seconds:.3f}\n"
    yield f"capaian_answer_seconds_count {sum(tally.within)}\n"
