"""Commands of accounts and of their tokens: user add, list, password, disable and others; token add, list, revoke."""

import functools
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import typer

from access.identity import accounts, roles
from access.identity.errors import AccessError
from access.sessions import account_acts, api_tokens
from access.sessions.api_tokens import ApiToken
from data.errors import SetupError, error_text
from data.home import Home
from data.settings import tables
from data.settings.places import closed, places, zone
from terminal import output
from terminal.options import AsJson, By, Place, account_error, check_region, home_of
from text.one_line import one_line
from text.words import Language, say, say_of

commands = typer.Typer()
user = typer.Typer(no_args_is_help=True)
commands.add_typer(user, name="user")
token_commands = typer.Typer(no_args_is_help=True)
commands.add_typer(token_commands, name="token")

Name = Annotated[str, typer.Argument(show_default=False)]
FromStdin = Annotated[bool, typer.Option("--password-stdin")]


@user.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(metavar="|".join(roles.ROLES), show_default=False)],
    region: str | None = None,
    password_stdin: FromStdin = False,
    without_password: Annotated[bool, typer.Option("--without-password")] = False,
    by: By = "terminal",
) -> None:
    """Make an account; its password is typed twice and never stands on the command line."""
    here = home_of(context)
    check_region(here, region)
    if without_password and password_stdin:
        raise SetupError(error_text("password_both"))
    password = None if without_password else _password(password_stdin)
    _try(lambda: account_acts.create(here.root, one_line(by), name, role, region, password))
    print(f"Akun {name} dibuat: {say_of(tables.level(here), f'access.role_{role}')}, {region or _whole(here, 'id')}.")


@user.command(name="list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List all accounts, without their passwords."""
    try:
        known = accounts.load(home_of(context).root).accounts
    except AccessError as error:
        raise account_error(error) from error
    listed = [
        {"name": name, "role": account.role, "region": account.region, "disabled": account.disabled}
        for name, account in known.items()
    ]
    if as_json:
        output.print_json(listed)
        return
    for row in listed:
        note = "  (dimatikan)" if row["disabled"] else ""
        print(f"{row['name']:<24}  {row['role']:<13}  {row['region'] or '-':<6}{note}".rstrip())


@user.command()
def password(context: typer.Context, name: Name, password_stdin: FromStdin = False, by: By = "terminal") -> None:
    """Change a password; all sessions of the account end at once."""
    here = home_of(context)
    new = _password(password_stdin)
    _try(lambda: account_acts.set_password(here.root, one_line(by), name, new))
    print(f"Sandi akun {name} diganti; sesinya berakhir.")


@user.command()
def disable(context: typer.Context, name: Name, by: By = "terminal") -> None:
    """Disable an account; all its sessions end at once."""
    here = home_of(context)
    _try(lambda: account_acts.set_disabled(here.root, one_line(by), name, True))
    print(f"Akun {name} dimatikan; sesinya berakhir.")


@user.command()
def enable(context: typer.Context, name: Name, by: By = "terminal") -> None:
    """Enable a disabled account again."""
    here = home_of(context)
    _try(lambda: account_acts.set_disabled(here.root, one_line(by), name, False))
    print(f"Akun {name} dihidupkan kembali.")


@user.command(name="reset-second-factor")
def reset_second_factor(context: typer.Context, name: Name, by: By = "terminal") -> None:
    """Ask an account for no one-time codes until it is set up again; its sessions end."""
    here = home_of(context)
    _try(lambda: account_acts.reset_second_factor(here.root, one_line(by), name))
    print(say("access.factor_reset_done", output.language(), name=name))


def _whole(home: Home, language: Language) -> str:
    """The root by its name, for an account that sees all of it."""
    return say("access.whole", language, place=tables.place_names(home)[places(home).root])


@token_commands.command(name="add")
def add_token(
    context: typer.Context,
    name: Annotated[str, typer.Argument(show_default=False)],
    days: Annotated[int, typer.Option(show_default=False)],
    region: Place = None,
    right: Annotated[list[str] | None, typer.Option(metavar="|".join(api_tokens.RIGHTS))] = None,
) -> None:
    """Make a token of an account: the token itself on stdout, what it may on stderr."""
    here, language = home_of(context), output.language()
    check_region(here, region)
    of_home = functools.partial(closed, here)
    try:
        text = api_tokens.add(here.root, name, days, region, tuple(right or (api_tokens.READ,)), of_home)
        bearer = api_tokens.bearer(here.root, text, of_home)
    except AccessError as error:
        raise account_error(error) from error
    print(text)
    token, place = bearer.token, bearer.viewer.home_region or _whole(here, language)
    shown = {"id": token.id, "account": token.account, "rights": ", ".join(token.rights), "place": place}
    output.complain(say("token.made", language, **shown, until=_moment(here, token.until)))


@token_commands.command(name="list")
def list_tokens(context: typer.Context, as_json: AsJson = False) -> None:
    """List all tokens, without their secrets."""
    here = home_of(context)
    try:
        tokens = api_tokens.listed(here.root)
    except AccessError as error:
        raise account_error(error) from error
    now = time.time()
    if as_json:
        output.print_json([_as_dict(here, token, now) for token in tokens])
        return
    for token in tokens:
        state = say(f"token.state_{token.state(now)}", output.language())
        parts = (token.id, f"{token.account:<24}", f"{token.region or '-':<6}", f"{','.join(token.rights):<10}")
        print("  ".join((*parts, _moment(here, token.until)[:10], state)))


@token_commands.command(name="revoke")
def revoke_token(
    context: typer.Context, token: Annotated[str, typer.Argument(metavar="ID", show_default=False)]
) -> None:
    """Revoke a token; it ends at once."""
    try:
        api_tokens.revoke(home_of(context).root, token)
    except AccessError as error:
        raise account_error(error) from error
    print(say("token.revoked", output.language(), id=token))


def _as_dict(home: Home, token: ApiToken, now: float) -> dict[str, object]:
    return {
        "id": token.id,
        "account": token.account,
        "region": token.region,
        "rights": list(token.rights),
        "made_at": _moment(home, token.made_at),
        "until": _moment(home, token.until),
        "used_at": None if token.used_at is None else _moment(home, token.used_at),
        "revoked_at": None if token.revoked_at is None else _moment(home, token.revoked_at),
        "state": token.state(now),
    }


def _moment(home: Home, seconds: float) -> str:
    return datetime.fromtimestamp(seconds, zone(home)).isoformat(timespec="seconds")


def _password(from_stdin: bool) -> str:
    """The password as typed (unseen, twice) or as the first line of stdin; never an argument, which others can see."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise SetupError(error_text("password_no_screen"))
    return str(typer.prompt(say("access.password"), hide_input=True, confirmation_prompt=say("access.password_again")))


def _try(change: Callable[[], object]) -> None:
    try:
        change()
    except AccessError as error:
        raise account_error(error) from error
