"""What the wheel needs and may need besides, read from the lists that the locks are made of."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

EXTRA = "requirements-{}.in"
EXTRAS = ("seal", "inbox", "send", "spark")


class CustomMetadataHook(MetadataHookInterface):
    """Dependencies from `requirements.in`, extras from the lists beside it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Write both into the metadata."""
        root = Path(self.root)
        metadata["dependencies"] = packages(root / "requirements.in")
        metadata["optional-dependencies"] = {name: packages(root / EXTRA.format(name)) for name in EXTRAS}


def packages(path: Path) -> list[str]:
    """The packages of a list, without remarks and options."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-")]
