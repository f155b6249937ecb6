"""What a request is answered with when it cannot be: one JSON error with key, message and remedy, and never a redirect.

The message names the place and the finding. No value of a cell and no path of the server stands in it.
"""

from collections.abc import Mapping

from starlette.responses import Response

from access.identity.errors import AccessError
from data.errors import CapaianError, ErrorText, RefusedError, error_text
from text import json_line
from text.words import Language, say

FORBIDDEN = frozenset({"region_not_readable", "province_not_readable", "error.no_right"})
"""Refusals that are about whose eyes ask; others are about what was sent."""
QUESTION = frozenset(
    {"region_unknown", "region_option", "indicator_unknown", "option_unknown", "period_refused", "period_option"}
    | {"as_of_ahead", "kind_unknown", "profile_missing", "profile_kind", "against_itself"}
)
"""Faults of setup that are the question's, not the server's."""


class ApiError(Exception):
    """A status, the text that goes with it, and headers beside it."""

    def __init__(self, status: int, text: ErrorText, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, text)
        self.status, self.text, self.headers = status, text, dict(headers or {})


def of_access(fault: AccessError) -> ApiError:
    """A token that does not hold is 401; accounts that cannot be read are 503."""
    if fault.key.startswith("token_"):
        return ApiError(401, error_text(f"access.fault.{fault.key}"), {"WWW-Authenticate": "Bearer"})
    return ApiError(503, error_text("api.closed"))


def of_question(error: CapaianError) -> ApiError:
    """A refusal or a wrong question; what is wrong with the home itself stays on the server's log."""
    text = error.args[0] if error.args else None
    if not isinstance(text, ErrorText):
        return ApiError(400 if isinstance(error, RefusedError) else 503, error_text("api.closed"))
    if text.key in FORBIDDEN:
        return ApiError(403, text)
    if isinstance(error, RefusedError) or text.key in QUESTION:
        return ApiError(400, text)
    return ApiError(503, error_text("api.closed"))


def response(error: ApiError, language: Language) -> Response:
    """The error as the API sends it."""
    message, _, remedy = error.text.message(language).removeprefix("--").partition(". ")
    described = {
        "key": error.text.key.rsplit(".", 1)[-1],
        "message": f"{message.removesuffix('.')}.",
        "remedy": remedy or say("api.remedy", language),
    }
    body = json_line.written({"error": described})
    return Response(body, error.status, error.headers, "application/json")
