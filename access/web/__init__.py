"""What a browser meets before a page: gate, sign-in, headers, health and downloads."""

__all__ = ["connections", "first_account", "gate", "health_endpoints", "hosts", "oidc", "sign_in"]
