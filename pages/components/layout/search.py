"""Search over all pages, and the button that copies the address: what they show is fetched when they are used.

The field and its list are drawn by `access/web/search.js`; here stands where the reader can go.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from access.delivery.search_list import Destination
from access.identity import roles
from access.identity.viewer import Viewer
from data.errors import CapaianError
from data.home import Home
from data.ledger import entries
from metrics.periods import Period
from pages.components.html.markup import Markup, tag
from pages.components.runtime import cache, figures, lookups, run
from reports.lifecycle import issue
from text import formats
from text.words import Language, say

DOCUMENTS = 200
"""The newest so many of those that were issued."""


def tools(language: Language) -> Markup:
    """The two buttons of the header."""
    keys = tag("kbd", say("search.keys", language), aria_hidden="true")
    search = tag("button", tag("span", say("search.open", language)), keys, type="button", class_="open-search")
    copy = tag("button", say("search.copy", language), type="button", class_="copy-link")
    return tag("div", search, copy, class_="tools", lang=language)


def destinations(home: Home, viewer: Viewer) -> list[Destination]:
    """Pages, regions, services, indicators and documents that this viewer may see; OSError without figures."""
    try:
        with run.showing(home), cache.one_moment():
            return list(_listed(viewer))
    except CapaianError as error:
        raise OSError(error.message()) from error


def _listed(viewer: Viewer) -> Iterator[Destination]:
    language = viewer.language

    def named(name: str, kind: str, page: str, **query: str) -> Destination:
        address = f"/{page}" if f"/{page}" in roles.addresses() else "/"
        return Destination(name, say(f"search.{kind}", language), address, urlencode(query))

    for page in roles.PAGES:
        if viewer.may(page):
            yield named(say(f"menu.{page}", language), "page", page)
    for region in lookups.regions(viewer):
        yield named(region.name, "region", "wilayah", wilayah=region.code)
    for id_, indicator in lookups.indicators().items():
        yield named(indicator.name[language], "indicator", "indikator", indikator=id_)
    for code in _services(viewer):
        name = lookups.named("service_code", code, language)
        yield named(name, "service", "layanan", cari=name, tampil="all")
    issued = [entry.what for entry in entries.entries(run.home()) if entry.kind == issue.KIND]
    seen = [what for what in reversed(issued) if viewer.may_see(what.get("region"))]
    for what in seen[:DOCUMENTS]:
        place = lookups.place_name(what.get("region"), language)
        title = say(f"document_page.document_{what['document']}", language)
        name = " · ".join((str(what["number"]), title, place, formats.period(what["period"], language)))
        yield named(name, "document", "laporan", periode=what["period"])


def _services(viewer: Viewer) -> list[str]:
    """Those of which the viewer's own place has received something in the last year."""
    if not figures.head():
        return []
    newest = Period(figures.card(viewer, region=viewer.home_region).period).last_month
    rows = figures.parts(viewer, f"r12:{newest}", viewer.home_region, ("received",), "service").rows
    return [row.member for row in rows if row.actual and row.member != "-"]
