"""What every form that acts stands on: the act, the fields over what stands, and pickers of what is offered."""

__all__ = ["acts", "fields", "picker"]
