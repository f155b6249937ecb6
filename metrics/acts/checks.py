"""What is checked of every act before the ledger takes it: region, member of a list, day, period."""

from collections.abc import Container
from datetime import date

from access.identity.scope import Scope
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts
from data.settings.places import places, today_of
from metrics.catalogue import indicators
from metrics.periods import Period


def region(home: Home, scope: Scope, code: str | None, *, or_whole: bool = False) -> None:
    """A place below the root that is open to the scope.

    With `or_whole` None stands for the whole province, which only a scope of everything may act for.
    """
    if code is not None or not or_whole:
        listed("region", code, set(places(home).codes[1:]), "write_region")
    if not scope.covers(code):
        raise RefusedError(error_text("field_out_of_scope"))


def indicator(home: Home, id_: str) -> None:
    """An indicator of the home's catalogue."""
    listed("indicator", id_, indicators.load(home), "choose_from_list")


def listed(field: str, written: str | None, among: Container[str | None], remedy: str) -> None:
    """What is written in a field is one of a list; `remedy` is the key of the text that says which."""
    if written not in among:
        raise RefusedError(error_text("field_unknown", field=acts.label(field), remedy=error_text(remedy)))


def not_ahead(home: Home, on: date) -> None:
    """The day of a document, which cannot lie after today."""
    if on > today_of(home):
        raise RefusedError(error_text("field_after_today"))


def period(written: str) -> Period:
    """A period as people write it."""
    try:
        return Period.parse(written)
    except ValueError as error:
        raise RefusedError(error_text("field_period_unreadable")) from error


def month(written: str) -> Period:
    """A single month as people write it."""
    try:
        parsed = Period.parse(written)
    except ValueError as error:
        raise RefusedError(error_text("field_month_unreadable")) from error
    if len(parsed.months) != 1:
        raise RefusedError(error_text("field_month_several"))
    return parsed
