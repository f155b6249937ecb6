"""The file of a document: one function for each format, from the content alone (a package adds the records)."""

from pathlib import Path

from access.identity.scope import Scope
from data.home import Home
from reports.content.content import Content
from reports.content.options import SUFFIX, Options
from reports.content.stamp import Stamp
from reports.documents import registry
from reports.formats import data_package


def write(home: Home, scope: Scope, options: Options, issued: Stamp, path: Path) -> Content:
    """Gather a document in `home` as it stands, and write its file; returns what it says."""
    content = registry.gather(home, scope, options, issued)
    if options.format == "csv":
        data_package.write(home, scope, content, path)
    else:
        path.write_bytes(again(content))
    return content


def again(content: Content) -> bytes:
    """The file of a content that needs no ledger: PDF, Word file or workbook.

    A server that issues none need not hold what draws them.
    """
    if content.options.format == "pdf":
        from reports.formats import pdf

        return pdf.render(content)
    if content.options.format == "docx":
        from reports.formats import word

        return word.render(content)
    from reports.formats import workbook

    return workbook.render(content)


def file_name(issued: Stamp, options: Options) -> str:
    """`MPP-2026-00076-capaian-11.71-2026-10.pdf`; a period's colon is no sign for a file's name."""
    place = options.region or "semua"
    period = options.period.replace(":", "-")
    document = "-".join(filter(None, (options.document, options.indicator)))
    return f"{issued.number}-{document}-{place}-{period}.{SUFFIX[options.format]}"
