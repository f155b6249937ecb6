"""The one-click roles of a home that holds demo data and nothing else."""

from dataclasses import dataclass

from access.identity import roles


@dataclass(frozen=True)
class DemoRole:
    """A role to try, bound to a region where the role must be; `value` is what its button sends."""

    role: str
    region: str | None = None

    @property
    def value(self) -> str:
        return f"{self.role}:{self.region}" if self.region else self.role


def offered(region: str) -> tuple[DemoRole, ...]:
    """One button a role, those bound to a region with that one."""
    return tuple(DemoRole(role, region if role in roles.OWN_REGION_ONLY else None) for role in roles.ROLES)
