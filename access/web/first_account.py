"""The one-time links: behind one the first administrator is made, behind others an account gets its password."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from access.identity.errors import AccessError
from access.sessions import account_acts
from access.sessions.second_step import CodeNeededError
from access.web import redirects, sign_in_page
from access.web.sign_in import SignIn, form_of

INVITATION = "/masuk/undangan"


@dataclass(frozen=True)
class FirstAccount:
    """The routes of the link for the first administrator."""

    sign_in: SignIn

    def routes(self) -> list[Route]:
        """`/masuk/awal`."""
        return [
            Route("/masuk/awal", self.show, methods=["GET"]),
            Route("/masuk/awal", self.make, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form behind the one-time link."""
        query = request.query_params
        language, token = self.sign_in.say.language_of(query.get("bahasa")), query.get("kunci", "")
        if not self.sign_in.door.link_holds(token):
            return self.sign_in.wrong(language, redirects.HOME, "link_over", 403)
        return HTMLResponse(sign_in_page.first_account(self.sign_in.say, language, token))

    async def make(self, request: Request) -> Response:
        """Make the first administrator and sign in."""
        sent = await form_of(request)
        language, token = self.sign_in.say.language_of(sent.get("bahasa")), sent.get("kunci", "")
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


@dataclass(frozen=True)
class Invitation:
    """The routes of the link behind which the holder of an account sets its password."""

    sign_in: SignIn

    def routes(self) -> list[Route]:
        """`/masuk/undangan`."""
        return [Route(INVITATION, self.show, methods=["GET"]), Route(INVITATION, self.accept, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """The form behind the link."""
        query = request.query_params
        language, token = self.sign_in.say.language_of(query.get("bahasa")), query.get("kunci", "")
        return self._form(language, token, None, 200)

    async def accept(self, request: Request) -> Response:
        """Set the password and sign in."""
        sent = await form_of(request)
        language, token = self.sign_in.say.language_of(sent.get("bahasa")), sent.get("kunci", "")
        password = sent.get("sandi", "")
        root = self.sign_in.door.root
        try:
            if password != sent.get("sandi_lagi"):
                raise AccessError("password_differs")
            name = await run_in_threadpool(account_acts.accept_invitation, root, token, password)
            entered = await run_in_threadpool(self.sign_in.door.enter, name, password, language)
        except AccessError as error:
            return self._form(language, token, error, 400)
        except CodeNeededError as needed:
            return self.sign_in.ask_code(language, redirects.HOME, needed.ticket)
        if entered is None:
            return self.sign_in.wrong(language, redirects.HOME, "refused")
        return self.sign_in.welcome(request, entered, redirects.HOME)

    def _form(self, language: str, token: str, fault: AccessError | None, status: int) -> Response:
        """The form while the key holds, with what is wrong; else the sign-in page that says it does not."""
        say = self.sign_in.say
        try:
            name = account_acts.invited(self.sign_in.door.root, token)
        except AccessError:
            return self.sign_in.wrong(language, redirects.HOME, "closed", 503)
        if name is None:
            over = (say("access.fault.link_over", language), True)
            return self.sign_in.page(language, redirects.HOME, over, 403)
        message = (say(f"access.fault.{fault.key}", language, **fault.params), True) if fault else None
        return HTMLResponse(sign_in_page.invitation(say, language, token, name, message), status)
