"""What a browser meets before a page: gate, sign-in, headers, health and downloads."""

__all__ = ["connections", "document_check", "first_account", "gate", "health_endpoints", "hosts", "oidc", "sign_in"]
