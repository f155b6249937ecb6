"""Working time: the worked dates of the rules, the layers, and the closed form against counting day by day."""

import csv
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.calendar import days
from data.calendar import layers as calendar_layers
from data.errors import SetupError
from data.home import SHIPPED, Home

NO_HOME = Home(Path("/nonexistent"))
ACEH = days.days(NO_HOME)

# What the national calendar alone would say: the shipped file without the layer of Aceh.
NATIONAL_ONLY = (SHIPPED / "reference" / "calendar.yaml").read_text(encoding="utf-8").split('\n  "11":')[0]


@pytest.fixture
def home(tmp_path):
    """A home whose calendar is the shipped one with more layers written below it."""

    def bring(layers="", calendar_text=None, **files):
        folder = tmp_path / "reference"
        folder.mkdir(exist_ok=True)
        shipped = (SHIPPED / "reference" / "calendar.yaml").read_text(encoding="utf-8")
        text = calendar_text if calendar_text is not None else shipped + layers
        (folder / "calendar.yaml").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        return Home(tmp_path)

    return bring


def days_of(table, calendar_code):
    return table[table["calendar_code"] == calendar_code]


def hours_on(table, *written):
    """Opening hours as people write them, '-' on a day off."""
    rows = table.set_index("day")
    found = []
    for day in map(date.fromisoformat, written):
        opens, closes = int(rows.at[day, "open_minute"]), int(rows.at[day, "close_minute"])
        told = f"{opens // 60:02}.{opens % 60:02}-{closes // 60:02}.{closes % 60:02}"
        found.append(told if rows.at[day, "is_working"] else "-")
    return found


def drawn(table):
    """The cells of a drawn table, without its head."""
    lines = [line for line in table.strip().splitlines()[1:] if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


# --- the worked dates -------------------------------------------------------------------------------------------------

WORKED_DATES = """
  complete on      | standard | due on           | because
  Fri 2026-03-13   | 5        | Fri 2026-03-27   | cuti bersama counts as a day off
  Fri 2024-06-14   | 5        | Wed 2024-06-26   | in Aceh 19-20 June were off and Saturday 22 was worked
  Tue 2025-12-23   | 3        | Tue 2025-12-30   | 25 and 26 December were off
  Fri 2024-06-21   | 1        | Sat 2024-06-22   | a replacement Saturday is a working day
  Fri 2024-06-28   | 1        | Sat 2024-06-29   | a replacement Saturday is a working day
  Tue 2024-02-13   | 1        | Thu 2024-02-15   | the election day of 14 February was off
  Tue 2024-11-26   | 1        | Thu 2024-11-28   | the election day of 27 November was off
  Sat 2026-10-03   | 1        | Mon 2026-10-05   | complete on a day off: the first working day after it
  Sat 2026-10-03   | 0        | Sat 2026-10-03   | a standard of 0 days ends on the complete day, even a day off
  Mon 2026-10-05   | 0        | Mon 2026-10-05   | a standard of 0 days ends on the complete day
"""


@pytest.mark.parametrize(("complete_on", "standard", "due_on", "because"), drawn(WORKED_DATES))
def test_a_standard_of_n_days_ends_on_the_nth_working_day_after_the_complete_day(
    complete_on, standard, due_on, because
):
    complete, due = date.fromisoformat(complete_on[4:]), date.fromisoformat(due_on[4:])
    assert (complete.strftime("%a"), due.strftime("%a")) == (complete_on[:3], due_on[:3]), "the table itself is wrong"
    assert days.due_on(ACEH, complete, int(standard)) == due, because
    assert days.working_days_between(ACEH, complete, due) == int(standard), because


def test_without_the_layer_of_aceh_the_due_day_of_june_2024_is_the_national_one(home):
    national = days.days(home(calendar_text=NATIONAL_ONLY))
    assert days.due_on(national, date(2024, 6, 14), 5) == date(2024, 6, 25)


def test_if_cuti_bersama_were_forgotten_the_due_day_of_march_2026_would_be_wrong(home):
    shipped = (SHIPPED / "reference" / "holidays.csv").read_text(encoding="utf-8").splitlines()
    public_only = "\n".join(line for line in shipped if ",cuti_bersama," not in line)
    forgetful = days.days(home(holidays=public_only))
    assert days.due_on(forgetful, date(2026, 3, 13), 5) == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("year", "months", "total"),
    [
        (2025, [19, 20, 19, 16, 17, 18, 23, 20, 21, 23, 20, 21], 237),
        (2026, [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21], 240),
        (2027, [19, 19, 15, 22, 16, 21, 22, 21, 22, 21, 22, 22], 242),
    ],
)
def test_working_days_of_each_month(year, months, total):
    worked = ACEH.loc[ACEH["is_working"], "day"]
    assert [sum((day.year, day.month) == (year, month) for day in worked) for month in range(1, 13)] == months
    assert sum(months) == total


