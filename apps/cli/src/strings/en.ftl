# Words of the command line alone. Those about a forecast or a file come from packages/diary/strings.
# One thing to fix in each sentence; never a value from a diary.

## Help

help =
    Tidetable keeps a cycle diary and says honestly when the next period is likely.

      serve      the app, for a browser on this machine
      forecast   when the next period is likely, from a diary file
      explain    why that forecast is what it is
      record     how past forecasts compare with what came
      import     what a diary file holds, without storing it
      demo       a forecast from a made-up diary

    { $program } COMMAND --help says more. --version prints the version.
    It is a diary and a planner: not a contraceptive, not a diagnosis.
help-serve =
    { $usage }

    Serves the app on this machine and says where. Ctrl+C stops it.

      --port PORT      port to listen on, 0 for any free one (default { $port })
      --data-dir DIR   folder for what the server keeps, made for its owner only;
                       until something is kept there it stays empty
help-forecast =
    { $usage }

    Says when the next period is likely. FILE may be in any format that
    { $program } import --help lists. Nothing is stored.

      --today DATE     forecast as of this day, YYYY-MM-DD; entries after it are
                       left out
      --json           one line of JSON, schema tidetable.forecast/1
      --cohort COHORT  for research: one JSON line for each cycle of a CSV file
                       with the columns person, cycle, length, ovulation_day,
                       period_length and age
      --no-color       no colour; NO_COLOR does the same
help-explain =
    { $usage }

    Says why the forecast is what it is: which cycles it uses, which are left
    out and why, how much of it is what is common. Nothing is stored.

      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --json           one line of JSON, schema tidetable.explanation/1
      --no-color       no colour; NO_COLOR does the same
help-record =
    { $usage }

    Says how past forecasts compare with the starts that came. Forecasts that
    the app has shown are in its own files; of any other file they are made
    again, from what it says of the days up to then. Nothing is stored.

      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --json           one line of JSON, schema tidetable.record/1
      --no-color       no colour; NO_COLOR does the same
help-import =
    { $usage }

    Says what FILE holds, what would be skipped, and why. Nothing is stored.

      --from FORMAT    one of those below, when it cannot be told from the file;
                       auto (default) finds it out
      --dry-run        needed: the command line keeps no diary of its own
      --json           one line of JSON, schema tidetable.import/1

    Formats:
help-demo =
    { $usage }

    Makes up a diary and forecasts from it. Nothing is stored.

usage-serve = { $program } serve [--port { $port }] [--data-dir DIR]
usage-forecast = { $program } forecast FILE [--today YYYY-MM-DD] [--json]
usage-explain = { $program } explain FILE [--today YYYY-MM-DD] [--json]
usage-record = { $program } record FILE [--today YYYY-MM-DD] [--json]
usage-import = { $program } import FILE [--from auto|FORMAT] --dry-run [--json]
usage-demo = { $program } demo
usage-any = { $program } serve | forecast | explain | record | import | demo

## Usage

usage = Usage: { $usage }
usage-no-command = Which command?
usage-unknown-command = There is no command { $word }.
usage-unknown-option = There is no option { $word } here.
usage-value-missing = { $word } needs a value.
usage-value-unwanted = { $word } takes no value.
usage-file-missing = Which file?
usage-argument-unwanted = That is one word too many.
usage-today-invalid = --today needs a real day, written YYYY-MM-DD.
usage-port-invalid = --port needs a whole number from 0 to 65535.
usage-cohort-not-alone = --cohort names its own file and goes with --json only.
usage-cohort-needs-json = --cohort needs --json.
usage-dry-run-missing = The command line stores nothing. Add --dry-run to see what the file holds, or import it in the app: { $program } serve.
usage-format-unknown = --from needs auto or one of: { $formats }.

## Files

file-missing = There is no file { $file }.
file-directory = { $file } is a folder, not a file.
file-forbidden = { $file } may not be read by this account.
file-too-large = { $file } is larger than { $megabytes } MB, more than a diary needs.
file-unreadable = { $file } could not be read.

problem-of-file = { $file }: { $problem }
problem-in-file = { $file }, { $where }: { $problem }
problem-in-place = { $where }: { $problem }
problems-more =
    { $count ->
        [one] One more; { $program } import { $file } --dry-run lists it.
       *[other] And { $count } more; { $program } import { $file } --dry-run lists them.
    }

## Forecast

forecast-heading =
    { $day ->
        [none] { $today }.
       *[other] { $today }. Day { $day } of this cycle.
    }
strip-odds = One dot is one chance in twenty.
forecast-refused = No forecast is made from a part of a file.
forecast-left-out =
    { $days ->
        [one] One day after { $today } was left out.
       *[other] { $days } days after { $today } were left out.
    }

## Cohort

cohort-progress = { $done } of { $all } rows.
cohort-no-rows = { $file }: expected a header and at least one row.
cohort-column-missing = { $file }, line 1: expected a column named { $column }.
cohort-row-shape = { $file }, line { $line }: expected { $expected } cells, found { $cells }.
cohort-row-long = { $file }, line { $line }: expected a row of at most 16 kB. Is a quote left open?
cohort-mixed = { $file }: its people are mixed, and { $rows } rows are more than the { $most } that can be. Sort it by person.
cohort-order = { $file }, line { $line }: expected this person's cycles oldest first, each once.
cohort-value =
    { $file }, line { $line }, { $column }: expected { $column ->
        [person] a name
        [cycle] a whole number from 0 to 1000000
        [age] years from 5 to 120, or nothing
        [period_length] whole days from 1 to 1000, or nothing
       *[other] whole days from 1 to 10000, or nothing
    }.

## Import

import-heading = { $file }: { $format }.
import-days =
    { $days ->
        [one] One day is recorded.
       *[other] { $days } days are recorded.
    }
import-starts =
    { $starts ->
        [0] No period starts.
        [one] One period starts, on { $first }.
       *[other] { $starts } periods start, the first on { $first } and the last on { $last }.
    }
import-skipped = Skipped ({ $count })
import-odd = Kept, but worth a look ({ $count })
import-unknown = Not understood and left out ({ $count })
import-name = { $name }
import-clean = Everything in it was understood.
import-stored = Nothing was stored.

## Serve

serve-listening = Tidetable runs at { $address }. Ctrl+C stops it.
serve-stopped = Tidetable has stopped.
serve-fault = A request could not be answered ({ $name }).
serve-already-runs = Tidetable already runs at { $address }.
serve-port-taken = Another program has port { $port }. Choose one: { $program } serve --port { $other }.
serve-port-forbidden = This account may not listen on port { $port }. Choose one above 1023.
serve-host-unknown = This machine has no address 127.0.0.1 to listen on.
serve-app-missing = The app is not built. Build it first: npm run build.
serve-data-folder = { $folder } could not be made ({ $code }).

## Demo

demo-heading = A made-up diary of { $cycles } cycles. Nothing is stored.
demo-next = To keep a diary of your own: { $program } serve
demo-file = To forecast from a diary you have: { $program } forecast FILE

## The world

failed = Something failed that should not ({ $name }). Nothing of your diary is shown below.
