"""The pages of the public site: plain HTML without a script, in both languages."""

from collections.abc import Sequence
from datetime import date
from html import escape

from channels.publication.figures import Figure, Release
from channels.publication.register import Entry
from metrics.catalogue.indicators import Indicator
from reports.words import coverage_words
from text import formats
from text.words import LANGUAGES, Language, say

PAGES = {
    "index": {"id": "index.html", "en": "en/index.html"},
    "methods": {"id": "metode.html", "en": "en/methods.html"},
}
"""Page → its path in each language."""
FILES = ("figures.csv", "sdmx.csv", "datapackage.json", "dcat.jsonld", "checkpoint.txt")
WIDTH, HEIGHT = 640, 140
STYLE = """
:root{color-scheme:light dark;--text:#1b2530;--paper:#fff;--line:#d5dbe1;--link:#0b5fa5;--bad:#8a3b00;--good:#0a5c3a}
@media(prefers-color-scheme:dark){:root{--text:#e6ebf0;--paper:#12181f;--line:#38434e;--link:#7db8ef;--bad:#f0a56b;
--good:#6fd1a3}}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--paper);max-width:72rem;margin:0 auto;
padding:0 1rem 3rem}
a{color:var(--link)}h1{line-height:1.25}p,dd,li{max-width:46rem}dt{margin-top:.8rem}dd{margin-left:0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}th,td{border-bottom:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}
td.n{text-align:right;white-space:nowrap}.missed{color:var(--bad)}.achieved{color:var(--good)}
svg{max-width:100%;height:auto;color:var(--link)}.ends{display:flex;justify-content:space-between;gap:1rem;max-width:40rem;margin:0}
.ends+p{margin:0 0 .5rem}
.lead{font-size:1.25rem}.note{border-left:4px solid var(--bad);padding-left:.8rem}nav{padding:.8rem 0}
nav a{margin-right:1rem}footer{border-top:1px solid var(--line);margin-top:2rem}
"""


def index(release: Release, regions: dict[str, str], language: Language, publisher: str) -> str:
    """Headline, regions by targets, months, downloads."""
    month = formats.month(release.month, language)
    totals = [release.figures[id_, release.province, release.month] for id_ in release.targeted]
    judged = [figure for figure in totals if figure.status in ("achieved", "missed")]
    met = sum(figure.status == "achieved" for figure in judged)
    parts = [
        _heading(1, say("publication.title", language, month=month)),
        f'<p class="lead">{escape(say("publication.lead", language, met=met, total=len(judged), month=month))}</p>',
        f"<p>{escape(coverage_words.headline(release.coverage, language))}</p>",
        _heading(2, say("publication.whole", language)),
        _totals(release, totals, language),
        _heading(2, say("publication.matrix", language)),
        _matrix(release, regions, language),
        f"<p>{escape(say('publication.hidden_note', language))}</p>",
        _heading(2, say("publication.trends", language)),
        *(_trend(release, release.indicators[id_], id_, language) for id_ in release.targeted),
        _heading(2, say("publication.downloads", language)),
        _downloads(release, "" if language == "id" else "../", language),
    ]
    return _page("index", release, language, publisher, "\n".join(parts))


def methods(release: Release, entries: Sequence[Entry], language: Language, publisher: str, checkpoint: str) -> str:
    """What each indicator is, what is hidden and why, every release, and how to check."""
    parts = [
        _heading(1, say("publication.methods", language)),
        f"<p>{escape(say('publication.protection', language))}</p>",
        f"<p>{escape(say('publication.revisions', language))}</p>",
        _heading(2, say("publication.indicators", language)),
        "<dl>",
        *(_definition(release.indicators[id_], language) for id_ in release.targeted),
        "</dl>",
        _heading(2, say("publication.releases", language)),
        _releases(entries, language),
        _heading(2, say("publication.proof", language)),
        f"<p>{escape(say('publication.proof_lead', language))}</p>",
        f'<p style="overflow-wrap:anywhere"><code>{escape(checkpoint)}</code></p>',
    ]
    return _page("methods", release, language, publisher, "\n".join(parts))


