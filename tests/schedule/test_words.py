"""Words in, words out, moments between."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CommandError
from bot.schedule import next_firings, parse, say, split_zone, surprises
from bot.schedule.timetable import AtTimes, Cron, Repeating, Timetable

FRIDAY_NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)

SAID = [
    ("weekdays 08:00", "weekdays 08:00"),
    ("daily 07:30 and 17:00", "daily 07:30 and 17:00"),
    ("mondays 9am", "mondays 09:00"),
    ("every monday and thursday at 9:15 pm", "mondays and thursdays 21:15"),
    ("mon-fri at 8", "weekdays 08:00"),
    ("fri-mon 6", "mondays, fridays, saturdays and sundays 06:00"),
    ("weekends noon", "weekends 12:00"),
    ("tues, thurs 7h30", "tuesdays and thursdays 07:30"),
    ("at 8", "daily 08:00"),
    ("8am, 1pm & 6pm", "daily 08:00, 13:00 and 18:00"),
    ("weekly on fridays at 17h", "fridays 17:00"),
    ("every 2 hours between 8 and 18", "every 2 hours between 08:00 and 18:00"),
    ("weekdays hourly", "weekdays every hour"),
    ("every 30 minutes from 9am to 5pm", "every 30 minutes between 09:00 and 17:00"),
    ("cron 0 8 * * 1-5", "cron 0 8 * * 1-5"),
    ("cron 0 8 * * 7", "cron 0 8 * * 7"),
]


@pytest.mark.parametrize(("typed", "said"), SAID, ids=[row[0] for row in SAID])
def test_what_people_type_is_said_back(typed: str, said: str) -> None:
    assert say(parse(typed)) == said


UNCLEAR = [
    ("25:00", "“25:00” is not a time"),
    ("13pm", "“13pm” is not a time"),
    ("daily", "At what time?"),
    ("bananas 8", "“bananas”"),
    ("every 7 minutes", "Repeat every"),
    ("every hour between 18 and 8", "Between two full hours"),
    ("cron 1 2 3", "Not a cron expression"),
    ("cron 0 8 * * * *", "not 5 fields"),
]


@pytest.mark.parametrize(("typed", "text"), UNCLEAR, ids=[row[0] for row in UNCLEAR])
def test_what_is_unclear_is_named(typed: str, text: str) -> None:
    with pytest.raises(CommandError, match=text.replace("?", r"\?")):
        parse(typed)


DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
TIMES = st.sets(
    st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=4
)
TIMETABLES: st.SearchStrategy[Timetable] = st.one_of(
    st.builds(AtTimes, DAYS, TIMES.map(lambda times: tuple(sorted(times)))),
    st.builds(
        lambda days, minutes, hours: Repeating(days, minutes, *sorted(hours)),
        DAYS,
        st.sampled_from([15, 20, 30, 60, 120, 180, 720]),
        st.tuples(st.integers(0, 23), st.integers(0, 23)),
    ),
    st.sampled_from([Cron("0 8 * * 1-5"), Cron("*/15 6-9 1 * *")]),
)


@given(TIMETABLES)
def test_canonical_words_mean_the_same_again(timetable: Timetable) -> None:
    assert parse(say(timetable)) == timetable


def test_a_zone_is_taken_out_of_the_words() -> None:
    assert split_zone("weekdays 08:00 in Europe/Berlin") == (
        "weekdays 08:00",
        "Europe/Berlin",
    )
    assert split_zone("8am UTC") == ("8am", "UTC")
    assert split_zone("sat 8") == ("sat 8", None)
    with pytest.raises(CommandError, match="I know no time zone “Mars/Base”"):
        split_zone("8 Mars/Base")


def test_the_next_three_firings_are_local_hours() -> None:
    coming = next_firings(parse("weekdays 08:00"), "Europe/Berlin", FRIDAY_NOON)

    assert [f"{at:%a %d %H:%M}" for at in coming] == [
        "Mon 30 06:00",
        "Tue 31 06:00",
        "Wed 01 06:00",
    ]


@pytest.mark.parametrize("sunday", ["0", "7", "sun"])
def test_weekdays_are_numbered_as_in_cron(sunday: str) -> None:
    (coming,) = next_firings(Cron(f"0 8 * * {sunday}"), "UTC", FRIDAY_NOON, 1)

    assert f"{coming:%A}" == "Sunday"


def test_a_person_is_told_of_hours_a_clock_change_moves() -> None:
    half_past_two = parse("daily 2:30")
    october = datetime(2026, 10, 20, tzinfo=UTC)

    (skipped,) = surprises(half_past_two, "Europe/Berlin", FRIDAY_NOON)
    (twice,) = surprises(half_past_two, "Europe/Berlin", october)

    assert (f"{skipped.used:%H:%M}", skipped.twice) == ("03:00", False)
    assert (f"{twice.used:%H:%M}", twice.twice) == ("02:30", True)
    assert surprises(parse("daily 8"), "Europe/Berlin", FRIDAY_NOON) == ()


@pytest.mark.parametrize(
    ("text", "rest", "zone"),
    [
        ("weekdays 08:00 Berlin", "weekdays 08:00", "Europe/Berlin"),
        ("mon,wed 7.30pm New York", "mon,wed 7.30pm", "America/New_York"),
        ("daily 8 in Tokyo", "daily 8", "Asia/Tokyo"),
        ("mondays 9 (Paris)", "mondays 9", "Europe/Paris"),
        ("daily noon", "daily noon", None),
        ("sat 8", "sat 8", None),
    ],
)
def test_a_city_is_a_zone(text: str, rest: str, zone: str | None) -> None:
    assert split_zone(text) == (rest, zone)
