"""The open page `/periksa`: a document's number and the first digits of its fingerprint, and one word about it."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from access.web import sign_in_page
from access.web.rate_limit import RateLimit as RateLimit
from access.web.sign_in import form_of
from access.web.words import Words

ADDRESS = "/periksa"
LEAST_DIGITS = 8
DIGITS = re.compile(rf"[0-9a-f]{{{LEAST_DIGITS},64}}", re.ASCII)
LONGEST = 200
"""Signs of what is typed; nothing longer is looked at."""


@dataclass(frozen=True)
class DocumentCheck:
    """The routes of the page; `state` says genuine, superseded or unknown of number and digits, and raises OSError
    when nothing can be said. It tells no more, so that guessing numbers brings nothing.
    """

    say: Words
    state: Callable[[str, str], str]
    limit: RateLimit = field(default_factory=lambda: RateLimit(per_client=12, overall=240, seconds=60.0))

    def routes(self) -> list[Route]:
        """`/periksa`."""
        return [Route(ADDRESS, self.show, methods=["GET"]), Route(ADDRESS, self.check, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """The form, and the answer to a link with `nomor` and `sidik`."""
        return await self._answer(request, dict(request.query_params))

    async def check(self, request: Request) -> Response:
        """The answer to the form."""
        return await self._answer(request, dict(await form_of(request)))

    async def _answer(self, request: Request, sent: dict[str, str]) -> Response:
        language = self.say.language_of(sent.get("bahasa") or request.query_params.get("bahasa"))
        number, digits = _plain(sent.get("nomor", "")).upper(), _plain(sent.get("sidik", "")).lower()
        if not (number or digits):
            return self._page(language, None)
        waiting = self.limit.seconds_to_wait(request.client.host if request.client else "")
        if waiting > 0:
            seconds = math.ceil(waiting)
            answer = self._page(language, self.say("access.wait", language, seconds=seconds), 429)
            answer.headers["retry-after"] = str(seconds)
            return answer
        if not number or not DIGITS.fullmatch(digits):
            return self._page(language, self.say("access.check_form", language, least=LEAST_DIGITS), 400)
        try:
            state = await run_in_threadpool(self.state, number, digits)
        except OSError:
            return self._page(language, self.say("access.check_closed", language), 503)
        return self._page(language, self.say(f"access.check_{state}", language), is_wrong=state != "genuine")

    def _page(self, language: str, text: str | None, status: int = 200, is_wrong: bool = True) -> Response:
        message = None if text is None else (text, is_wrong)
        return HTMLResponse(sign_in_page.document_check(self.say, language, ADDRESS, message), status)


def _plain(typed: str) -> str:
    """What was typed or read off paper without blanks; nothing of what is too long."""
    return "" if len(typed) > LONGEST else re.sub(r"\s", "", typed)
