# Every word about files that come in and go out, in the app and in the terminal alike.
# A problem says what was expected, never what stood there. A place is said by where-line or where-field beside it.

## Formats

format-tidetable-json = Tidetable (JSON)
format-ovumcy-json = ovumcy (JSON)
format-drip-csv = drip (CSV)
format-ovumcy-csv = ovumcy (CSV)
format-start-dates-csv = Start dates (CSV)
format-days-csv = One row a day (CSV)

## Places

where-line = line { $line }
where-field = { $path }

## Not taken, or not whole

problem-missing-date = A date was expected here, so this day is left out.
problem-impossible-date = A real day was expected, such as 2026-03-02, so this one is left out.
problem-future-date = A day up to today was expected, so this one is left out.
problem-doubled-day-differs = This day was here before and says something else; the first one counts.
problem-doubled-event-differs = This event was here before and says something else; the first one counts.
problem-doubled-record-differs = One with this id was here before and says something else; the first one counts.
problem-doubled-name = This name was here before with another value; the first one counts.
problem-not-a-value = { $field }: expected { $expected }, so this value is left out.
problem-not-a-value-here = Expected { $expected }, so this value is left out.
problem-excluded-value-here = This is marked as not to be used, so it is left out.
problem-too-long-here = Expected at most { $longest } characters, so the rest is cut off.
problem-excluded-value = { $field } is marked as not to be used, so it is left out.
problem-too-long = { $field }: expected at most { $longest } characters, so the rest is cut off.
problem-too-many-columns = Expected { $expected } columns and found { $found }, so this row is left out.
problem-bad-quotes = Expected a quote only around a whole cell, so this row is left out.

## Taken, but worth a look

problem-doubled-day-same = This day was here before and says the same.
problem-doubled-event-same = This event was here before and says the same.
problem-doubled-record-same = One with this id was here before and says the same.
problem-long-gap =
    { $days ->
        [one] One day since the start before; a start may be missing, or it was a pause.
       *[other] { $days } days since the start before; a start may be missing, or it was a pause.
    }
problem-short-gap =
    { $days ->
        [one] One day since the start before; 10 or more were expected.
       *[other] { $days } days since the start before; 10 or more were expected.
    }
problem-too-few-columns = Expected { $expected } columns and found { $found }; the rest of this row is taken as not recorded.
problem-not-utf8 = Expected text in UTF-8; accented letters from here on may be wrong.

## Files that cannot be read

unreadable-empty = The file is empty; I expected a diary in it.
unreadable-binary = The file is not text; I expected CSV or JSON.
unreadable-truncated = The file ends in the middle; I expected the rest of it.
unreadable-malformed = Brackets, commas or quotes do not fit here; I expected CSV or JSON.
unreadable-too-large =
    { $unit ->
        [mebibytes] The file is larger than the { $limit } MiB that I read.
        [days] The file has more than the { $limit } days that I read.
        [lines] The file has more than the { $limit } lines that I read.
        [columns] The file has more than the { $limit } columns that I read.
       *[levels] The file has more than the { $limit } levels of brackets that I read.
    }
unreadable-too-many-problems = The file has more than { $limit } problems; I expected fewer from a diary.
unreadable-unknown-format = I do not know this format; I expected a column of dates, or an export that I can read.
unreadable-not-this-format = The file is of another format than the one you chose.
unreadable-other-version = The file is from another version of Tidetable; I expected version 1 of the diary.
unreadable-ambiguous-dates = These dates can be day/month or month/day; I expected one of the two, or dates like 2026-03-02.
unreadable-no-days = The file has no day that I can take; I expected at least one.
