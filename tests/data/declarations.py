"""The declaration of every kind of upload, also of one that lies ready but cannot be loaded yet."""

from data import kinds, strict_yaml
from data.kinds import Kind

KINDS = ("transactions", "surveys", "complaints", "stages", "recap", "figures", "milestones")


def declared(name: str) -> Kind:
    """The kind of that name, from `data/columns/` or from `data/columns/next/`."""
    waiting = kinds.COLUMNS_DIR / "next" / f"{name}.yaml"
    if not waiting.exists():
        return kinds.kind(name)
    return Kind.model_validate(kinds._with_common_columns(strict_yaml.load(waiting)))
