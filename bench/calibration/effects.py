"""How often a follow-up that did nothing is praised, and how often one that did something is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bench.calibration import worlds as make
from bench.calibration.markdown import percent, table
from metrics.statistics.effect import Effect, effect
from metrics.statistics.panel import MONTHS_BEFORE

LEVEL, SPREAD = 85.0, make.SPREAD
LOOKED_AT = 12
"""Months of which the lowest makes somebody propose, where the follow-up comes in the worst month."""


@dataclass(frozen=True)
class World:
    """What happens in a province without any effect of the follow-up; sizes in points, slopes in points a year."""

    name: str
    phi: float = 0.0
    season: float = 0.0
    trend: float = 0.0
    nationwide: float = 0.0
    slopes: float = 0.0
    own_rise: float = 0.0
    own_noise: float = 1.0
    groups: float = 0.0
    missing: float = 0.0
    cases: tuple[int, int] | None = None


PLAIN = World("bebas")
NATIONWIDE = World("seluruh provinsi +3 saat selesai", nationwide=3)
NATIONWIDE_ALIKE = World("seluruh provinsi +3, AR(1) 0,4", phi=0.4, nationwide=3)
OWN_RISE = World("hanya wilayah itu naik 1,2 setahun", own_rise=1.2)
LACKING = World("satu dari 20 laporan tidak ada", missing=0.05)
WORLDS = (
    PLAIN,
    World("AR(1) 0,4", phi=0.4),
    World("AR(1) 0,6", phi=0.6),
    World("musim dua bulan, 2 sd", season=2 * SPREAD),
    World("tren bersama, +6 poin dalam 6 tahun", trend=1),
    NATIONWIDE,
    NATIONWIDE_ALIKE,
    World("tiap wilayah punya lereng sendiri, sd 0,6 setahun", slopes=0.6),
    OWN_RISE,
    World("ragam wilayah itu 1,6 kali yang lain", own_noise=1.6),
    World("guncangan bersama dalam dua kelompok wilayah, 1,4 poin", groups=1.4),
    LACKING,
    World("n tiap wilayah 30–3.000, tetap", cases=(30, 3000)),
)
OTHERS = (22, 8, 3)
GAINS = (2, 3, 4)
Runs: TypeAlias = dict[tuple[bool, int], list[Effect]]
"""Effects by whether they were proposed in the worst month, and by months after."""


def report(worlds: int, seed: int) -> Iterator[str]:
    """False praise, coverage, what is found, less history, and the tide."""
    header = ["dunia", *(f"{others} wilayah lain" for others in OTHERS)]
    runs: dict[tuple[str, int], Runs] = {
        (world.name, others): {
            (worst, after): _effects(seed, world, worlds, others, after, worst)
            for worst in (False, True)
            for after in (3, 9)
        }
        for world in WORLDS
        for others in OTHERS
    }
    yield (
        "Tindak lanjut tanpa akibat yang disebut melampaui yang lain (%), sesudah 3 dan 9 bulan; "
        "di belakang titik koma bila diusulkan di bulan terburuk:"
    )
    yield ""
    yield from table(header, _rows(runs, _praised, WORLDS))
    yield "Selang 95 % memuat kebenaran (%), cara baca sama:"
    yield ""
    yield from table(header, _rows(runs, _covered, WORLDS))
    yield "Terlalu sedikit untuk dinilai (%), cara baca sama:"
    yield ""
    yield from table(header, _rows(runs, _too_few, [LACKING]))
    yield "Ditemukan (%), bebas, akibat +2 / +3 / +4 poin (sd sebulan 2 poin), 36 bulan sebelum:"
    yield ""
    powers = [
        [f"{others} wilayah lain", *(_found(seed, worlds, others, after) for after in (3, 6, 9, 12))]
        for others in OTHERS
    ]
    yield from table(["", "3 bulan", "6", "9", "12"], powers)
    yield "Dengan riwayat lebih pendek (12 bulan: selang 90 %), sesudah 6 dan 12 bulan (%):"
    yield ""
    yield from table(
        ["", "tanpa akibat", "hanya wilayah itu naik 1,2 setahun", "+2 ditemukan", "+3 ditemukan"],
        [_shorter(seed, worlds, others, before) for before, others in ((24, 22), (24, 8), (24, 3), (12, 22), (12, 8))],
    )
    yield "Seluruh provinsi +3: disebut ikut arus (%), sesudah 3 dan 9 bulan:"
    yield ""
    tides = [
        [world.name, *(_tide(runs[world.name, others]) for others in OTHERS)]
        for world in (NATIONWIDE, NATIONWIDE_ALIKE)
    ]
    yield from table(header, tides)


def _rows(
    runs: dict[tuple[str, int], Runs], share: Callable[[list[Effect]], str], worlds: Sequence[World]
) -> list[list[str]]:
    """A row for each world: usual 3 | 9 months; worst month 3 | 9 months."""

    def cell(cells: Runs) -> str:
        usual, worst = (" | ".join(share(cells[worst, after]) for after in (3, 9)) for worst in (False, True))
        return f"{usual}; {worst}".replace("|", "\\|")

    return [[world.name, *(cell(runs[world.name, others]) for others in OTHERS)] for world in worlds]


def _praised(effects: list[Effect]) -> str:
    return percent(sum(each.verdict == "beyond_others" for each in effects), len(effects))


def _covered(effects: list[Effect]) -> str:
    intervals = [each.interval for each in effects if each.interval is not None]
    return percent(sum(low <= 0 <= high for low, high in intervals), len(intervals))


def _too_few(effects: list[Effect]) -> str:
    return percent(sum(each.verdict == "too_few_cases" for each in effects), len(effects))


def _tide(cells: Runs) -> str:
    shares = [sum(each.verdict == "with_the_tide" for each in cells[False, after]) for after in (3, 9)]
    return " \\| ".join(percent(hits, len(cells[False, 3])) for hits in shares)


def _found(seed: int, worlds: int, others: int, after: int) -> str:
    return " / ".join(_praised(_effects(seed, PLAIN, worlds, others, after, gain=gain)) for gain in GAINS)


def _shorter(seed: int, worlds: int, others: int, before: int) -> list[str]:
    cells = [
        " \\| ".join(
            _praised(_effects(seed, world, worlds, others, after, gain=gain, before=before)) for after in (6, 12)
        )
        for world, gain in ((PLAIN, 0), (OWN_RISE, 0), (PLAIN, 2), (PLAIN, 3))
    ]
    return [f"{before} bulan sebelum, {others} wilayah lain", *cells]


def _effects(
    seed: int,
    world: World,
    worlds: int,
    others: int,
    after: int,
    worst: bool = False,
    gain: float = 0.0,
    before: int = MONTHS_BEFORE,
) -> list[Effect]:
    """One effect a province, as the product measures it; done in the month in which it was proposed."""
    random = make.generator(seed, world, others, after, worst, gain, before)
    effects = []
    for _ in range(worlds):
        panel = _province(random, world, others + 1, before + LOOKED_AT + after)
        proposed = before + int(panel[0, before : before + LOOKED_AT].argmin()) if worst else before
        panel[0, proposed + 1 :] += gain
        panel[:, proposed + 1 :] += world.nationwide
        reported = random.random(panel.shape) >= world.missing
        rows = [
            [(month, value) for month, value in enumerate(row.tolist()) if here[month] and month <= proposed + after]
            for row, here in zip(panel, reported, strict=True)
        ]
        first = proposed - before
        effects.append(effect([p for p in rows[0] if p[0] >= first], rows[1:], proposed, proposed, 1))
    return effects


def _province(random: make.Random, world: World, regions: int, months: int) -> make.Floats:
    """Monthly figures of the asked region, the first, and of the others, (regions, months)."""
    noise = SPREAD * make.noise(random, regions, months, world.phi)
    noise[0] *= world.own_noise
    noise += make.trend(months, world.slopes / 12 * random.standard_normal(regions)) + make.trend(
        months, world.trend / 12
    )
    noise[0] += make.trend(months, world.own_rise / 12)[0]
    noise += make.low_months(random, 1, months, world.season)
    noise += (world.groups * make.noise(random, 2, months))[np.arange(regions) % 2]
    panel = LEVEL + 2 * random.standard_normal((regions, 1)) + noise
    if world.cases is not None:
        x, n = make.shares(random, panel, make.cases(random, regions, 1, *world.cases))
        panel = 100 * x / n
    return np.asarray(panel)