def _releases(entries: Sequence[Entry], language: Language) -> str:
    """Every release that stands in the folder, the newest first."""
    up = "" if language == "id" else "../"
    head = _row("th", [say(f"publication.column_{name}", language) for name in ("release", "on", "entry")])
    rows = [
        f'<tr><th scope="row"><a href="{up}releases/{entry.name}/figures.csv">{escape(entry.name)}</a></th>'
        f"<td>{escape(formats.date(date.fromisoformat(entry.on), language))}</td>"
        f'<td class="n">{entry.entry}</td></tr>'
        for entry in reversed(entries)
    ]
    return _table(say("publication.releases", language), head, rows)


def _definition(indicator: Indicator, language: Language) -> str:
    unit = say(f"unit.label_{indicator.unit}", language)
    about = f"{indicator.why_it_matters[language]} {say('map.unit', language, unit=unit)}"
    return f"<dt><strong>{escape(indicator.name[language])}</strong></dt><dd>{escape(about)}</dd>"


def _value(figure: Figure | None, indicator: Indicator, language: Language) -> str:
    if figure is None:
        return say("value.missing", language)
    if figure.is_hidden:
        return say("publication.hidden", language)
    return formats.short(figure.actual, indicator.unit, language, apart_from=_apart(figure))


def _apart(figure: Figure) -> float | tuple[float, float] | None:
    """What a figure must not be written alike with: the target that it missed."""
    return figure.target if figure.status == "missed" else None


