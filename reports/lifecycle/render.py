"""The file of a document: one function for each format, from the content alone (a package adds the records)."""

from collections.abc import Callable, Mapping
from pathlib import Path

from access.identity.scope import Scope
from data.home import Home
from reports.content.content import Content
from reports.content.options import SUFFIX, Options
from reports.content.stamp import Stamp
from reports.documents import registry
from reports.formats import data_package, pdf, word, workbook


def write(home: Home, scope: Scope, options: Options, issued: Stamp, path: Path) -> Content:
    """Gather a document in `home` as it stands, and write its file; returns what it says."""
    content = registry.gather(home, scope, options, issued)
    if options.format == "csv":
        data_package.write(home, scope, content, path)
    else:
        path.write_bytes(again(content))
    return content


def again(content: Content) -> bytes:
    """The file of a content that needs no ledger: PDF, Word file or workbook."""
    return AGAIN[content.options.format](content)


AGAIN: Mapping[str, Callable[[Content], bytes]] = {
    "pdf": pdf.render,
    "docx": word.render,
    "xlsx": workbook.render,
}


def file_name(issued: Stamp, options: Options) -> str:
    """`MPP-2026-00076-capaian-11.71-2026-10.pdf`; a period's colon is no sign for a file's name."""
    place = options.region or "semua"
    period = options.period.replace(":", "-")
    document = "-".join(filter(None, (options.document, options.indicator)))
    return f"{issued.number}-{document}-{place}-{period}.{SUFFIX[options.format]}"
