"""What the example records are meant to show, in numbers. All of it is invented; only the order of sizes is seen."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """How one MPP does: applications a year, share on time at the window's ends, queue, channels, satisfaction."""

    yearly: float = 12_000
    on_time_first: float = 0.91
    on_time_last: float = 0.92
    wait_minutes: float = 11.0
    digital: float = 1.0
    """Multiplies the odds of electronic and self-service."""
    satisfaction: float = 0.0
    """Shift of every answer, in points of 1-4."""
    absent_agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that held in some regions and services from `first` to `last` month.

    Months are "YYYY-MM", or counted back from the window's end (-1 is its last month). `services` are beginnings of
    codes. `odds` multiplies the odds of being on time; `cause_share` of the late cases have `cause`.
    """

    regions: tuple[str, ...]
    first: str | int
    last: str | int
    cause: str
    cause_share: float
    services: tuple[str, ...] = ("",)
    odds: float = 1.0
    volume: float = 1.0
    slowness: float = 1.0
    """Multiplies the excess of late cases, and the queue's wait."""


OTHER_REGION = Region()
REGIONS: Mapping[str, Region] = {
    "11.71": Region(70_000, 0.930, 0.965, 14.0, 1.5, 0.10),
    "11.06": Region(62_000, 0.914, 0.908, 12.0, 1.1, 0.05),
    "11.73": Region(30_000, 0.910, 0.935, 13.0, 1.2, 0.00),
    "11.74": Region(26_000, 0.945, 0.955, 9.0, 1.0, 0.08),
    "11.04": Region(22_000, 0.855, 0.855, 15.0, 0.8, -0.06),
    "11.16": Region(20_000, 0.850, 0.925, 12.0, 0.8, 0.00),
    "11.07": Region(18_000, 0.930, 0.790, 16.0, 0.7, -0.08, ("IMI",)),
    "11.05": Region(12_000, 0.920, 0.930, 10.0, 0.9, 0.04, ("BNN", "BCK", "POM", "TSP", "MSY", "PGN", "JRJ", "PAM")),
    "11.15": Region(9_000, 0.810, 0.915, 11.0, 0.7, 0.00, ("BNN", "BCK", "POM", "TSP", "BSI", "IMI")),
}

FLOOD = Event(("11.16", "11.74"), "2025-12", "2025-12", "H14", 0.85, odds=0.10, volume=0.22, slowness=3.0)
EVENTS: tuple[Event, ...] = (
    Event(("11.06",), -14, -1, "H04", 0.85, services=("PTS-05",), odds=0.07, slowness=1.6),
    Event(("11.73",), -8, -7, "H07", 0.75, odds=0.28, slowness=1.5),
    Event(("11.07",), -18, -1, "H08", 0.55),
    FLOOD,
)

AGENCY_SHARES: Mapping[str, float] = {
    "SAM": 19, "PTS": 11, "KJR": 9, "DKC": 14, "IMI": 7.5, "BKS": 7, "KPP": 5, "POL": 6, "KMG": 3, "BPN": 2.5,
    "PAJ": 2.5, "BAS": 3, "PLN": 2, "PAM": 2, "BSI": 1.5, "BTM": 1.2, "BTK": 1.5, "POS": 1, "TSP": 1, "NKR": 1.5,
    "SOS": 1.2, "PGN": 0.8, "MSY": 0.8, "BNN": 0.5, "BCK": 0.4, "POM": 0.3, "JRJ": 0.3,
}  # fmt: skip
SERVICE_WEIGHTS: Mapping[str, float] = {
    "PTS-01": 6, "PTS-13": 3, "PTS-05": 1.2, "PTS-07": 1.5, "PTS-08": 2.5, "PTS-03": 0.6, "PTS-04": 0.7, "PTS-11": 0.3,
    "SAM-01": 4, "DKC-01": 3, "DKC-02": 3, "DKC-08": 2, "IMI-01": 3, "IMI-03": 2, "IMI-04": 0.3, "KJR-01": 5,
    "POL-01": 2, "POL-04": 2, "POL-06": 0.2, "BPN-06": 0.4,
}  # fmt: skip
LOCAL_WEIGHTS: Mapping[tuple[str, str], float] = {("11.06", "PTS-05"): 6.5, ("11.06", "DKC"): 1.6}
"""Region and service or agency: how much larger it is there."""

GROWTH_A_YEAR = 1.04
SEASON = (0.98, 0.95, 1.0, 0.95, 1.0, 1.12, 1.15, 1.0, 0.97, 1.0, 1.06, 1.12)
AGENCY_SEASON: Mapping[str, tuple[tuple[int, ...], float]] = {"KPP": ((1, 2, 3), 1.8), "DKC": ((6, 7), 1.15)}
WEEKDAYS = (1.25, 1.10, 1.0, 0.95, 0.75, 0.45, 0.45)
SHORT_HOURS_POWER = 2.2
"""A day open for 82 % of its usual span (Ramadan) sees 0.82 ** 2.2 = 65 % of its usual visitors."""
RUSH = ((0, 0.2), (420, 0.6), (480, 1.2), (560, 2.0), (660, 1.8), (720, 0.9), (750, 0.35), (800, 0.5), (840, 1.1),
        (930, 0.8), (990, 0.4), (1439, 0.2))  # fmt: skip
