"""A strict reader of calendars, from RFC 5545 and 7986 alone, sharing no code with the writer.

Usage: python3 scripts/reference/check_calendar.py FILE.ics …
Prints, for each event, its uid, sequence, state, days and title, the days as the zone of the process (TZ) has them, and
then how many events and how many problems there are. Exit code 0 when there are none. Needs Python 3 and nothing else.
"""
import datetime
import re
import sys
import time

ONCE = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
AT_MOST_ONCE = {
    "VCALENDAR": {"CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL", "X-WR-CALNAME", "X-PUBLISHED-TTL"},
    "VEVENT": {
        "CLASS", "DESCRIPTION", "DTEND", "LAST-MODIFIED", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    },
    "VTIMEZONE": set(),
    "STANDARD": set(),
}
TEXT = {"SUMMARY", "DESCRIPTION", "UID", "NAME", "X-WR-CALNAME"}
UTC = re.compile(r"\d{8}T\d{6}Z")
# RFC 5545, 3.1: a name, parameters without quotes (ours has no others), a value without control characters.
LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^\x00-\x1f\x7f\";:,]+)*):([^\x00-\x08\x0a-\x1f\x7f]*)")


class Calendar:
    def __init__(self, data):
        self.problems = []
        self.events = []
        self.read(self.unfold(data))

    def problem(self, line, what):
        self.problems.append(f"line {line}: {what}")

    def unfold(self, data):
        """Content lines with the number of their first line. Folding is undone on octets, and only whole lines are UTF-8."""
        if not data.endswith(b"\r\n"):
            self.problem(data.count(b"\n") + 1, "the last line has no CRLF")
        lines = []
        for number, raw in enumerate(data.split(b"\r\n")[:-1], 1):
            if b"\r" in raw or b"\n" in raw:
                self.problem(number, "a CR or LF stands alone")
            if len(raw) > 75:
                self.problem(number, f"{len(raw)} octets, more than 75")
            try:
                raw.decode("utf-8")
            except UnicodeDecodeError:
                self.problem(number, "cut inside a character, or not UTF-8")
            if raw[:1] in (b" ", b"\t") and lines:
                lines[-1][1] += raw[1:]
            else:
                lines.append([number, bytearray(raw)])
        return [(number, bytes(raw).decode("utf-8", "replace")) for number, raw in lines]

    def read(self, lines):
        stack = []
        for number, line in lines:
            match = LINE.fullmatch(line)
            if not match:
                self.problem(number, "no content line")
                continue
            name, parameters, value = match.groups()
            if name == "BEGIN":
                if not stack and value != "VCALENDAR":
                    self.problem(number, "a calendar was expected")
                stack.append((value, number, {}))
                if len(stack) > 1:
                    stack[-2][2].setdefault("(components)", []).append((number, "", value))
            elif name == "END":
                if not stack or stack[-1][0] != value:
                    self.problem(number, "END of another component")
                    return
                self.component(*stack.pop())
            elif not stack:
                self.problem(number, "a property outside every component")
            else:
                stack[-1][2].setdefault(name, []).append((number, parameters, value))
        if stack:
            self.problem(stack[-1][1], "a component that never ends")

    def component(self, kind, number, properties):
        if kind not in ONCE:
            self.problem(number, f"a {kind} was not expected")
            return
        components = properties.pop("(components)", [])
        if kind == "VCALENDAR" and not components:
            self.problem(number, "a calendar has at least one component")
        for name in ONCE[kind] - set(properties):
            self.problem(number, f"{kind} has no {name}")
        for name, found in properties.items():
            if name not in ONCE[kind] | AT_MOST_ONCE[kind]:
                self.problem(found[0][0], f"{name} was not expected in {kind}")
            if len(found) > 1:
                self.problem(found[1][0], f"{name} comes twice")
            if name in TEXT:
                self.text(*found[0])
        first = {name: found[0] for name, found in properties.items()}
        if kind == "VCALENDAR":
            self.exactly(first, "VERSION", r"2\.0")
            self.exactly(first, "CALSCALE", "GREGORIAN")
            self.exactly(first, "METHOD", "PUBLISH")
            self.exactly(first, "REFRESH-INTERVAL", r"P(\d+[WD]|T\d+[HMS])", ";VALUE=DURATION")
        if kind == "VEVENT":
            self.event(number, first)

    def text(self, number, _parameters, value):
        """RFC 5545, 3.3.11: a backslash is followed by one of four characters, and commas and semicolons by none."""
        if re.sub(r"\\[\\;,Nn]", "", value).strip("\\") != re.sub(r"\\[\\;,Nn]", "", value) or re.search(
            r"[,;\\]", re.sub(r"\\[\\;,Nn]", "", value)
        ):
            self.problem(number, "text that is not escaped as it should be")

    def exactly(self, first, name, pattern, parameters=""):
        if name in first:
            number, given, value = first[name]
            if not re.fullmatch(pattern, value) or given != parameters:
                self.problem(number, f"{name} is not as it should be")

    def date(self, first, name):
        number, parameters, value = first[name]
        if parameters != ";VALUE=DATE" or not re.fullmatch(r"\d{8}", value):
            self.problem(number, f"{name} is no DATE")
            return None
        try:
            return datetime.date(int(value[:4]), int(value[4:6]), int(value[6:]))
        except ValueError:
            self.problem(number, f"{name} is no day")
            return None

    def event(self, number, first):
        for name in ("DTEND", "SEQUENCE", "SUMMARY", "STATUS", "TRANSP", "LAST-MODIFIED"):
            if name not in first:
                self.problem(number, f"an event of ours has {name}")
                return
        if not {"UID", "DTSTAMP", "DTSTART"} <= set(first):
            return
        self.exactly(first, "DTSTAMP", UTC.pattern)
        self.exactly(first, "LAST-MODIFIED", UTC.pattern)
        self.exactly(first, "SEQUENCE", r"0|[1-9]\d{0,9}")
        self.exactly(first, "STATUS", "CONFIRMED|CANCELLED")
        self.exactly(first, "TRANSP", "TRANSPARENT")
        self.exactly(first, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
        self.exactly(first, "CLASS", "PRIVATE")
        start, end = self.date(first, "DTSTART"), self.date(first, "DTEND")
        if start and end:
            if end <= start:
                self.problem(number, "DTEND is exclusive and so is after DTSTART")
            uid = first["UID"][2]
            if any(uid == other[0] for other in self.events):
                self.problem(number, "its UID is another event's")
            title = re.sub(r"\\([\\;,])", r"\1", first["SUMMARY"][2])
            last = end - datetime.timedelta(days=1)
            row = (uid, first["SEQUENCE"][2], first["STATUS"][2], here(start), here(last), title)
            self.events.append(row)


def here(day):
    """The day on which a calendar of this zone shows a date: that of its noon, and of its first hour."""
    noon = time.localtime(time.mktime((day.year, day.month, day.day, 12, 0, 0, 0, 0, -1)))
    early = time.localtime(time.mktime((day.year, day.month, day.day, 1, 30, 0, 0, 0, -1)))
    assert noon[:3] == early[:3]
    return f"{noon.tm_year:04}-{noon.tm_mon:02}-{noon.tm_mday:02}"


def main():
    events = problems = 0
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            calendar = Calendar(file.read())
        for row in calendar.events:
            print("\t".join(row))
        for problem in calendar.problems:
            print(f"{path}, {problem}")
        events += len(calendar.events)
        problems += len(calendar.problems)
    print(f"{events} events, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
