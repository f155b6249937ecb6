"""`/api/v1`: who asks, what, how often; the answer with its ETag, or one JSON error. No session counts here."""

import asyncio
import functools
import math
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from access.identity.errors import AccessError
from access.sessions import api_tokens, audit_log, store
from access.sessions.api_tokens import Bearer
from access.web.document_check import RateLimit
from api import answers, errors, moment, openapi, questions, uploads
from api.answer_cache import AnswerCache
from api.answers import ANSWERS, Answer, Reading, Scored
from api.errors import ApiError
from api.questions import Listed, Question, Upload
from data.errors import CapaianError, error_text
from data.home import Home
from text.words import Language

ADDRESS = "/api/v1/"
DESCRIPTION, UPLOADS = "openapi.json", "uploads"
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
AT_ONCE, WAITING = 2, 32
"""Answers worked out at the same time, and how many more may wait."""
Outcome = TypeVar("Outcome")


@dataclass
class Api:
    """The API of one home.

    `scored` answers with scorecards that pages keep; `logged` writes an unforeseen error on the log and returns its
    number; a file may have `largest` bytes.
    """

    home: Home
    scored: Scored
    logged: Callable[[BaseException], str]
    largest: int
    limit: RateLimit = field(default_factory=lambda: RateLimit(per_client=600, overall=6000, seconds=10.0))
    """By token."""
    failures: RateLimit = field(default_factory=lambda: RateLimit(per_client=120, overall=2400, seconds=60.0))
    """By address, of requests without a token that holds."""
    cache: AnswerCache = field(default_factory=AnswerCache)
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(AT_ONCE, "api"))
    waiting: int = 0

    def routes(self) -> list[Route]:
        """Everything below `/api/`: what is no route of ours is answered here, too."""
        return [Route("/api/{path:path}", self.answer, methods=list(EVERY_METHOD))]

    async def answer(self, request: Request) -> Response:
        """The answer to any request."""
        language: Language = "en" if request.headers.get("accept-language", "").lower().startswith("en") else "id"
        try:
            return await self._answer(request, language)
        except ApiError as error:
            return errors.response(error, language)
        except AccessError as error:
            return errors.response(errors.of_access(error), language)
        except CapaianError as error:
            refusal = errors.of_question(error)
            if refusal.status == 503:
                self.logged(error)
            return errors.response(refusal, language)
        except Exception as error:  # the last resort: nothing unforeseen may leave as it is
            number = self.logged(error)
            return errors.response(ApiError(500, error_text("api.unexpected", number=number)), language)

    async def _answer(self, request: Request, language: Language) -> Response:
        bearer = self._bearer(request)
        _wait(self.limit, bearer.token.id)
        name = request.url.path.removeprefix(ADDRESS)
        if name == UPLOADS:
            _only(request, "POST")
            return await self._upload(request, bearer, language)
        if name != DESCRIPTION and name not in ANSWERS:
            raise ApiError(404, error_text("api.address_unknown", known=", ".join((*ANSWERS, UPLOADS, DESCRIPTION))))
        _only(request, "GET", "HEAD")
        parameters = tuple(request.query_params.multi_items())
        if name == DESCRIPTION:
            questions.read(Question, parameters)
            return Response(openapi.written(), media_type=answers.JSON)
        _permit(bearer, api_tokens.READ)
        return await self._read(request, bearer, name, _question(name, parameters))

    def _bearer(self, request: Request) -> Bearer:
        """Who asks; whoever has no token that holds is slowed down by address before the next is looked at."""
        address = request.client.host if request.client else ""
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer" or not text:
                raise AccessError("token_missing")
            return api_tokens.bearer(self.home.root, text.strip(), functools.partial(moment.closed, self.home))
        except AccessError as error:
            if error.key.startswith("token_"):
                _wait(self.failures, address)
                store.of(self.home.root).count("token_refused")
            raise

    async def _read(self, request: Request, bearer: Bearer, name: str, question: Question) -> Response:
        at = moment.now(self.home)
        tag = at.tag(bearer, name, question)
        headers = {"ETag": tag, "Vary": "Authorization", "Capaian-As-Of": str(at.head)}
        if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
            return Response(None, 304, headers)
        answer = self.cache.find(tag)
        if answer is None:
            reading = Reading(self.home, bearer.viewer, self.scored)
            answer = await self._work_out(lambda: answers.answer(reading, name, question))
            if moment.now(self.home) == at:
                self.cache.put(tag, answer)
            else:  # it may be of either moment
                del headers["ETag"], headers["Capaian-As-Of"]
        if name == "cells":
            store.of(self.home.root).count("export")
            audit_log.note(self.home.root, "export", bearer.viewer.shown_name, f"api cells {bearer.token.id}")
        return Response(answer.body, 200, headers | _of_page(request, question, answer), answer.media)

    async def _upload(self, request: Request, bearer: Bearer, language: Language) -> Response:
        _permit(bearer, api_tokens.LOAD)
        question = questions.read(Upload, tuple(request.query_params.multi_items()))
        size = request.headers.get("content-length", "")
        if not size.isdecimal():
            raise ApiError(411, error_text("api.length_missing"))
        if int(size) > self.largest:
            raise ApiError(413, error_text("api.too_large", most=self.largest >> 20))
        with tempfile.TemporaryDirectory(prefix="capaian-") as folder:
            path = Path(folder) / question.file
            await self._receive(request, path)
            receipts = await self._work_out(lambda: uploads.load(self.home, bearer.viewer, question, path, language))
        if not question.dry_run:
            audit_log.note(self.home.root, "api_load", bearer.viewer.shown_name, bearer.token.id)
        return Response(receipts.body, receipts.status, media_type=answers.JSON)

    async def _receive(self, request: Request, path: Path) -> None:
        """The body as a file; one that grows beyond what it said is cut off."""
        received = 0
        with path.open("wb") as stream:
            async for part in request.stream():
                received += len(part)
                if received > self.largest:
                    raise ApiError(413, error_text("api.too_large", most=self.largest >> 20))
                stream.write(part)
        if not received:
            raise ApiError(400, error_text("api.body_missing"))

    async def _work_out(self, work: Callable[[], Outcome]) -> Outcome:
        """In one of few threads; whoever finds the queue full is told to come again."""
        if self.waiting >= AT_ONCE + WAITING:
            raise ApiError(429, error_text("api.busy"), {"Retry-After": "2"})
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.workers, work)
        finally:
            self.waiting -= 1


