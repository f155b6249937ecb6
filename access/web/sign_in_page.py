"""The sign-in page as HTML: no script, no Streamlit, words handed in."""

import functools
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from access.identity.demo_roles import DemoRole
from access.web.words import Words

HERE = Path(__file__).resolve().parent


def sign_in(
    say: Words,
    language: str,
    onward: str,
    *,
    message: tuple[str, bool] | None = None,
    roles: Sequence[tuple[DemoRole, str, str]] = (),
    with_provider: bool = False,
    ahead: Sequence[str] = (),
) -> str:
    """The form with `nama` and `sandi`; `told` is a message and whether something is wrong.

    `roles` stand with their name and place; `ahead` are addresses of files that the browser may fetch meanwhile.
    """
    fields = _field(say("access.name", language), "nama", "text", "username", autofocus=True)
    fields += _field(say("access.password", language), "sandi", "password", "current-password")
    parts = [
        f"<h1>{escape(say('access.sign_in', language))}</h1>",
        f"<p>{escape(say('access.lead', language))}</p>",
        _message(message),
        _form("/masuk", onward, language, fields + _button(say("access.enter", language))),
    ]
    if with_provider:
        query = escape(urlencode({"lanjut": onward, "bahasa": language}))
        label = escape(say("access.provider", language))
        parts.append(f'<a class="button other" href="/masuk/oidc?{query}">{label}</a>')
    check = escape(say("access.check", language))
    parts.append(f'<p class="below"><a href="/periksa?bahasa={language}">{check}</a></p>')
    cards = [_card(*parts)]
    if roles:
        buttons = "".join(_role(*role) for role in roles)
        cards.append(
            _card(
                f"<h2>{escape(say('access.demo', language))}</h2>",
                f"<p>{escape(say('access.demo_note', language))}</p>",
                _form("/masuk", onward, language, f'<div class="roles">{buttons}</div>'),
            )
        )
    cards.append("".join(f'<link rel="prefetch" href="{escape(file)}" crossorigin{_as(file)}>' for file in ahead))
    return _page(say, language, say("access.sign_in", language), "/masuk", {"lanjut": onward}, cards)


def _as(file: str) -> str:
    kind = {"js": "script", "css": "style", "woff2": "font"}.get(file.rpartition(".")[2])
    return f' as="{kind}"' if kind else ""


def code(say: Words, language: str, onward: str, ticket: str, message: tuple[str, bool] | None) -> str:
    """The second step: a code of the authenticator, or a recovery code."""
    fields = _field(say("access.code", language), "kode", "text", "one-time-code", autofocus=True)
    fields += f'<input type="hidden" name="tiket" value="{escape(ticket)}">'
    card = _card(
        f"<h1>{escape(say('access.code_title', language))}</h1>",
        f"<p>{escape(say('access.code_lead', language))}</p>",
        _message(message),
        _form("/masuk/kode", onward, language, fields + _button(say("access.enter", language))),
    )
    return _page(say, language, say("access.code_title", language), "/masuk", {"lanjut": onward}, [card])


def first_account(say: Words, language: str, token: str, message: tuple[str, bool] | None = None) -> str:
    """The form that makes the first administrator."""
    fields = _field(say("access.name", language), "nama", "text", "username", autofocus=True)
    fields += _field(say("access.password", language), "sandi", "password", "new-password")
    fields += _field(say("access.password_again", language), "sandi_lagi", "password", "new-password")
    fields += f'<input type="hidden" name="kunci" value="{escape(token)}">'
    card = _card(
        f"<h1>{escape(say('access.first', language))}</h1>",
        f"<p>{escape(say('access.first_lead', language))}</p>",
        _message(message),
        _form("/masuk/awal", "/", language, fields + _button(say("access.first_make", language))),
    )
    return _page(say, language, say("access.first", language), "/masuk/awal", {"kunci": token}, [card])


