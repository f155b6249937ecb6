"""Since which month a figure is worse: that of the part that makes most of it, else that of its own series."""

from collections.abc import Iterator, Sequence

from metrics.obstacles.decomposition.subject import Subject
from metrics.obstacles.decomposition.verdict import Verdict
from metrics.obstacles.explanation import Slice


def onset(subject: Subject, gap: float | None, verdict: Verdict, slices: Sequence[Slice]) -> str | None:
    """The month ("YYYY-MM"), None where nothing is worse, nothing is notable, or no month stands out.

    Worse than an earlier period a figure can only have become after it; a count is neither better nor worse than one.
    """
    if gap is None or gap <= 0 or verdict == "nothing_notable":
        return None
    then = subject.gatherer.then if subject.against in ("previous", "last_year") else None
    if then is None:
        return next(_months(subject, slices), None)
    if subject.gatherer.indicator.is_count:
        return None
    return next((month for month in _months(subject, slices) if month > then.last_month), None)


def _months(subject: Subject, slices: Sequence[Slice]) -> Iterator[str]:
    if slices and slices[0].since is not None:
        yield slices[0].since
    month = subject.worse_since()
    if month is not None:
        yield month
