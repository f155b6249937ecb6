"""Everything a reader can go to, as the search of the pages asks for it: `/cari.json`, of the reader's own scope."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from access.identity.viewer import LANGUAGES, Viewer, chosen_language

ADDRESS = "/cari.json"


@dataclass(frozen=True)
class Destination:
    """A place to go to: its name, what kind of thing it is (both in the reader's language), its page and query."""

    name: str
    kind: str
    page: str
    query: str = ""


@dataclass(frozen=True)
class SearchList:
    """Of one home; `destinations` are those of a reader, OSError while there are none to be had."""

    destinations: Callable[[Viewer], Sequence[Destination]]

    def routes(self) -> list[Route]:
        """The one address; the gate lets nobody come to it without a session."""
        return [Route(ADDRESS, self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """The whole list in the language asked for."""
        viewer: Viewer = request.scope["capaian.viewer"]
        viewer = replace(
            viewer, language=chosen_language(LANGUAGES, request.query_params.get("bahasa"), viewer.language)
        )
        try:
            listed = await run_in_threadpool(self.destinations, viewer)
        except OSError:
            return Response(status_code=503)
        return JSONResponse([asdict(one) for one in listed])
