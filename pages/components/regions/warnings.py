"""Early warnings by region, worst first: each line a way to its fact, and one way to propose what is to be done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from access.identity.scope import EVERYTHING
from access.identity.viewer import Viewer
from metrics.acts.follow_ups import FollowUp
from metrics.judgement.row import Row
from metrics.monitoring import early_warnings, region_matrix
from metrics.monitoring.early_warnings import Alert
from pages.components.html.markup import Markup, tag
from pages.components.html.status_mark import icon
from pages.components.runtime import address, cache, figures, lookups
from text import formats
from text.signs import tone
from text.words import Language, say

Place = str | None
OPEN_INDICATOR = "on_time_rate_with_open"
"""What open applications that fall due are part of."""


@dataclass(frozen=True)
class Group:
    """The warnings of one region (None: of the whole), its rows by indicator, and how many cases it lacks in them."""

    region: Place
    alerts: tuple[Alert, ...]
    rows: Mapping[str, Row]
    short: float


def grouped(viewer: Viewer) -> list[Group]:
    """The region that lacks most cases first, then the one with most warnings; figures are of the newest month."""
    by_region: dict[Place, list[Alert]] = defaultdict(list)
    every = cache.answered(EVERYTHING, "early warnings", early_warnings.early_warnings)
    for alert in early_warnings.within(every, viewer.scope):
        by_region[alert.region].append(alert)
    rows: dict[Place, dict[str, Row]] = defaultdict(dict)
    if by_region:
        by = "leaf" if lookups.level(None) == "nation" else "region"  # which are the same where parts are leaves
        for row in figures.card(viewer, by=by).rows:
            rows[row.member][row.indicator] = row
    groups = [_group(region, alerts, rows[region]) for region, alerts in by_region.items()]
    return sorted(groups, key=lambda group: (-group.short, -len(group.alerts), group.region or ""))


def _group(region: Place, alerts: Sequence[Alert], rows: Mapping[str, Row]) -> Group:
    catalogue = lookups.indicators()
    warned = [rows[alert.indicator] for alert in alerts if alert.indicator is not None and alert.indicator in rows]
    shares = [row for row in warned if catalogue[row.indicator].unit == "percent"]
    short = max((region_matrix.cases_short(row, catalogue[row.indicator].better) for row in shares), default=0.0)
    return Group(region, tuple(alerts), rows, short)


def markup(viewer: Viewer, groups: Sequence[Group], shown: int | None = None) -> Markup:
    """The section: all groups, or the first few with the way to the others."""
    language = viewer.language
    count = sum(len(group.alerts) for group in groups)
    if not groups:
        title, body = say("digest.title", language), tag("p", say("warnings.none", language), class_="aside")
        return tag("section", tag("h2", title), body, lang=language)
    counts = {"count": count, "regions": len({group.region for group in groups})}
    title = say("warnings.title", language, **{key: formats.number(value, language) for key, value in counts.items()})
    every = tag("a", say("warnings.every", language), href=address.to("tindak-lanjut"), target="_self")
    header = tag("h2", title, *((" ", tag("small", every)) if shown is not None else ()))
    measures = [measure for measure in figures.followed_up(viewer) if measure.is_open]
    items = [_drawn(viewer, group, measures) for group in groups[:shown]]
    return tag("section", header, tag("div", *items, class_="warnings"), lang=language)


def _drawn(viewer: Viewer, group: Group, measures: Sequence[FollowUp]) -> Markup:
    language = viewer.language
    name = lookups.place_name(group.region, language)
    way = tag("a", name, href=address.to("wilayah", wilayah=group.region or ""), target="_self")
    number = formats.number(len(group.alerts), language)
    spoken = tag("span", say("warnings.count", language, count=number), class_="unseen")
    count = tag("span", tag("span", number, aria_hidden="true"), spoken, class_="count")
    short = say("warnings.short", language, cases=formats.at_least(group.short, language)) if group.short else None
    title = tag("h3", way, " ", count, tag("span", short, class_="missed short") if short else None)
    lines = [_line(alert, group.rows, language) for alert in group.alerts]
    return tag("div", title, tag("ul", *lines), _act(viewer, group, measures), class_="group")


def _line(alert: Alert, rows: Mapping[str, Row], language: Language) -> Markup:
    counts = {
        "since": formats.month(alert.since, language) if alert.since else "",
        "count": formats.number(alert.count, language),
    }
    remark = say(
        f"warnings.{'worsening_many' if alert.region is None and alert.indicator else alert.name}", language, **counts
    )
    row = rows.get(alert.indicator or "")
    if alert.indicator is None:
        mark = tag("span", "◷", class_="icon", aria_hidden="true")
        return tag("li", mark, tag("a", remark, href=_way(alert), target="_self"))
    indicator = lookups.indicators()[alert.indicator]
    shown = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet) if row else ""
    return tag(
        "li",
        tag("span", icon(row.status), class_=tone(row.status)) if row else tag("span", class_="icon"),
        tag("span", tag("a", indicator.name[language], href=_way(alert), target="_self"), tag("small", remark)),
        tag("b", shown),
    )


def _way(alert: Alert) -> str:
    if alert.name == "silent":
        return address.to("kesehatan-data", wilayah=alert.region or "")
    if alert.name == "follow_up_overdue":
        return address.to("tindak-lanjut", wilayah=alert.region or "")
    return address.to("hambatan", indikator=alert.indicator or OPEN_INDICATOR, wilayah=alert.region or "", bagian="")


def _act(viewer: Viewer, group: Group, measures: Sequence[FollowUp]) -> Markup | None:
    """What is proposed already, else the way to propose it; the form there is filled with what is warned of."""
    language = viewer.language
    about = next((alert.indicator for alert in group.alerts if alert.indicator), OPEN_INDICATOR)
    standing = [measure for measure in measures if (measure.region, measure.indicator) == (group.region, about)]
    if standing:
        state = say(f"follow_up.status_{standing[0].status}", language)
        way = address.to("tindak-lanjut", tindak=str(standing[0].seq))
        return tag("a", state, href=way, target="_self", class_="state-of")
    if not viewer.may("follow_up"):
        return None
    row = group.rows.get(about)
    subject = {"indikator": about, "wilayah": group.region or "", "periode": row.period if row else ""}
    name = say("warnings.propose_for", language, region=lookups.place_name(group.region, language))
    way = address.to("tindak-lanjut", **subject) + "#usulan"
    return tag("a", say("warnings.propose", language), href=way, target="_self", class_="button", aria_label=name)
