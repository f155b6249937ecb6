"""Labels beside the ends of lines: as near to them as they can be without touching each other."""

from collections.abc import Sequence
from dataclasses import dataclass

OVER = 14.0
"""How far a label may stand above the plot, where nothing else is."""


@dataclass(frozen=True)
class Label:
    """Its lines of text, where its middle should be, and how high it is; a heavier one is moved less."""

    lines: tuple[str, ...]
    at: float
    height: float
    weight: float = 1.0


def placed(labels: Sequence[Label], room: float) -> list[float]:
    """The middle of each label, in their order, from just above 0 to `room`: none over another, little moved.

    Isotonic regression by pooling adjacent violators (Ayer et al. 1955), of the places less the heights above them.
    """
    order = sorted(range(len(labels)), key=lambda i: labels[i].at)
    above, offsets = 0.0, []
    for i in order:
        offsets.append(above + labels[i].height / 2)
        above += labels[i].height
    pools: list[list[float]] = []
    for i, offset in zip(order, offsets, strict=True):
        pools.append([labels[i].weight, labels[i].at - offset, 1])
        while len(pools) > 1 and pools[-2][1] > pools[-1][1]:
            weight, mean, size = pools.pop()
            before = pools[-1]
            both = before[0] + weight
            pools[-1] = [both, (before[0] * before[1] + weight * mean) / both, before[2] + size]
    means = [mean for _, mean, size in pools for _ in range(int(size))]
    places = [0.0] * len(labels)
    for i, mean, offset in zip(order, means, offsets, strict=True):
        places[i] = max(-OVER, min(mean, room - above)) + offset
    return places


def width(labels: Sequence[Label]) -> int:
    """Letters of the longest line."""
    return max((len(line) for label in labels for line in label.lines), default=0)
