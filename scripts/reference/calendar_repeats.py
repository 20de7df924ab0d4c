"""Writes packages/diary/test/calendar/fixtures/repeats.json: rules of RFC 5545 and the days they give, by dateutil.

Usage: python3 scripts/reference/calendar_repeats.py > packages/diary/test/calendar/fixtures/repeats.json
Needs python-dateutil (2.9.0 made the file that is there), which shares no code with ours. Rules on whose meaning the
standard and dateutil differ (BYWEEKNO without a weekday) are not among them.
"""
import json
import random
import sys
from datetime import datetime

from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def some(dice, values, most):
    return dice.sample(values, dice.randint(1, most))


def rule(dice):
    """One rule that somebody might write, and many that nobody would."""
    freq = dice.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = [f"FREQ={freq}"]
    if dice.random() < 0.5:
        parts.append(f"INTERVAL={dice.randint(2, 5)}")
    if dice.random() < 0.3:
        parts.append(f"WKST={dice.choice(DAYS)}")
    if dice.random() < 0.3:
        parts.append(f"BYMONTH={','.join(map(str, some(dice, range(1, 13), 4)))}")
    sets = False
    if freq == "YEARLY" and dice.random() < 0.2:
        parts.append(f"BYYEARDAY={','.join(map(str, some(dice, [-366, -1, 1, 60, 100, 200, 366], 3)))}")
        sets = True
    elif freq == "YEARLY" and dice.random() < 0.2:
        parts.append(f"BYWEEKNO={','.join(map(str, some(dice, [-53, -1, 1, 20, 52, 53], 3)))}")
        parts.append(f"BYDAY={','.join(some(dice, DAYS, 3))}")
        sets = True
    elif freq in ("MONTHLY", "YEARLY") and dice.random() < 0.4:
        parts.append(f"BYMONTHDAY={','.join(map(str, some(dice, [-31, -7, -1, 1, 13, 15, 28, 29, 30, 31], 3)))}")
        sets = True
    if not any(part.startswith("BYDAY") for part in parts) and dice.random() < 0.5:
        numbered = freq in ("MONTHLY", "YEARLY") and not sets and dice.random() < 0.6
        nth = lambda: dice.choice(["", "1", "2", "-1", "-2", "4", "5"]) if numbered else ""
        parts.append(f"BYDAY={','.join(nth() + day for day in some(dice, DAYS, 3))}")
        sets = True
    if sets and freq != "DAILY" and dice.random() < 0.3:
        parts.append(f"BYSETPOS={','.join(map(str, some(dice, [-2, -1, 1, 2, 3], 2)))}")
    if dice.random() < 0.3:
        parts.append(f"COUNT={dice.randint(1, 12)}")
    return ";".join(parts)


def main():
    dice = random.Random(20261123)
    rows = []
    while len(rows) < 400:
        start = datetime(dice.randint(1996, 2026), dice.randint(1, 12), dice.randint(1, 28), 10)
        text = rule(dice)
        if "COUNT" not in text and dice.random() < 0.4:
            text += f";UNTIL={dice.randint(2026, 2030)}{dice.randint(1, 12):02}15T100000"
        dates = []
        for found in rrulestr(text, dtstart=start):
            if found.year > 2030:
                break
            dates.append(found)
        # The standard says nothing of a start that does not fit its own rule, so ours begins on one that does.
        if not dates:
            continue
        if dates[0] != start:
            start = dates[0]
            dates = []
            for found in rrulestr(text, dtstart=start):
                if found.year > 2030:
                    break
                dates.append(found)
            if not dates or dates[0] != start:
                continue
        told = [found.strftime("%Y-%m-%d") for found in dates if found.year >= 2026][:16]
        if told:
            rows.append({"start": start.strftime("%Y-%m-%d"), "rule": text, "from2026": told})
    json.dump(rows, sys.stdout, indent=None, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