@functools.lru_cache(maxsize=1024)
def _question(name: str, parameters: tuple[tuple[str, str], ...]) -> Question:
    return questions.read(ANSWERS[name][0], parameters)


def _wait(limit: RateLimit, client: str) -> None:
    """ApiError 429 for whoever asks too often."""
    seconds = math.ceil(limit.seconds_to_wait(client))
    if seconds > 0:
        raise ApiError(429, error_text("api.wait", seconds=seconds), {"Retry-After": str(seconds)})


def _only(request: Request, *methods: str) -> None:
    if request.method not in methods:
        allowed = ", ".join(methods)
        raise ApiError(405, error_text("api.method", methods=allowed), {"Allow": allowed})


def _permit(bearer: Bearer, right: str) -> None:
    if not bearer.may(right):
        raise ApiError(403, error_text("api.no_right", right=right))


def _of_page(request: Request, question: Question, answer: Answer) -> dict[str, str]:
    """Of a list: how many rows there are, and the address of the next page."""
    if answer.total is None or not isinstance(question, Listed):
        return {}
    count = {"X-Total-Count": str(answer.total)}
    end = question.offset + (question.limit or answer.total)
    if end >= answer.total:
        return count
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
    query = urlencode([*others, ("offset", str(end))])
    return count | {"Link": f'<{request.url.path}?{query}>; rel="next"'}
