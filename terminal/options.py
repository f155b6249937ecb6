"""Options that several commands share."""

import functools
from typing import Annotated

import typer

from access.identity import roles
from access.identity.errors import AccessError
from access.identity.scope import places_of
from access.identity.viewer import Viewer
from data.errors import CapaianError, RefusedError, SetupError, error_text
from data.home import Home
from data.settings.places import closed, places
from terminal import output
from text.one_line import one_line
from text.words import say

By = Annotated[str, typer.Option("--by")]
AsJson = Annotated[bool, typer.Option("--json")]
Place = Annotated[str | None, typer.Option("--region")]

TERMINAL = Viewer("terminal", roles.TERMINAL, None, "id")
"""The default of `As`: the terminal itself, which may everything and sees everything."""

REFUSED = frozenset(
    {
        "password_length",
        "password_is_name",
        "password_common",
        "exists",
        "unknown",
        "name_form",
        "disabled",
        "last_administrator",
        "factor_none",
    }
)
"""Faults of a name or password; all others are of the setup, or of options that do not go together (exit 2)."""


def home_of(context: typer.Context) -> Home:
    """The home that a command is called on, as the door hands it in."""
    home = context.find_object(Home)
    assert home is not None, "the door hands a home to every command"
    return home


def eyes(context: typer.Context, user: str | Viewer) -> Viewer:
    """The viewer of an account, by its name; SetupError when there is none or it is shut."""
    if isinstance(user, Viewer):
        return user
    from access.identity import accounts  # few commands look at accounts, and its models cost more than a short command

    try:
        found = accounts.load(home_of(context).root).find(user)
    except AccessError as error:
        raise account_error(error) from error
    if found is None or found[1].disabled:
        raise SetupError(error_text("access.fault.unknown", name=user))
    name, account = found
    return Viewer(name, account.role, places_of(account.region, functools.partial(closed, home_of(context))), "id")


As = Annotated[
    Viewer,
    typer.Option(
        "--as",
        metavar="USER",
        parser=lambda user: user,  # found by the callback, which knows the home
        callback=eyes,
        show_default=False,
    ),
]
"""`who: As = TERMINAL`: whose eyes a command uses; hand `who.scope` to what asks the warehouse, ask `who.may(act)`."""


def check_region(home: Home, region: str | None) -> None:
    """A place that the home's table does not have is a SetupError."""
    if region is not None and region not in places(home):
        raise SetupError(error_text("region_option", region=region))


def account_error(fault: AccessError) -> CapaianError:
    """A fault of accounts as an error of the terminal: what was typed is refused, anything else is wrong setup."""
    what = error_text(f"access.fault.{fault.key}", **fault.params)
    return RefusedError(what) if fault.key in REFUSED else SetupError(what)


def caught_up(home: Home) -> None:
    """Derive the figures of what the ledger holds now; where the disk has no room for it that is said, and no failure.

    The act is in the ledger and counts: whoever asks next derives it.
    """
    from metrics.cells import build  # few commands write

    if (finding := build.catch_up_later(home)) is not None:
        language = output.language()
        output.complain(say("ledger.later", language, finding=finding.message(language)))


def acting(act: str, who: Viewer, by: str) -> str:
    """The name the ledger writes down; RefusedError for an account that may not do it."""
    if not who.may(act):
        raise RefusedError(error_text("as_no_right"))
    return one_line(by) if who is TERMINAL else who.name