# --- opening hours ----------------------------------------------------------------------------------------------------

OPENING_HOURS = """
  day              | hours         | because
  Mon 2026-10-05   | 07.30-16.00   | Monday to Thursday
  Thu 2026-10-08   | 07.30-16.00   | Monday to Thursday
  Fri 2026-10-09   | 07.30-16.30   | Friday
  Sat 2026-10-10   | -             | Saturday
  Sun 2026-10-11   | -             | Sunday
  Wed 2026-02-18   | 07.30-16.00   | the day before the isbat date of 2026
  Thu 2026-02-19   | 08.00-15.00   | 1 Ramadan 1447
  Fri 2026-02-20   | 08.00-16.00   | Friday in Ramadan, Aceh's hours
  Tue 2026-03-17   | 08.00-15.00   | the last working day of Ramadan 2026
  Wed 2026-03-25   | 07.30-16.00   | after Idul Fitri
  Mon 2021-04-12   | 07.30-16.00   | the day before 1 Ramadan 1442
  Tue 2021-04-13   | 08.00-15.00   | 1 Ramadan 1442
  Mon 2022-04-04   | 08.00-15.00   | 2 Ramadan 1443
  Fri 2023-03-24   | 08.00-16.00   | 2 Ramadan 1444
  Tue 2024-03-12   | -             | 1 Ramadan 1445, cuti bersama
  Wed 2024-03-13   | 08.00-15.00   | 2 Ramadan 1445
  Fri 2025-02-28   | 07.30-16.30   | the day before 1 Ramadan 1446
  Mon 2025-03-03   | 08.00-15.00   | 3 Ramadan 1446
  Mon 2027-02-08   | 08.00-15.00   | 1 Ramadan 1448, estimated
  Wed 2024-06-19   | -             | off in Aceh
  Thu 2024-06-20   | -             | off in Aceh
  Sat 2024-06-22   | 07.30-16.00   | replacement Saturday: the hours of Monday to Thursday
  Sat 2024-06-29   | 07.30-16.00   | replacement Saturday: the hours of Monday to Thursday
  Sat 2024-06-15   | -             | any other Saturday
  Wed 2024-02-14   | -             | general election
  Wed 2024-11-27   | -             | regional election
  Mon 2025-08-18   | -             | cuti bersama added during the year
  Fri 2025-12-26   | -             | cuti bersama
"""


@pytest.mark.parametrize(("day", "hours", "because"), drawn(OPENING_HOURS))
def test_opening_hours(day, hours, because):
    assert date.fromisoformat(day[4:]).strftime("%a") == day[:3], "the table itself is wrong"
    assert hours_on(ACEH, day[4:]) == [hours], because


def test_ramadan_ends_the_day_before_idul_fitri():
    holidays = csv.DictReader((SHIPPED / "reference" / "holidays.csv").open(encoding="utf-8"))
    feasts = {
        date.fromisoformat(row["date"])
        for row in holidays
        if row["name_id"].startswith("Hari Raya Idul Fitri") and row["category"] == "libur_nasional"
    }
    written = calendar_layers.read(NO_HOME).ramadan
    assert {span.last + timedelta(days=1) for span in written} == feasts
    assert [span.first.year for span in written if span.estimate] == [2027]
    assert all((span.last - span.first).days + 1 in (29, 30) for span in written)