def _totals(release: Release, totals: Sequence[Figure], language: Language) -> str:
    head = _row(
        "th", [say(f"publication.column_{name}", language) for name in ("indicator", "actual", "target", "status")]
    )
    rows = []
    for figure in totals:
        indicator = release.indicators[figure.indicator]
        cells = [
            f'<th scope="row">{escape(indicator.name[language])}</th>',
            f'<td class="n">{escape(_value(figure, indicator, language))}</td>',
            f'<td class="n">{escape(formats.short_goal(figure.target, indicator.unit, language))}</td>',
            f'<td class="{figure.status}">{escape(_status(figure, language))}</td>',
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return _table(say("publication.whole", language), head, rows)


def _matrix(release: Release, regions: dict[str, str], language: Language) -> str:
    names = [say("publication.column_region", language)]
    names += [release.indicators[id_].name[language] for id_ in release.targeted]
    rows = []
    for region in release.regions:
        figures = [release.figures.get((id_, region, release.month)) for id_ in release.targeted]
        if not any(figure and (figure.is_hidden or figure.actual is not None) for figure in figures):
            continue
        cells = "".join(
            f'<td class="{figure.status if figure else ""}">{escape(_value(figure, release.indicators[id_], language))}'
            f"<br><small>{escape(_status(figure, language)) if figure and not figure.is_hidden else ''}</small></td>"
            for id_, figure in zip(release.targeted, figures, strict=True)
        )
        rows.append(f'<tr><th scope="row">{escape(regions[region])}</th>{cells}</tr>')
    return _table(say("publication.matrix", language), _row("th", names), rows)


def _status(figure: Figure, language: Language) -> str:
    return "" if figure.is_hidden else say(f"status.{figure.status}", language)


def _trend(release: Release, indicator: Indicator, id_: str, language: Language) -> str:
    """The months of the whole as a line, and the same as a table."""
    figures = [release.figures[id_, release.province, month] for month in release.months]
    known = [figure.actual for figure in figures if figure.actual is not None]
    if not known:
        return ""
    name = indicator.name[language]
    rows = [
        f'<tr><th scope="row">{escape(formats.month(figure.month, language))}</th>'
        f'<td class="n">{escape(_value(figure, indicator, language))}</td></tr>'
        for figure in figures
    ]
    head = _row("th", [say(f"publication.column_{column}", language) for column in ("month", "actual")])
    summary = escape(say("publication.as_table", language, indicator=name))
    target = figures[-1].target if isinstance(figures[-1].target, float | int) else None
    drawn = _line([figure.actual for figure in figures], target, name) + _ends(figures, known, indicator, language)
    table = _table(name, head, rows)
    return f"{_heading(3, name)}{drawn}<details><summary>{summary}</summary>{table}</details>"


def _ends(figures: Sequence[Figure], known: Sequence[float], indicator: Indicator, language: Language) -> str:
    """What a line goes from and to, and between which figures."""
    ends = "".join(
        f"<span>{escape(formats.month(figure.month, language))}: {escape(_value(figure, indicator, language))}</span>"
        for figure in (figures[0], figures[-1])
    )
    low, high = (formats.short(value, indicator.unit, language) for value in (min(known), max(known)))
    between = escape(say("publication.between", language, low=low, high=high))
    target = formats.short_goal(figures[-1].target, indicator.unit, language)
    aim = escape(say("publication.aim", language, target=target)) if figures[-1].target is not None else ""
    return f'<p class="ends">{ends}</p><p>{between} {aim}</p>'


def _line(values: Sequence[float | None], target: float | None, name: str) -> str:
    """A line whose gaps are months without a figure, and the target as a broken one."""
    seen = [value for value in (*values, target) if value is not None]
    low, spread = min(seen), (max(seen) - min(seen)) or 1.0

    def height(value: float) -> float:
        return HEIGHT - 12 - (value - low) / spread * (HEIGHT - 24)

    points: list[list[str]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            points.append([])
            continue
        x = 8 + place * (WIDTH - 16) / max(len(values) - 1, 1)
        points[-1].append(f"{x:.1f},{height(value):.1f}")
    stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
    lines = "".join(f'<polyline points="{" ".join(run)}" {stroke}/>' for run in points if run)
    if target is not None:
        y = f"{height(target):.1f}"
        lines += f'<path d="M8 {y}H{WIDTH - 8}" stroke="currentColor" stroke-dasharray="4 6" opacity=".7"/>'
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg {size} role="img" aria-label="{escape(name)}">{lines}</svg>'


def _downloads(release: Release, up: str, language: Language) -> str:
    about = {name: escape(say(f"publication.file_{name.partition('.')[0]}", language)) for name in FILES}
    items = "".join(f'<li><a href="{up}latest/{name}">{name}</a>: {text}</li>' for name, text in about.items())
    lasting = escape(say("publication.kept", language))
    return f'<ul>{items}</ul><p><a href="{up}releases/{release.name}/figures.csv">{lasting}</a></p>'


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def _row(kind: str, cells: Sequence[str]) -> str:
    return "".join(f'<{kind} scope="col">{escape(cell)}</{kind}>' for cell in cells)


def _table(caption: str, head: str, rows: Sequence[str]) -> str:
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _page(page: str, release: Release, language: Language, publisher: str, body: str) -> str:
    up = "" if language == "id" else "../"
    links = "".join(
        f'<a href="{up}{paths[language]}">{escape(say(f"publication.page_{name}", language))}</a>'
        for name, paths in PAGES.items()
    )
    others = "".join(
        f'<a href="{up}{PAGES[page][other]}" lang="{other}" hreflang="{other}">'
        f"{escape(say(f'app.language_{other}', other))}</a>"
        for other in LANGUAGES
        if other != language
    )
    demo = f'<p class="note">{escape(say("publication.demo", language))}</p>' if release.has_demo else ""
    menu = escape(say("publication.menu", language))
    about = escape(say("publication.about", language, publisher=publisher, entry=release.as_of))
    title = escape(say("publication.title", language, month=formats.month(release.month, language)))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
        f'<header><nav aria-label="{menu}">{links}{others}</nav></header>'
        f"<main>{demo}{body}</main><footer><p>{about}</p></footer></body></html>\n"
    )
