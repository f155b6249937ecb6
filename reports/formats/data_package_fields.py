"""The columns of a data package: type, title, unit and source of each, as a Frictionless descriptor has them."""

from data.schema import kinds
from reports.content.content import Content
from text.words import Language, known, say

TYPES = {
    "VARCHAR": "string", "ENUM": "string", "DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean",
    "DOUBLE": "number", "BIGINT": "integer", "INTEGER": "integer", "SMALLINT": "integer", "TINYINT": "integer",
    "DECIMAL": "number",
}  # fmt: skip
"""Types of columns as Frictionless names them."""
UNITS = {
    "_days": "days", "_minutes": "minutes", "_idr": "rupiah", "percent": "percent", "achievement_pct": "percent",
    "n": "count", "records": "count",
}  # fmt: skip
"""End of a column's name → its unit."""
OF_INDICATOR = "__"
"""Between the id of an indicator and which of its sums a column of cells holds."""
SUMMED, NO_UNIT = "numerator", "squares"


def field(content: Content, table: str, source: str, name: str, kind: str, language: Language) -> dict[str, str]:
    """A column with its title, unit and source; one of the files themselves with what is written in it."""
    about = {"name": name, "type": TYPES.get(kind.split("(")[0], "any")}
    columns = {column.name: column for column in kinds.kind(table).columns} if table in kinds.names() else {}
    if name in columns:
        column = columns[name]
        about |= {"title": column.header, "description": column.about[language]}
        about["source"] = say("report.source_column", language, header=column.header)
    else:
        about |= {"title": _title(content, name, language), "source": source}
    unit = _unit(content, name)
    return about | ({} if unit is None else {"unit": say(f"unit.label_{unit}", language)})


def _title(content: Content, name: str, language: Language) -> str:
    id_, is_sum, part = name.partition(OF_INDICATOR)
    if is_sum:
        words = {"indicator": content.name(id_, language), "part": say(f"package.part_{part}", language)}
        return say("package.part_of", language, **words)
    if (unsur := f"unsur_{name}") in content.catalogue:
        return content.name(unsur, language)
    key = f"package.column_{name}"
    return say(key if known(key, language) else f"report.column_{name}", language)


def _unit(content: Content, name: str) -> str | None:
    id_, is_sum, part = name.partition(OF_INDICATOR)
    if is_sum:
        unit = content.unit(id_)
        return None if part == NO_UNIT else unit if part == SUMMED and unit != "percent" else "count"
    return next((unit for end, unit in UNITS.items() if name == end or (end[0] == "_" and name.endswith(end))), None)
