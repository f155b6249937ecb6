"""The indicators for programs: what each is, in both languages."""

from collections.abc import Mapping
from typing import Any

from metrics.catalogue.indicators import Indicator


def indicators(known: Mapping[str, Indicator]) -> list[dict[str, Any]]:
    """One object an indicator, in the order of the catalogue."""
    return [
        {
            "indicator": id_,
            "name": dict(indicator.name),
            "why_it_matters": dict(indicator.why_it_matters),
            "demand": indicator.demand,
            "unit": indicator.unit,
            "better": indicator.better,
            "consolidation": indicator.consolidation,
            "minimum_n": indicator.minimum_n,
            "legal_basis": indicator.legal_basis,
            "owner": indicator.owner,
        }
        for id_, indicator in known.items()
    ]
