"""What was found in one file, as the analyst needs it: verdict, counts, how it was read, findings, downloads."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.intake.columns.preview_grid import layout
from data.intake.receipt import Receipt, Understood
from data.schema.problems import Problem
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.upload import trial
from pages.components.upload.header_form import shown
from pages.components.upload.trial import Dropped, Tried, UploadRequest
from reports.uploads.problem_list import finding, marked_workbook, problems_csv
from text import formats
from text.words import Language, say

SHOWN = 200
MARKED_ROWS = 50_000
CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ICONS = {"error": "✗", "warning": "▲"}
TONES = {"error": "missed", "warning": "quiet"}


def draw(nth: int, tried: Tried, asked: UploadRequest, file: Dropped, language: Language) -> None:
    """Everything about one file of those dropped."""
    receipt = tried.receipt
    st.html(tag("section", *_verdict(tried, file.shown, language), lang=language))
    if receipt.understood is None:
        return  # the verdict has told all there is
    with st.expander(say("upload.how_read", language, file=file.shown)):
        st.html(_how_read(receipt.understood, language))
    if receipt.problems:
        st.html(tag("section", *_by_rule(receipt.problems, language), lang=language))
        with st.expander(say("upload.all_problems", language, count=formats.number(len(receipt.problems), language))):
            st.html(_all(receipt.problems, language))
        _downloads(nth, receipt, asked, file, language)


def _verdict(tried: Tried, shown_as: str, language: Language) -> list[Markup | None]:
    receipt = tried.receipt
    if receipt.refused:
        title = tag("h3", say("upload.refused", language, file=shown_as), class_="verdict missed")
    else:
        whole, tone = ("accepted_part", "part") if receipt.rows_rejected else ("accepted_whole", "met")
        title = tag("h3", say(f"upload.{whole}", language, file=shown_as), class_=f"verdict {tone}")
    return [title, *_reasons(receipt, language), _counts(receipt, language), compared(tried, language)]


def _reasons(receipt: Receipt, language: Language) -> list[Markup]:
    """Why the file as a whole is refused."""
    if not receipt.refused:
        return []
    whole = [problem for problem in receipt.problems if problem.row is None and problem.severity == "error"]
    texts = [problem.message(language) for problem in whole] or [say("upload.no_row_accepted", language)]
    return [tag("p", line) for line in texts]


def _counts(receipt: Receipt, language: Language) -> Markup | None:
    if receipt.understood is None:
        return None
    warnings = sum(problem.severity == "warning" for problem in receipt.problems)
    counted = {name: getattr(receipt, name) for name in ("rows_read", "rows_accepted", "rows_rejected")}
    pairs = [
        tag("div", tag("dt", say(f"upload.{name}", language)), tag("dd", formats.number(count, language)))
        for name, count in {**counted, "warnings": warnings}.items()
    ]
    return tag("dl", *pairs, class_="counts")


def compared(tried: Tried, language: Language) -> Markup | None:
    """How many rows are new, changed or already held; None for a file that would be refused."""
    if tried.comparison is None:
        return None
    names = ("new", "changed", "unchanged")
    counts = {name: formats.number(getattr(tried.comparison, name), language) for name in names}
    text = say("upload.comparison", language, **counts)
    if not tried.comparison.new and not tried.comparison.changed:
        text = f"{text} {say('upload.nothing_new', language)}"
    return tag("p", text)


def _how_read(understood: Understood, language: Language) -> Markup:
    none = say("upload.none", language)
    mark = "comma" if understood.decimal_mark == "," else "point"
    facts = {
        "sheet": understood.sheet or none,
        "header_row": understood.header_row,
        "date_order": say(f"upload.date_{understood.date_order}", language),
        "decimal_mark": say(f"upload.mark_{mark}", language),
        "unread": ", ".join(shown(understood.unread, language).values()) or none,
    }
    lines = [tag("li", tag("b", say(f"upload.{name}", language)), ": ", fact) for name, fact in facts.items()]
    titles = [say("upload.our_column", language), say("upload.their_column", language)]
    names = shown(list(understood.columns.values()), language)
    columns = [(tag("code", ours), names.get(theirs, theirs)) for ours, theirs in understood.columns.items()]
    return tag("div", tag("ul", *lines, class_="facts"), _table(titles, columns, language), lang=language)


def _by_rule(problems: Sequence[Problem], language: Language) -> list[Markup]:
    counted = Counter(_sort(problem, language) for problem in problems)
    first: dict[tuple[str, ...], Problem] = {}
    for problem in problems:
        first.setdefault(_sort(problem, language), problem)
    lines = [
        (
            finding(first[rule], language),
            formats.number(count, language),
            place(first[rule], language),
            severity(first[rule], language),
        )
        for rule, count in counted.most_common()
    ]
    titles = ("problems.finding", "upload.count", "upload.first_example", "problems.severity")
    return [
        tag("h4", say("upload.by_rule", language)),
        _table([say(title, language) for title in titles], lines, language),
    ]


def _sort(problem: Problem, language: Language) -> tuple[str, ...]:
    """What is counted together: rows that break one rule; of the file as a whole only what is told in equal words."""
    text = finding(problem, language) if problem.row is None else ""
    return problem.rule, problem.severity, text


def _all(problems: Sequence[Problem], language: Language) -> Markup:
    lines = [
        (place(problem, language), severity(problem, language), finding(problem, language))
        for problem in problems[:SHOWN]
    ]
    titles = ("upload.place", "problems.severity", "problems.finding")
    table = _table([say(title, language) for title in titles], lines, language)
    if len(problems) <= SHOWN:
        return table
    counts = {name: formats.number(n, language) for name, n in (("shown", SHOWN), ("count", len(problems)))}
    return tag("div", tag("p", say("upload.first_problems", language, **counts), class_="aside"), table)


def place(problem: Problem, language: Language) -> str:
    """Row and column as the spreadsheet counts them."""
    if problem.row is None:
        return problem.column or say("upload.whole_file", language)
    key = "problem_place.cell" if problem.column else "problem_place.row"
    return say(key, language, row=problem.row, column=problem.column)


def severity(problem: Problem, language: Language) -> Markup:
    """Sign and word, never colour alone."""
    sign = tag("span", ICONS[problem.severity], class_="icon", aria_hidden="true")
    word = say(f"problems.{problem.severity}", language)
    return tag("span", sign, " ", word, class_=f"mark {TONES[problem.severity]}")


def _table(titles: Sequence[str], lines: Sequence[Sequence[object]], language: Language) -> Markup:
    return tag("div", plain_table(titles, lines, language), class_="findings")


def _downloads(nth: int, receipt: Receipt, asked: UploadRequest, file: Dropped, language: Language) -> None:
    stem = receipt.file.rsplit(".", 1)[0] + (f"-{file.sheet}" if file.sheet else "")
    markable = receipt.rows_read <= MARKED_ROWS
    with st.container(horizontal=True):
        st.download_button(
            say("upload.download_csv", language),
            data=lambda: problems_csv(receipt.problems, language).encode(),
            file_name=f"temuan-{stem}.csv",
            mime=CSV,
            key=f"csv_{nth}",
            on_click="ignore",
        )
        if markable:
            st.download_button(
                say("upload.download_xlsx", language),
                data=lambda: marked(receipt, asked, file, language),
                file_name=f"bertanda-{stem}.xlsx",
                mime=XLSX,
                key=f"xlsx_{nth}",
                on_click="ignore",
            )
    note = "download_note" if markable else "download_too_long"
    st.html(tag("p", say(f"upload.{note}", language), class_="aside", lang=language))


def marked(receipt: Receipt, asked: UploadRequest, file: Dropped, language: Language) -> bytes:
    """The analyst's own sheet with the faulty cells marked."""
    assert receipt.understood is not None
    with trial.on_disk([file]) as [path]:
        laid_out = layout(path, asked.kind, file.profile)
    return marked_workbook(laid_out, receipt.understood.columns, receipt.problems, language)
