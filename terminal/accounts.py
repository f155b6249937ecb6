"""Commands of accounts: user add, list, password, disable, enable, reset-second-factor."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from access.identity import accounts, roles
from access.identity.errors import AccessError
from access.sessions import account_acts
from data.errors import SetupError, error_text
from data.home import Home
from terminal import output
from terminal.options import AsJson, By, account_error, home_of
from text.one_line import one_line
from text.words import say

commands = typer.Typer()
user = typer.Typer(no_args_is_help=True)
commands.add_typer(user, name="user")

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
    if region is not None and not _known(here, region):
        raise SetupError(error_text("region_option", region=region))
    if without_password and password_stdin:
        raise SetupError(error_text("password_both"))
    password = None if without_password else _password(password_stdin)
    _try(lambda: account_acts.create(here.root, one_line(by), name, role, region, password))
    print(f"Akun {name} dibuat: {say(f'access.role_{role}')}, {region or say('access.whole')}.")


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


def _known(here: Home, region: str) -> bool:
    """Whether the home's table of regions has that code."""
    from data.settings import tables  # only here, for it brings pandas with it

    return region in set(tables.regions(here)["code"])


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