RUSH_FRIDAY = ((0, 0.2), (420, 0.7), (480, 1.5), (560, 2.2), (660, 1.8), (715, 0.5), (730, 0.1), (830, 0.1), (860, 1.0),
               (930, 0.8), (990, 0.4), (1439, 0.2))  # fmt: skip
"""(minute of the day, how busy): counters follow it between their opening and closing time."""

CHANNELS = ("langsung", "elektronik", "mandiri", "bergerak")
DESK, ONLINE, SELF, MOBILE = range(4)
CHANNEL_WEIGHTS: Mapping[str, tuple[float, float, float, float]] = {
    "days": (0.66, 0.30, 0.0, 0.04),
    "short": (0.66, 0.16, 0.15, 0.03),
    "minutes": (0.85, 0.11, 0.0, 0.04),
    "machine": (0.05, 0.0, 0.95, 0.0),
}
SHORT_MINUTES = 10
"""Up to this standard a service can be had at a machine."""
MACHINE_SERVICES = ("DKC-08",)
MOBILE_AGENCIES = ("DKC", "SAM", "POL", "IMI", "BKS", "BAS")
CHANNEL_GROWTH = (0.0, 0.9, 1.1, 0.0)
"""Rise of the logarithm of the odds over the window."""

CAUSES: Mapping[str, Mapping[str, float]] = {
    "perizinan": {"H01": 25, "H02": 8, "H04": 24, "H05": 18, "H06": 10, "H08": 8, "H10": 4, "H03": 3},
    "daerah": {"H01": 14, "H07": 28, "H08": 26, "H09": 27, "H12": 2, "H15": 3},
    "pusat": {"H01": 12, "H03": 6, "H06": 24, "H07": 30, "H08": 20, "H11": 8},
    "other": {"H01": 14, "H03": 12, "H05": 14, "H07": 30, "H08": 24, "H15": 6},
}
CAUSE_RECORDED, LONG_CAUSE_RECORDED = 0.82, 0.10
LONG_SHARE = 0.8
"""A case in time that used this much of its standard is long; a tenth of those carry a code."""

UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
UNSUR_LEVEL = (3.55, 3.48, 3.45, 3.85, 3.60, 3.60, 3.65, 3.40, 3.12)
UNSUR_LATE = (0.20, 0.35, 0.95, 0.10, 0.20, 0.25, 0.30, 0.35, 0.10)
"""Points a late case costs."""
ANSWER_SHARE, FEWEST_ANSWERS = 0.06, 15
"""Of the decided of a region and month, and at least this many when there are."""

RESPONDENTS: Mapping[str, Mapping[str, float]] = {
    "jenis_kelamin": {"laki-laki": 0.50, "perempuan": 0.48},
    "kelompok_umur": {"17-25": 0.18, "26-35": 0.31, "36-45": 0.26, "46-55": 0.15, "56 ke atas": 0.08},
    "pendidikan": {"SD": 0.05, "SMP": 0.08, "SMA": 0.40, "D3": 0.10, "S1": 0.30, "S2": 0.05},
    "pekerjaan": {
        "wiraswasta": 0.31,
        "pegawai swasta": 0.21,
        "ASN": 0.15,
        "mahasiswa": 0.12,
        "petani": 0.11,
        "TNI/Polri": 0.04,
    },
}
"""What respondents say of themselves by header: answer → share; the others leave it blank."""

SCALES = ("mikro", "kecil", "menengah", "besar")
SCALE_SHARES = (0.74, 0.17, 0.06, 0.03)
"""Of applicants for licences."""

COMPLAINT_TYPES = ("informasi", "tanpa_pemeriksaan", "dengan_pemeriksaan")
COMPLAINT_SHARES = (0.45, 0.42, 0.13)
COMPLAINT_LIMITS = (5, 14, 60)
"""Working days."""
COMPLAINT_SHARE, FEWEST_COMPLAINTS = 0.004, 3
"""Complaints a month: this much of what a region received, and at least this many where it received anything."""
COMPLAINT_CHANNELS = (0.35, 0.60, 0.05, 0.0)
RESPONSE_WORKING_DAYS = 1.8
"""Mean of the first response, of a region whose share on time is 0.92; slower ones take longer."""

ABSENT_PLANNED = ("IMI", "BNN", "BCK", "POM")
"""Agencies that young MPP lack and have in their plan."""

IPP = {"11": (4.38, 4.47, 4.56), "11.71": (4.05, 4.14, 4.21), "11.04": (4.12, 4.29, 4.37), "11.73": (3.98, 4.18, 4.31)}
OTHER_IPP = (3.55, 3.70, 3.86)
"""Public service index of the three years before; the newest of the named ones is public, all others are invented."""
