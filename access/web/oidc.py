"""Signing in through an OpenID Connect provider: it proves who somebody is; what they may do is our own table's.

Its token is looked at once and thrown away; what follows is a session of ours like any other.
"""

import functools
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from access.identity.accounts import Provider
from access.identity.errors import AccessError
from access.sessions.second_step import CodeNeededError
from access.web import redirects
from access.web.sign_in import SignIn

DISCOVERY = "/.well-known/openid-configuration"
BACK = "/masuk/kembali"
SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Only signatures that a client cannot make itself: never `none`, never HS256."""
SECONDS = 10


@dataclass(frozen=True)
class ProviderSignIn:
    """The two routes of the detour: there and back."""

    sign_in: SignIn

    def routes(self) -> list[Route]:
        """`/masuk/oidc` and `/masuk/kembali`."""
        return [Route("/masuk/oidc", self.go, methods=["GET"]), Route(BACK, self.back, methods=["GET"])]

    async def go(self, request: Request) -> Response:
        """To the provider, with state, nonce and PKCE kept in a signed cookie."""
        language = self.sign_in.say.language_of(request.query_params.get("bahasa"))
        wanted = redirects.checked(request.query_params.get("lanjut"))
        try:
            client = await _client(self._provider())
            request.session["onward"] = [wanted, language]
            there: Response = await client.authorize_redirect(request, self._own(request) + BACK)
        except _wrong():
            return self._refused(language, wanted)
        return there

    async def back(self, request: Request) -> Response:
        """From the provider, with a code that is worth one ID token."""
        wanted, language = request.session.pop("onward", [redirects.HOME, self.sign_in.say.language_of(None)])
        try:
            provider = self._provider()
            client = await _client(provider)
            token = await client.authorize_access_token(request)
            name = _name(dict(token.get("userinfo") or {}), provider)
            entered = self.sign_in.door.enter_proven(name, language)
        except CodeNeededError as needed:
            request.session.clear()
            return self.sign_in.ask_code(language, redirects.checked(wanted), needed.ticket)
        except _wrong():
            return self._refused(language, wanted)
        request.session.clear()
        if entered is None:
            return self.sign_in.page(language, wanted, (self.sign_in.say("access.no_account", language), True), 403)
        return self.sign_in.welcome(request, entered, redirects.checked(wanted))

    def _provider(self) -> Provider:
        provider = self.sign_in.door.known().provider
        if provider is None:
            raise AccessError("provider")
        return provider

    def _own(self, request: Request) -> str:
        scheme = "https" if self.sign_in.is_secure(request) else "http"
        return f"{scheme}://{request.headers['host']}"

    def _refused(self, language: str, wanted: str) -> Response:
        message = (self.sign_in.say("access.fault.provider", language), True)
        return self.sign_in.page(language, wanted, message, 502)


def _wrong() -> tuple[type[Exception], ...]:
    """Whatever a provider may get wrong: unreachable, not what it says it is, a token that does not hold."""
    import httpx2  # most homes name no provider: their servers need not hold what speaks to one
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    return (AuthlibBaseError, JoseError, httpx2.HTTPError, AccessError, ValueError, KeyError, RuntimeError)


async def _client(provider: Provider) -> Any:
    """Authlib's client of that provider; AccessError when the provider does not say it is the one we know."""
    client = _registered(provider)
    told = await client.load_server_metadata()
    if told.get("issuer", "").rstrip("/") != provider.issuer.rstrip("/"):
        raise AccessError("provider")
    supported = told.get("id_token_signing_alg_values_supported") or ["RS256"]
    told["id_token_signing_alg_values_supported"] = [name for name in supported if name in SIGNED_WITH]
    return client


@functools.lru_cache(maxsize=2)
def _registered(provider: Provider) -> Any:
    from authlib.integrations.starlette_client import OAuth

    return OAuth().register(
        "capaian",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer.rstrip("/") + DISCOVERY,
        client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256", "timeout": SECONDS},
    )


def _name(claims: dict[str, Any], provider: Provider) -> str:
    """The account's name among the claims; an e-mail address only when the provider has verified it."""
    name = claims.get(provider.claim)
    if (
        not isinstance(name, str)
        or not name
        or (provider.claim == "email" and claims.get("email_verified") is not True)
    ):
        raise AccessError("provider")
    return name
