"""Follow-ups for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from metrics.acts.follow_ups import FollowUp


def follow_ups(listed: Sequence[FollowUp]) -> list[dict[str, Any]]:
    """One object a follow-up with its remarks and evidence; days as ISO dates."""
    return [
        {
            **asdict(follow_up),
            "deadline": str(follow_up.deadline),
            "done_on": _day(follow_up.done_on),
            "passed": _day(follow_up.passed),
        }
        for follow_up in listed
    ]


def _day(day: object) -> str | None:
    return str(day) if day else None
