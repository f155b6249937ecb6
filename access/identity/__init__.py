"""Who somebody is: accounts, passwords, roles and the scope of a viewer."""

__all__ = ["accounts", "demo_roles", "errors", "passwords", "roles", "scope", "second_factor", "viewer"]
