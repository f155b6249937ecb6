"""An XML parser for files of others: entities are refused, so that none is resolved and none can grow."""

from xml.parsers import expat


def refusing(namespace_separator: str | None = None, *, doctypes: bool = False) -> expat.XMLParserType:
    """A parser that raises ExpatError at the first entity declared; `doctypes`: at any document type."""
    parser = expat.ParserCreate(namespace_separator=namespace_separator)
    parser.EntityDeclHandler = _refuse
    if doctypes:
        parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise expat.ExpatError("entities are not resolved")
