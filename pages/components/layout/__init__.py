"""Around every page: frame, guard, filters, account menu."""

__all__ = ["filters", "first_paint", "frame", "no_data", "onboarding_tour", "page_guard", "region_field", "search"]
