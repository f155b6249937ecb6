"""The one-time link behind which the first administrator is made."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from access.identity.errors import AccessError
from access.web import redirects, sign_in_page
from access.web.sign_in import SignIn, form_of, language_of


@dataclass(frozen=True)
class FirstAccount:
    """The routes of that link."""

    sign_in: SignIn

    def routes(self) -> list[Route]:
        """`/masuk/awal`."""
        return [
            Route("/masuk/awal", self.show, methods=["GET"]),
            Route("/masuk/awal", self.make, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form behind the one-time link."""
        language, token = language_of(request.query_params.get("bahasa")), request.query_params.get("kunci", "")
        if not self.sign_in.door.link_holds(token):
            return self.sign_in.wrong(language, redirects.HOME, "link_over", 403)
        return HTMLResponse(sign_in_page.first_account(self.sign_in.say, language, token))

    async def make(self, request: Request) -> Response:
        """Make the first administrator and sign in."""
        sent = await form_of(request)
        language, token = language_of(sent.get("bahasa")), sent.get("kunci", "")
        name, password = sent.get("nama", "").strip(), sent.get("sandi", "")
        try:
            if password != sent.get("sandi_lagi"):
                raise AccessError("password_differs")
            if not self.sign_in.door.make_first(token, name, password):
                return self.sign_in.wrong(language, redirects.HOME, "link_over", 403)
            entered = await run_in_threadpool(self.sign_in.door.enter, name, password, language)
        except AccessError as error:
            told = self.sign_in.say(f"access.fault.{error.key}", language, **error.params)
            return HTMLResponse(sign_in_page.first_account(self.sign_in.say, language, token, (told, True)), 400)
        return (
            self.sign_in.welcome(request, entered, redirects.HOME)
            if entered
            else self.sign_in.wrong(language, "/", "refused")
        )