def invitation(say: Words, language: str, token: str, name: str, message: tuple[str, bool] | None = None) -> str:
    """The form by which the holder of an account sets its password."""
    fields = _field(say("access.password", language), "sandi", "password", "new-password", autofocus=True)
    fields += _field(say("access.password_again", language), "sandi_lagi", "password", "new-password")
    fields += f'<input type="hidden" name="kunci" value="{escape(token)}">'
    card = _card(
        f"<h1>{escape(say('access.invitation', language, name=name))}</h1>",
        f"<p>{escape(say('access.invitation_lead', language))}</p>",
        _message(message),
        _form("/masuk/undangan", "/", language, fields + _button(say("access.invitation_set", language))),
    )
    title = say("access.invitation", language, name=name)
    return _page(say, language, title, "/masuk/undangan", {"kunci": token}, [card])


def document_check(say: Words, language: str, address: str, message: tuple[str, bool] | None) -> str:
    """The form that asks for a document's `nomor` and `sidik`, with the answer; open to everybody."""
    fields = _field(say("access.check_number", language), "nomor", "text", "off", autofocus=True)
    fields += _field(say("access.check_digits", language), "sidik", "text", "off")
    hidden = f'<input type="hidden" name="bahasa" value="{language}">'
    button = _button(say("access.check_button", language))
    card = _card(
        f"<h1>{escape(say('access.check', language))}</h1>",
        f"<p>{escape(say('access.check_lead', language))}</p>",
        _message(message),
        f'<form method="post" action="{address}">{hidden}{fields}{button}</form>',
    )
    return _page(say, language, say("access.check", language), address, {}, [card])


def _page(say: Words, language: str, title: str, address: str, kept: dict[str, str], cards: Sequence[str]) -> str:
    offered = say.offered()
    switch = "".join(
        f"<b>{escape(say(f'app.language_{other}', language))}</b>"
        if other == language
        else f'<a href="{address}?{escape(urlencode({**kept, "bahasa": other}))}" hreflang="{other}" lang="{other}">'
        f"{escape(say(f'app.language_{other}', other))}</a>"
        for other in (offered if len(offered) > 1 else ())
    )
    name, home_name = escape(say("app.name", language)), say.home_name()
    home = f"<small>{escape(home_name)}</small>" if home_name else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="icon" href="data:,"><title>{escape(title)} · {name}</title><style>{style()}</style></head>'
        f'<body><main><div class="brand"><strong>{name}{home}</strong><span>{switch}</span></div>{"".join(cards)}'
        "</main></body></html>\n"
    )


@functools.cache
def style() -> str:
    """The style sheet, which the page carries in itself."""
    return (HERE / "sign_in.css").read_text(encoding="utf-8")


def _card(*parts: str) -> str:
    return f'<section class="card">{"".join(parts)}</section>'


def _form(action: str, onward: str, language: str, inner: str) -> str:
    hidden = f'<input type="hidden" name="lanjut" value="{escape(onward)}">'
    hidden += f'<input type="hidden" name="bahasa" value="{language}">'
    return f'<form method="post" action="{action}">{hidden}{inner}</form>'


def _field(label: str, name: str, kind: str, filled_by: str, autofocus: bool = False) -> str:
    focus = " autofocus" if autofocus else ""
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="{kind}" required '
        f'maxlength="256" autocomplete="{filled_by}" autocapitalize="none" spellcheck="false"{focus}>'
    )


def _button(label: str) -> str:
    return f"<button>{escape(label)}</button>"


def _role(role: DemoRole, name: str, place: str) -> str:
    inside = f"<span>{escape(name)}</span><small>{escape(place)}</small>"
    return f'<button name="peran" value="{escape(role.value)}">{inside}</button>'


def _message(message: tuple[str, bool] | None) -> str:
    if message is None:
        return ""
    text, is_wrong = message
    role, class_ = ("alert", "told wrong") if is_wrong else ("status", "told")
    return f'<p class="{class_}" role="{role}">{escape(text)}</p>'
