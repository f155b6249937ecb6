"""The open page `/berhenti`: behind the link of a message, one button that ends them; nothing else is told."""

import math
from dataclasses import dataclass, field
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from access.identity.viewer import chosen_language
from access.web.document_check import RateLimit
from access.web.sign_in import form_of
from channels.messages import subscriptions
from channels.messages.subscriptions import ADDRESS
from data.errors import CapaianError
from data.home import Home
from data.settings import home_config
from text.words import say

STYLE = "body{font:1rem/1.5 sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}button{font:inherit}"


@dataclass(frozen=True)
class Unsubscription:
    """The routes of the page of one home; a link that is no longer good changes nothing and tells nothing."""

    home: Home
    limit: RateLimit = field(default_factory=lambda: RateLimit(per_client=12, overall=240, seconds=60.0))

    def routes(self) -> list[Route]:
        """`/berhenti`."""
        return [Route(ADDRESS, self.ask, methods=["GET"]), Route(ADDRESS, self.end, methods=["POST"])]

    async def ask(self, request: Request) -> Response:
        """The question; looking at a link ends nothing, for programs that check letters follow every link."""
        query = request.query_params
        language = chosen_language(home_config.languages(self.home), query.get("bahasa"))
        names = {name: query.get(name, "")[:100] for name in ("penerima", "tanda")} | {"bahasa": language}
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in names.items()
        )
        button = f'<button type="submit">{escape(say("send.stop_button", language))}</button>'
        form = f'<form method="post" action="{ADDRESS}">{hidden}{button}</form>'
        return _page(language, say("send.stop_question", language), form)

    async def end(self, request: Request) -> Response:
        """The act behind the button."""
        sent = await form_of(request)
        language = chosen_language(home_config.languages(self.home), sent.get("bahasa"))
        seconds = math.ceil(self.limit.seconds_to_wait(request.client.host if request.client else ""))
        if seconds > 0:
            answer = _page(language, say("access.wait", language, seconds=seconds), status=429)
            answer.headers["retry-after"] = str(seconds)
            return answer
        try:
            key = await run_in_threadpool(self._ended, sent.get("penerima", ""), sent.get("tanda", ""))
        except CapaianError:
            return _page(language, say("access.check_closed", language), status=503)
        return _page(language, say(f"send.{key}", language), status=200 if key == "stop_done" else 400)

    def _ended(self, name: str, mark: str) -> str:
        if not subscriptions.is_genuine(self.home, name, mark):
            return "stop_unknown"
        subscriptions.end(self.home, name)
        return "stop_done"


def _page(language: str, text: str, form: str = "", status: int = 200) -> HTMLResponse:
    name = escape(say("app.name", language))
    return HTMLResponse(
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{name}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{name}</h1><p>{escape(text)}</p>{form}</main></body></html>\n",
        status,
    )
