"""When a digest is due: words, timetables, quiet hours, and the alarm that rings.

The door to APScheduler (the alarm clock and nothing more) and cronsim (what a cron
expression means). The truth is the table of schedules.
"""

from bot.schedule.timetable import Timetable, between, next_firings, surprises
from bot.schedule.words import parse, say, split_zone

__all__ = [
    "Timetable",
    "between",
    "next_firings",
    "parse",
    "say",
    "split_zone",
    "surprises",
]