MINUTES = """
  from               | to                 | minutes | because
  2026-10-05 08.00   | 2026-10-05 08.45   | 45      | within one day
  2026-10-05 12.00   | 2026-10-05 13.00   | 60      | the midday rest is not taken off
  2026-10-05 06.00   | 2026-10-05 07.40   | 10      | before opening nothing counts
  2026-10-05 15.50   | 2026-10-06 07.45   | 25      | the night does not count
  2026-10-09 16.20   | 2026-10-12 07.35   | 15      | the weekend does not count; Friday closes at 16.30
  2026-03-17 14.50   | 2026-03-25 07.40   | 20      | Ramadan hours, then Idul Fitri
  2024-06-21 16.00   | 2024-06-22 07.31   | 31      | Friday to 16.30 and a replacement Saturday
  2026-10-10 10.00   | 2026-10-11 10.00   | 0       | nothing on a weekend
  2026-10-05 08.00   | 2026-10-05 08.00   | 0       | no time at all
"""


@pytest.mark.parametrize(("start", "end", "minutes", "because"), drawn(MINUTES))
def test_working_minutes_run_from_opening_to_closing_time(start, end, minutes, because):
    a, b = (datetime.strptime(text, "%Y-%m-%d %H.%M") for text in (start, end))
    assert days.working_minutes_between(ACEH, a, b) == int(minutes), because


# --- the slow twin ----------------------------------------------------------------------------------------------------

FIRST, LAST = date(2021, 1, 1), date(2027, 12, 31)
FIRST_FASTING_DAYS = ("2021-04-13", "2022-04-03", "2023-03-23", "2024-03-12", "2025-03-01", "2026-02-19", "2027-02-08")
IDUL_FITRI = ("2021-05-13", "2022-05-02", "2023-04-22", "2024-04-10", "2025-03-31", "2026-03-21", "2027-03-10")
with (SHIPPED / "reference" / "holidays.csv").open(encoding="utf-8") as _file:
    HOLIDAYS = {row["date"] for row in csv.DictReader(_file)}


def plain_hours(day):
    """The rules read aloud, one day at a time: opening and closing minute, None on a day off."""
    iso = day.isoformat()
    if iso in ("2024-06-22", "2024-06-29"):
        return 450, 960
    if day.weekday() >= 5 or iso in HOLIDAYS or iso in ("2024-06-19", "2024-06-20"):
        return None
    if any(first <= iso < feast for first, feast in zip(FIRST_FASTING_DAYS, IDUL_FITRI, strict=True)):
        return (480, 960) if day.weekday() == 4 else (480, 900)
    return (450, 990) if day.weekday() == 4 else (450, 960)


def plain_working_days(a, b):
    span = (a + timedelta(days=step) for step in range(1, (b - a).days + 1))
    return sum(plain_hours(day) is not None for day in span)


def plain_working_minutes(a, b):
    total, day = 0, a.date()
    while day <= b.date():
        opens, closes = plain_hours(day) or (0, 0)
        from_minute = a.hour * 60 + a.minute if day == a.date() else 0
        to_minute = b.hour * 60 + b.minute if day == b.date() else 1440
        total += max(0, min(closes, to_minute) - max(opens, from_minute))
        day += timedelta(days=1)
    return total


def test_every_day_of_the_calendar_is_as_the_rules_read_aloud():
    told = [(int(row.open_minute), int(row.close_minute)) if row.is_working else None for row in ACEH.itertuples()]
    assert told == [plain_hours(FIRST + timedelta(days=step)) for step in range((LAST - FIRST).days + 1)]
    assert (ACEH["day"].iloc[0], ACEH["day"].iloc[-1]) == (FIRST, LAST)


