# Every word about calendars that come in and go out, in the app and in the terminal alike.
# A problem says what was expected and where, never what stood there.

## Titles of entries. Neutral ones say nothing to whoever sees the calendar.

calendar-name-neutral = T.
calendar-name-plain = Tidetable
calendar-title-neutral-ready = T. – ready from today
calendar-title-neutral-plan = T. – planned
calendar-title-neutral-dose = T. – due today
calendar-title-neutral-order = T. – order by today
calendar-title-neutral-pick-up = T. – pick up by today
calendar-title-plain-ready = Be ready for a period from today
calendar-title-plain-plan = { $name }
calendar-title-plain-dose = { $name }
calendar-title-plain-order = Order { $name } by today
calendar-title-plain-pick-up = Pick up { $name } by today

## Calendars that cannot be read

calendar-refused-empty = The file is empty; I expected a calendar in it.
calendar-refused-binary = The file is not text; I expected a calendar (.ics).
calendar-refused-too-large =
    { $unit ->
        [mebibytes] The file is larger than the { $limit } MiB that I read.
        [events] The calendar has more than the { $limit } events that I read.
       *[problems] The calendar has more than { $limit } problems; I expected fewer.
    }
calendar-refused-not-a-calendar = Line { $line }: I expected a calendar (.ics), which begins with BEGIN:VCALENDAR.
calendar-refused-bad-line = Line { $line }: I expected a name and a value, such as VERSION:2.0.
calendar-refused-cut-short = Line { $line }: a { $component } begins here and never ends; I expected the rest of the file.
calendar-refused-wrong-end = Line { $line }: I expected END:{ $component }.
calendar-refused-too-deep = Line { $line }: I expected at most { $limit } components inside each other.

## Events that are left out; the others are read

calendar-left-out-bad-line = Line { $line }, { $component }: expected a name and a value, so this one is left out.
calendar-left-out-line-too-long = Line { $line }, { $component }: expected a shorter line, so this one is left out.
calendar-left-out-start-missing = Line { $line }, { $component }: expected a DTSTART, so this one is left out.
calendar-left-out-not-a-date = Line { $line }, { $component }: expected a real day or time, so this one is left out.
calendar-left-out-not-a-rule = Line { $line }, { $component }: expected one rule of repeating that can be followed, so this one is left out.
calendar-left-out-repeats-within-a-day = Line { $line }, { $component }: expected one repeat a day at most, so this one is left out.
calendar-left-out-ends-before-start = Line { $line }, { $component }: expected an end that is not before the start, so this one is left out.
calendar-left-out-too-long = Line { $line }, { $component }: expected an event of three years at most, so this one is left out.
calendar-left-out-unknown-zone = Line { $line }, { $component }: I do not know its time zone, so this one is left out.
calendar-left-out-range = Line { $line }, { $component }: it changes several repeats at once, which I cannot follow, so this one is left out.
calendar-left-out-too-many-dates = Line { $line }, { $component }: expected fewer dates in one event, so this one is left out.
calendar-left-out-too-many-repeats = Line { $line }, { $component }: it repeats more often than I can follow, so this one is left out.
calendar-left-out-not-an-event = Line { $line }, { $component }: expected an event, so this one is left out.
