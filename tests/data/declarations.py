"""The declaration of every kind of upload, also of one that lies ready but cannot be loaded yet."""

from data.schema import kinds
from data.schema.kinds import Kind
from data.settings import yaml_reader

KINDS = ("transactions", "surveys", "complaints", "stages", "recap", "figures", "milestones")


def declared(name: str) -> Kind:
    """The kind of that name, from `data/columns/` or from `data/columns/next/`."""
    waiting = kinds.COLUMNS_DIR / "next" / f"{name}.yaml"
    if not waiting.exists():
        return kinds.kind(name)
    return Kind.model_validate(kinds._with_common_columns(yaml_reader.load(waiting)))