moments = st.datetimes(datetime(2021, 1, 1), datetime(2027, 12, 31, 23, 59)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@settings(max_examples=150)
@given(moments, moments)
def test_two_look_ups_and_a_subtraction_equal_counting_day_by_day(one, other):
    a, b = sorted((one, other))
    assert days.working_days_between(ACEH, a, b) == plain_working_days(a.date(), b.date())
    assert days.working_minutes_between(ACEH, a, b) == plain_working_minutes(a, b)


@settings(max_examples=150)
@given(moments, st.timedeltas(timedelta(0), timedelta(days=12)))
def test_short_spans_equal_counting_day_by_day(a, span):
    b = min((a + span).replace(second=0, microsecond=0), datetime(2027, 12, 31, 23, 59))
    assert days.working_days_between(ACEH, a, b) == plain_working_days(a.date(), b.date())
    assert days.working_minutes_between(ACEH, a, b) == plain_working_minutes(a, b)


@settings(max_examples=150)
@given(st.dates(FIRST, LAST), st.integers(1, 60))
def test_the_due_day_equals_walking_on_until_n_working_days_have_passed(complete_on, standard):
    day, left = complete_on, standard
    while left and day < LAST:
        day += timedelta(days=1)
        left -= plain_hours(day) is not None
    assert days.due_on(ACEH, complete_on, standard) == (None if left else day)


# --- the edges --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outside", [date(2020, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_calendar_has_no_working_time_and_no_due_day(outside):
    moment = datetime(outside.year, outside.month, outside.day, 9)
    assert days.working_days_between(ACEH, date(2026, 1, 5), outside) is None
    assert days.working_days_between(ACEH, outside, date(2026, 1, 5)) is None
    assert days.working_minutes_between(ACEH, moment, datetime(2026, 1, 5, 9)) is None
    assert days.working_minutes_between(ACEH, datetime(2026, 1, 5, 9), moment) is None
    assert days.due_on(ACEH, outside, 0) is None


def test_a_due_day_after_the_end_of_the_calendar_is_unknown():
    assert days.due_on(ACEH, date(2027, 12, 30), 1) == date(2027, 12, 31)
    assert days.due_on(ACEH, date(2027, 12, 30), 2) is None


def test_the_running_totals_are_those_of_the_contract():
    assert list(ACEH.columns) == [
        "calendar_code",
        "day",
        "is_working",
        "open_minute",
        "close_minute",
        "cum_working_days",
        "cum_minutes",
    ]
    first_worked = ACEH[ACEH["day"] == date(2021, 1, 4)].iloc[0]  # 1 January was a holiday, then a weekend
    assert (first_worked["cum_working_days"], first_worked["cum_minutes"]) == (1, 0)
    second_worked = ACEH[ACEH["day"] == date(2021, 1, 5)].iloc[0]
    assert (second_worked["cum_working_days"], second_worked["cum_minutes"]) == (2, 510)


# --- layers of a home -------------------------------------------------------------------------------------------------

LAYERS = """
  "11.71":
    days_off:
      - {from: 2026-04-22, decree: SE Wali Kota 1/2026}
    ramadan_hours:
      - {decree: SE Wali Kota 2/2026, thursday: 08.30-15.00}
  "11.71/BSI":
    hours:
      - {decree: Keputusan kantor cabang 1, saturday: 08.00-12.00, friday: 08.00-16.00}
      - {from: 2026-11-01, decree: Keputusan kantor cabang 2, saturday: tutup}
  "11.71/POS":
    hours:
      - {decree: Keputusan kantor cabang 3, friday: tutup}
    ramadan_hours:
      - {decree: Keputusan kantor cabang 4, monday: tutup}
  "11.05/DKC":
    days_off:
      - {from: 2026-05-04, to: 2026-05-05, decree: SE Bupati 1/2026}
    working_days:
      - {date: 2026-05-09, decree: SE Bupati 1/2026}
      - {date: 2026-05-10, hours: "09.00-11.00", decree: SE Bupati 1/2026}
      - {date: 2026-05-01, decree: SE Bupati 1/2026}
"""

INHERITED = """
  calendar    | day          | hours         | because
  11          | 2026-04-22   | 07.30-16.00   | a region's day off is not the province's
  11.71       | 2026-04-22   | -             | the region's own day off
  11.71/BSI   | 2026-04-22   | -             | the agency inherits its region's day off
  11.71       | 2024-06-19   | -             | the region inherits the province's day off
  11.71/BSI   | 2024-06-22   | 07.30-16.00   | and its replacement Saturday, with Monday's hours
  11.71       | 2026-02-19   | 08.30-15.00   | the region's own hours on Thursdays of Ramadan
  11.71       | 2026-02-20   | 08.00-16.00   | the other days as in the province
  11          | 2026-02-19   | 08.00-15.00   | the province keeps its hours
  11.71/BSI   | 2026-02-19   | 08.30-15.00   | the agency inherits them
  11.71/BSI   | 2026-10-10   | 08.00-12.00   | an agency that opens on Saturdays
  11.71/BSI   | 2026-10-09   | 08.00-16.00   | and closes early on Fridays
  11.71/BSI   | 2026-10-08   | 07.30-16.00   | the other days as above it
  11.71/BSI   | 2025-03-29   | -             | a holiday closes its Saturday too
  11.71/BSI   | 2025-03-22   | 08.00-12.00   | Ramadan leaves a Saturday that it does not name
  11.71/BSI   | 2026-03-06   | 08.00-16.00   | Ramadan hours come after the hours of the week
  11.71/BSI   | 2026-11-07   | -             | the later decree closes Saturdays again
  11.71       | 2026-10-10   | -             | the region itself stays closed on Saturdays
  11.71/POS   | 2026-02-20   | -             | Ramadan hours do not open a weekday that is closed all year
  11.71/POS   | 2026-02-23   | -             | but they may close one
  11.71/POS   | 2026-04-06   | 07.30-16.00   | for Ramadan only
  11.05/DKC   | 2026-05-04   | -             | a span of days off
  11.05/DKC   | 2026-05-05   | -             | both ends included
  11.05/DKC   | 2026-05-09   | 07.30-16.00   | a replacement Saturday
  11.05/DKC   | 2026-05-10   | 09.00-11.00   | with hours of its own
  11.05/DKC   | 2026-05-01   | 07.30-16.30   | a holiday that is worked: a Friday's own hours
  11.05/DKC   | 2024-06-29   | 07.30-16.00   | an agency whose region has no layer inherits the province
"""


@pytest.mark.parametrize(("calendar_code", "day", "hours", "because"), drawn(INHERITED))
def test_a_lower_layer_inherits_and_adds(home, calendar_code, day, hours, because):
    table = days.days(home(LAYERS))
    assert hours_on(days_of(table, calendar_code), day) == [hours], because


def test_which_calendar_holds_for_a_region_and_an_agency(home):
    place = home(LAYERS)
    held = days.use(place).set_index(["region_code", "agency_code"])["calendar_code"]
    assert held["11.71", "BSI"] == "11.71/BSI"
    assert held["11.71", "DKC"] == "11.71"
    assert held["11.71", "-"] == "11.71"
    assert held["11.05", "DKC"] == "11.05/DKC"
    assert held["11.05", "BSI"] == "11"
    assert held["11.05", "-"] == "11"
    assert len(held) == 23 * 28
    assert set(held) == set(days.days(place)["calendar_code"]) == {"11", "11.71", "11.71/BSI", "11.71/POS", "11.05/DKC"}


def test_in_the_shipped_calendar_one_calendar_holds_everywhere():
    assert set(days.use(NO_HOME)["calendar_code"]) == {"11"} == set(ACEH["calendar_code"])


def test_the_sums_of_one_calendar_do_not_run_on_into_the_next(home):
    table = days.days(home(LAYERS))
    for _, rows in table.groupby("calendar_code"):
        assert rows["cum_minutes"].iloc[0] == 0
        assert rows["cum_working_days"].iloc[-1] == rows["is_working"].sum()


def test_two_calendars_at_once_are_our_own_mistake(home):
    with pytest.raises(AssertionError, match="one calendar"):
        days.working_days_between(days.days(home(LAYERS)), FIRST, LAST)


def test_the_version_changes_with_the_bytes_it_rests_on(home):
    shipped = days.version(NO_HOME)
    assert shipped == days.version(home()), "the same bytes in another place are the same calendar"
    with_layers = days.version(home(LAYERS))
    holidays = (SHIPPED / "reference" / "holidays.csv").read_text(encoding="utf-8")
    more = holidays + "2026-08-15,Sat,Hari libur baru,libur_nasional,Keppres 1/2026\n"
    with_holiday = days.version(home(LAYERS, holidays=more))
    assert len({shipped, with_layers, with_holiday}) == 3


def test_a_home_of_another_province_leaves_out_the_layer_of_aceh(home):
    regions = "code,name,type,capital,lat,lon,population\n12.01,Kabupaten A,kabupaten,A,1.5,99.1,1000\n"
    place = home(regions=regions)
    (place.root / "reference" / "calendar.yaml").unlink()  # so that the shipped one is read
    table = days.days(place)
    assert set(table["calendar_code"]) == {"12"}
    assert hours_on(table, "2024-06-19", "2024-06-22", "2026-02-20") == ["07.30-16.00", "-", "08.00-15.30"]


# --- what a home may not write ----------------------------------------------------------------------------------------

BAD_LAYERS = """
  layer written below the shipped ones                                 | what the error must say
  "11.71": {days_off: [{from: 2026-04-22}]}                            | decree: belum ditulis. Tambahkan.
  "11.71": {days_off: [{from: 2026-04-22, decree: ""}]}                | decree: masih kosong. Isi.
  "11.71": {days_off: [{from: 2026-04-22, decree: 1.5}]}               | decree: terbaca bukan sebagai teks. Tulis
  "11.71": {days_off: [{from: 22-04-2026, decree: SE 1}]}              | from: tanggal tidak dapat dibaca. Tulis seperti
  "11.71": {days_off: [{from: 2026, decree: SE 1}]}                    | from: tanggal tidak dapat dibaca. Tulis seperti
  "11.71": {days_off: [{from: 2026-04-22 08:00:00, decree: SE 1}]}     | from: tanggal tidak dapat dibaca. Tulis seperti
  "11.71": {days_off: [{from: 2026-02-30, decree: SE 1}]}              | tetapi tidak ada. Perbaiki, atau beri
  "11.71": {days_off: [{from: 2026-05-02, to: 2026-05-01, decree: S}]} | to lebih awal daripada from. Perbaiki.
  "11.71": {days_off: [{from: 2062-04-22, decree: SE 1}]}              | di luar rentang kalender (range). Perbaiki
  "11.71": {days_off: {from: 2026-04-22, decree: SE 1}}                | days_off: harus berupa daftar
  "11.71": {day_off: []}                                               | day_off: tidak dikenal. Perbaiki ejaannya
  "11.71": {working_days: [{date: 2062-04-22, decree: SE 1}]}          | di luar rentang kalender (range). Perbaiki
  "11.71": {hours: [{decree: SE 1, saturday: 8-12}]}                   | jam buka tidak dapat dibaca. Tulis seperti
  "11.71": {hours: [{decree: SE 1, saturday: 8.30}]}                   | jam buka tidak dapat dibaca. Tulis seperti
  "11.71": {hours: [{decree: SE 1, saturday: 12.00-08.00}]}            | jam buka tidak masuk akal. Jam tutup harus
  "11.71": {hours: [{decree: SE 1, saturday: 08.75-12.00}]}            | jam buka tidak masuk akal. Jam tutup harus
  "11.71": {hours: [{decree: SE 1, sabtu: 08.00-12.00}]}               | sabtu: tidak dikenal. Perbaiki ejaannya
  "11.71": libur                                                       | layers.11.71: harus berupa pasangan kunci
  "11.99": {}                                                          | layers.11.99: tidak dikenal. Pakai
  "11.71/XYZ": {}                                                      | layers.11.71/XYZ: tidak dikenal. Pakai
  11.71: {}                                                            | terbaca sebagai bilangan 11.71. Tulis
  11.10: {}                                                            | terbaca sebagai bilangan 11.1. Tulis
  "11": {}                                                             | kunci "11" sudah ditulis di baris
"""


@pytest.mark.parametrize(("layer", "message"), drawn(BAD_LAYERS))
def test_a_bad_layer_is_refused_with_place_finding_and_remedy(home, layer, message):
    place = home(f"  {layer}\n")
    line = (place.root / "reference" / "calendar.yaml").read_text(encoding="utf-8").count("\n")
    with pytest.raises(SetupError) as refused:
        days.days(place)
    assert str(refused.value).startswith(f"calendar.yaml, baris {line}")
    assert message in str(refused.value)


def test_a_date_may_not_be_off_and_worked_in_one_layer(home):
    layer = """  "11.71":
    days_off: [{from: 2026-05-08, to: 2026-05-10, decree: SE 1}]
    working_days:
      - {date: 2026-05-09, decree: SE 1}
"""
    with pytest.raises(
        SetupError, match=r"^calendar.yaml, baris \d+, bagian [\w.]+: tanggal ini juga ditulis di days_off. Hapus"
    ):
        days.days(home(layer))


def test_a_replacement_day_may_not_be_written_twice(home):
    layer = """  "11.71":
    working_days:
      - {date: 2026-05-09, decree: SE 1}
      - {date: 2026-05-09, decree: SE 2}
"""
    with pytest.raises(SetupError, match=r"^calendar.yaml, baris \d+, bagian [\w.]+: tanggal ini sudah ditulis. Hapus"):
        days.days(home(layer))


def test_a_replacement_day_without_any_hours_is_refused(home):
    layer = """  "11.71":
    hours: [{decree: SE 1, monday: tutup}]
    working_days: [{date: 2026-05-09, decree: SE 2}]
"""
    with pytest.raises(
        SetupError, match=r"^calendar.yaml, baris \d+, bagian [\w.]+: hari ini tidak punya jam buka. Tulis hours.$"
    ):
        days.days(home(layer))


def test_a_calendar_needs_the_national_layer_and_all_seven_days(home):
    with pytest.raises(
        SetupError, match=r"^calendar.yaml, baris \d+, bagian [\w.]+: lapis national belum ada. Tambahkan"
    ):
        days.days(home(calendar_text=NATIONAL_ONLY.split("layers:")[0] + 'layers: {"11": {}}\n'))
    with pytest.raises(
        SetupError, match=r"^calendar.yaml, baris \d+, bagian [\w.]+: ada hari tanpa jam buka. Tulis monday"
    ):
        days.days(home(calendar_text=NATIONAL_ONLY.replace("        sunday: tutup\n", "")))


def test_a_year_without_holidays_or_ramadan_is_refused_rather_than_counted_wrong(home):
    longer = NATIONAL_ONLY.replace("to: 2027-12-31}", "to: 2028-12-31}")
    with pytest.raises(SetupError, match=r"^holidays.csv: tahun 2028 belum ada. Tambahkan, atau perpendek range"):
        days.days(home(calendar_text=longer))
    holidays = (SHIPPED / "reference" / "holidays.csv").read_text(encoding="utf-8")
    more = holidays + "2028-01-01,Sat,Tahun Baru Masehi,libur_nasional,SKB\n"
    with pytest.raises(SetupError, match=r"^calendar.yaml, baris \d+, bagian [\w.]+: tahun 2028 belum ada. Tambahkan"):
        days.days(home(calendar_text=longer, holidays=more))


def test_an_empty_calendar_is_refused(home):
    with pytest.raises(SetupError, match=r"^calendar.yaml, baris 1, bagian teratas: harus berupa pasangan"):
        days.days(home(calendar_text=""))


def test_the_days_of_a_home_are_built_in_arrays_and_not_one_by_one(home):
    place = home(LAYERS)
    steps = []
    sys.setprofile(lambda frame, event, _: steps.append(event) if event == "call" else None)
    try:
        days.days(place)
    finally:
        sys.setprofile(None)
    assert len(steps) < 20_000, "the calls of a few arrays, whatever the number of days"
