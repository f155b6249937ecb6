"""What one kind of document gathers beside provenance and names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.content.content import Table
from reports.content.workspace import Rows


@dataclass(frozen=True)
class Gathered:
    """Scorecards by name, typed tables by name, and findings on missed targets."""

    cards: Mapping[str, Rows]
    tables: Mapping[str, Table] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()
