# Words of the command line alone. Those about a forecast or a file come from packages/diary/strings.
# One thing to fix in each sentence; never a value from a diary.

## Help

help =
    Tidetable keeps a cycle diary and says honestly when the next period is likely.

      serve      the app and the relay between devices
      forecast   when the next period is likely, from a diary file
      explain    why that forecast is what it is
      record     how past forecasts compare with what came
      plan       which days are best for a trip, or how one date stands
      rota       which two duties to swap, from a rota and diary files
      people     who may see what, from a diary's backup
      schedule   what is due, and by when to order it, from a diary file
      import     what a diary file holds, without storing it
      export     a diary as a calendar, or in Tidetable's own format
      backup     all that a relay keeps, in one file
      verify     whether a backup or a diary file is whole
      restore    a relay, or a diary, from its backup
      doctor     how a relay on this machine is doing, and what to do
      demo       a forecast from a made-up diary

    { $program } COMMAND --help says more. --version prints the version.
    It is a diary and a planner: not a contraceptive, not a diagnosis.
help-serve =
    { $usage }

    Serves the app on this machine and says where; the same address is the relay
    that carries sealed records between devices and cannot read them. Ctrl+C
    stops it. Nothing has to be set up.

      --port PORT      port to listen on, 0 for any free one (default { $port })
      --host ADDRESS   address to listen on instead of this machine alone;
                       browsers elsewhere need HTTPS in front of it
      --data-dir DIR   folder for what the relay keeps, made for its owner only;
                       doctor says which it is by default
      --database URL   PostgreSQL instead of the folder, postgres://USER@HOST/NAME;
                       the folder then keeps only the list of what was deleted
      --invite RULE    who may bring a diary here: open, everybody; first, the
                       first without an invite and all others with it (default);
                       always, nobody without it
      --connect ORIGIN another relay that this app may speak with; may be repeated
      --public-host H  the name others reach this by, such as diary.example.org;
                       needed behind a proxy, or wherever it is none of this
                       machine's own names and addresses
      --push-service ORIGIN
                       another service that may be asked to deliver sealed
                       notices, beside those of the common browsers; may be
                       repeated
      --push-contact ADDRESS
                       where such a service may write to whoever runs this
                       relay, mailto:NAME@HOST or https://HOST; without it they
                       are told the --public-host

    TIDETABLE_DATA_DIR and TIDETABLE_DATABASE do the same as the options.
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
help-plan =
    { $usage }

    Says which N days in a row, between two dates, are the least likely to meet
    bleeding, and which of them are about the same; how one date stands, where
    --from and --to are that date and --days is 1; and when it is too early to
    say. Nothing is stored.

      --from DATE      between this day, YYYY-MM-DD,
      --to DATE        and this one, both included; at most two years ahead
      --days N         days in a row, from 1 to 60
      --avoid WHAT     bleeding (default), days-before or both
      --days-before N  how many days before a start are hard, from 1 to 10
                       (default 2)
      --calendar FILE  an .ics file; days on which it has something are left
                       out; may be repeated
      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --json           one line of JSON, schema tidetable.plan/1
      --no-color       no colour; NO_COLOR does the same
help-rota =
    { $usage }

    Says which two duties to swap, so that the highest chance of bleeding on a
    duty falls, for one person or for several. ROTA is CSV with the columns date,
    person and, if you like, duty, or an .ics file with a name in each title.
    Nothing is stored.

      --person NAME=FILE
                       a name that the rota has, and the file with that person's
                       diary; may be repeated
      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --json           one line of JSON, schema tidetable.rota/1
      --no-color       no colour; NO_COLOR does the same
help-people =
    { $usage }

    Says who may see what: each person, until when, and what that person sees
    now; then the devices that have all of it. FILE is a diary's backup, which
    its twelve words open: at the prompt, through a pipe, or in TIDETABLE_WORDS.
    Nothing is stored, and nobody is told.

      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --json           one line of JSON, schema tidetable.people/1
      --no-color       no colour; NO_COLOR does the same
help-schedule =
    { $usage }

    Says what is due on the days to come, and by when to order it and to pick it
    up, from the schedules in FILE, which the app has saved. What follows the
    cycle goes by the forecast. Nothing is stored.

      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --days N         how many days, from 1 to 366 (default 30)
      --json           one line of JSON, schema tidetable.schedule/1
      --no-color       no colour; NO_COLOR does the same
help-import =
    { $usage }

    Says what FILE holds, what would be skipped, and why. Nothing is stored.

      --from FORMAT    one of those below, when it cannot be told from the file;
                       auto (default) finds it out
      --dry-run        needed: the command line keeps no diary of its own
      --json           one line of JSON, schema tidetable.import/1

    Formats:
help-export =
    { $usage }

    Writes a diary to stdout in another format. FILE may be in any format that
    { $program } import --help lists. Nothing is stored.

      --format ics     a calendar: the day to be ready from, plans, what is due,
                       and by when to order it; whole days that keep nobody from
                       anything
      --format json    a diary file, schema tidetable.diary/1

    For a calendar:

      --today DATE     as of this day, YYYY-MM-DD; entries after it are left out
      --titles STYLE   neutral, which say nothing to whoever sees the calendar
                       (default), or plain, with names and the forecast
      --horizon DAYS   how far ahead, from 1 to 400 (default 60)

    An entry has the same UID in every file about the same cycle, plan or day,
    and a SEQUENCE that rises with the days, so that a calendar which takes in a
    newer file replaces what it had. Whoever sees the calendar sees its days.
help-backup =
    { $usage }

    Writes all that a relay keeps into FILE, while it may go on serving. FILE is
    read back before it gets its name. It fits SQLite and PostgreSQL alike. What
    the relay cannot read stays sealed in it.

      --data-dir DIR   the relay's folder, if it is not the usual one
      --database URL   the relay's PostgreSQL, postgres://USER@HOST/NAME
      --force          put it in the place of a file of that name
help-verify =
    { $usage }

    Says what FILE is, a relay's backup, a diary's backup or a diary, and whether
    it is whole. A diary's backup is opened too if its twelve words are given: at
    the prompt, through a pipe, or in TIDETABLE_WORDS. Nothing is stored.

      --json           one line of JSON, schema tidetable.verify/1
help-restore =
    { $usage }

    Brings a relay's backup into a relay that has nothing yet, all of it or
    nothing; what was deleted there stays deleted. Stop serve first.
    Of a diary's backup, which its twelve words open, it writes a diary file.

      --data-dir DIR   the relay's folder, if it is not the usual one
      --database URL   the relay's PostgreSQL, postgres://USER@HOST/NAME
      --to OUT.json    for a diary's backup: the file to write, readable by its
                       owner only and sealed by nothing
      --force          put it in the place of a file of that name
help-doctor =
    { $usage }

    Looks at all that a relay on this machine needs, says how each stands, and
    what to do. It ends with 1 where there is something to do. With an address it
    asks that relay what a browser would find there, and nothing here.

      --data-dir DIR   the relay's folder, if it is not the usual one
      --database URL   the relay's PostgreSQL, postgres://USER@HOST/NAME
      --port PORT      the port that serve uses (default { $port })
      --backup FILE    the newest backup, to be looked at too
      --json           one line of JSON, schema tidetable.doctor/1
help-demo =
    { $usage }

    Makes up a diary and forecasts from it. Nothing is stored.

usage-serve = { $program } serve [--port { $port }] [--data-dir DIR] [OPTION ...]
usage-forecast = { $program } forecast FILE [--today YYYY-MM-DD] [--json]
usage-explain = { $program } explain FILE [--today YYYY-MM-DD] [--json]
usage-record = { $program } record FILE [--today YYYY-MM-DD] [--json]
usage-plan = { $program } plan FILE --from DATE --to DATE --days N [--calendar FILE] [--today YYYY-MM-DD] [--json]
usage-rota = { $program } rota ROTA --person NAME=FILE [--person NAME=FILE] [--today YYYY-MM-DD] [--json]
usage-people = { $program } people FILE [--today YYYY-MM-DD] [--json]
usage-schedule = { $program } schedule FILE [--today YYYY-MM-DD] [--days N] [--json]
usage-import = { $program } import FILE [--from auto|FORMAT] --dry-run [--json]
usage-export = { $program } export FILE --format ics|json [--today YYYY-MM-DD] [--titles neutral|plain] [--horizon DAYS]
usage-backup = { $program } backup FILE [--data-dir DIR] [--database URL] [--force]
usage-verify = { $program } verify FILE [--json]
usage-restore = { $program } restore FILE [--data-dir DIR] [--database URL] | --to OUT.json [--force]
usage-doctor = { $program } doctor [ADDRESS] [--data-dir DIR] [--database URL] [--port { $port }] [--backup FILE] [--json]
usage-demo = { $program } demo
usage-any = { $program } serve | forecast | explain | record | plan | rota | people | schedule | import | export | backup | verify | restore | doctor | demo

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
usage-schedule-days-invalid = --days needs a whole number from 1 to 366.
usage-plan-incomplete = Between which dates, and how many days? --from, --to and --days say so.
usage-plan-date-invalid = { $word } needs a real day, written YYYY-MM-DD.
usage-plan-backwards = --to lies before --from.
usage-plan-days-invalid = --days needs a whole number from 1 to 60.
usage-plan-unanswerable = { $problem }
usage-avoid-invalid = --avoid needs bleeding, days-before or both.
usage-days-before-invalid = --days-before needs a whole number from 1 to 10.
usage-days-before-unwanted = --days-before goes with --avoid days-before or --avoid both.
usage-person-invalid = --person needs a name and a file, NAME=FILE, and each name once.
usage-person-missing = Whose chances? --person NAME=FILE says so.
usage-port-invalid = --port needs a whole number from 0 to 65535.
usage-database-invalid = A database needs an address such as postgres://USER@HOST/NAME.
usage-invite-invalid = --invite needs open, first or always.
usage-connect-invalid = --connect needs an address without a path, such as https://relay.example.
usage-public-host-invalid = --public-host needs a name as it stands in the address, such as diary.example.org.
usage-push-service-invalid = --push-service needs an https address without a path, such as https://push.example; http only for localhost.
usage-push-contact-invalid = --push-contact needs mailto:NAME@HOST or an https address.
usage-address-invalid = An address to ask begins with https:// or http://.
usage-address-not-alone = An address goes without what concerns this machine.
usage-to-not-alone = --to is for a diary's backup and goes without --data-dir and --database.
usage-to-missing = This is a diary's backup. Name the file to write: --to OUT.json.
usage-to-unwanted = This is a relay's backup; --to is for a diary's.
usage-cohort-not-alone = --cohort names its own file and goes with --json only.
usage-cohort-needs-json = --cohort needs --json.
usage-dry-run-missing = The command line stores nothing. Add --dry-run to see what the file holds, or import it in the app: { $program } serve.
usage-export-format-invalid = --format needs ics or json; there are no others yet.
usage-export-not-a-calendar = --titles and --horizon are for --format ics.
usage-export-titles-invalid = --titles needs neutral or plain.
usage-export-horizon-invalid = --horizon needs a whole number from 1 to 400.
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

write-exists = There is a file { $file } already. --force replaces it.
write-failed = { $file } could not be written ({ $code }).

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

## Schedule

schedule-none = There are no schedules in { $file }.
schedule-due-title = What is due
schedule-due-none = Nothing is due in these days.
schedule-due-day = { $date }: { $doses }
schedule-due-done = { $dose }, recorded
schedule-name = { $name }
schedule-about = { $rhythm }. { $sentences }

## Plans and rotas

calendar-left-out =
    { $file }: { $problem }{ $more ->
        [0] {""}
        [one] {" "}One more is left out too.
       *[other] {" "}{ $more } more are left out too.
    }
rota-duty =
    { $named ->
        [no] { $person }
       *[yes] { $person }, { $what }
    }
rota-more =
    { $more ->
        [one] One more duty.
       *[other] { $more } more duties.
    }
rota-person-absent = { $file } has no duty of { $name }.
rota-person-unknown = { $name }: { $sentence }

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

## Export

export-refused = Nothing is written from a part of a file.
export-nothing = There is nothing for a calendar in { $file }.

## Serve

serve-listening = Tidetable runs at { $address }. Ctrl+C stops it.
serve-stopped = Tidetable has stopped.
serve-fault = A request could not be answered ({ $name }).
serve-already-runs = Tidetable already runs at { $address }.
serve-port-taken = Another program has port { $port }. Choose one: { $program } serve --port { $other }.
serve-port-forbidden = This account may not listen on port { $port }. Choose one above 1023.
serve-host-unknown = This machine has no address { $host } to listen on.
serve-app-missing = The app is not built. Build it first: npm run build.
serve-invite-first = The first diary needs no invite here; every other one needs this: { $invite }
serve-invite-always = Whoever brings a diary here needs this invite: { $invite }
serve-invite-open = Whoever reaches this address may bring a diary here.
serve-beyond = Browsers on other machines need HTTPS in front of it.
serve-sync-failed = The disk did not confirm what was written, so nothing more is accepted. Look at the disk, then start again.

## A relay's data

data-folder = the data folder
data-database = the database
data-none = No relay has kept anything in { $folder } yet.
data-folder-unmade = { $folder } could not be made ({ $code }).
data-folder-unmade-usual = The data folder could not be made ({ $code }). Choose one: --data-dir DIR.
data-folder-unwritable = This account may not write in { $folder }.
data-taken =
    { $process ->
        [none] Another Tidetable has this data in use.
       *[other]
            { $address ->
                [none] Another Tidetable, process { $process }, has this data in use.
               *[other] Tidetable already serves this data, as process { $process } at { $address }.
            }
    }

trouble-sqlite-full = There is no room left where { $folder } lies.
trouble-sqlite-read-only = Nothing can be written in { $folder }.
trouble-sqlite-corrupt = The database in { $folder } is damaged. Restore the newest backup into a new folder: { $program } restore FILE --data-dir DIR.
trouble-sqlite-sync-failed = The disk did not confirm what was written in { $folder }.
trouble-sqlite-unreachable = The database in { $folder } could not be opened.
trouble-sqlite-refused = This account may not use { $folder }.
trouble-sqlite-newer-schema = A later version of Tidetable wrote the database in { $folder }. Use that version, or a later one.
trouble-sqlite-unsafe-settings = SQLite could lose what it has confirmed in { $folder }: it does not take the settings that prevent it.
trouble-postgres-full = PostgreSQL has no room left.
trouble-postgres-read-only = PostgreSQL takes no changes there.
trouble-postgres-corrupt = What PostgreSQL holds is damaged. Restore the newest backup into a new database: { $program } restore FILE --database URL.
trouble-postgres-sync-failed = The disk did not confirm what was written in { $folder }.
trouble-postgres-unreachable = PostgreSQL does not answer.
trouble-postgres-refused = PostgreSQL does not let this user in, or has no such database.
trouble-postgres-newer-schema = A later version of Tidetable wrote this database. Use that version, or a later one.
trouble-postgres-unsafe-settings = PostgreSQL could lose what it has confirmed. Set fsync and synchronous_commit to on.

## Backup

backup-done =
    { $vaults ->
        [0] No diary is there yet; { $file } says so ({ $size }).
        [one] One diary, sealed, is in { $file } ({ $size }).
       *[other] { $vaults } diaries, sealed, are in { $file } ({ $size }).
    }
backup-stopped = Stopped. No backup was written.
backup-misread = What was written to { $file } does not read back as it should, and was not kept. Look at the disk.
backup-not-a-backup = { $file } is no backup.
backup-later-version = A later version of Tidetable wrote { $file }. Use that version, or a later one.
backup-cut-short = { $file } is not whole: it ends too early, at byte { $at }.
backup-broken = { $file } is damaged, at byte { $at } or soon after.
diary-backup-broken = { $file } is damaged: it begins as a diary's backup and does not go on as one.

verify-relay-backup =
    { $file } is a relay's backup, whole: { $vaults ->
        [0] no diary
        [one] one diary
       *[other] { $vaults } diaries
    }, sealed, in { $entries ->
        [0] no entry
        [one] one entry
       *[other] { $entries } entries
    }, { $size }.
verify-diary-backup-closed = { $file } is a diary's backup. Only its form was looked at; its twelve words tell whether it opens.
verify-diary-backup =
    { $file } is a diary's backup, whole: { $days ->
        [one] one day
       *[other] { $days } days
    }, { $devices ->
        [one] one device
       *[other] { $devices } devices
    }.
verify-diary =
    { $file } is a diary, whole: { $days ->
        [one] one day
       *[other] { $days } days
    }. { $format }.
verify-diary-skipped =
    { $skipped ->
        [one] { $file } is a diary, but one thing in it makes no sense; { $program } import { $file } --dry-run lists it.
       *[other] { $file } is a diary, but { $skipped } things in it make no sense; { $program } import { $file } --dry-run lists them.
    }

words-prompt = Its twelve words (they are not shown):{" "}
words-prompt-verify = Its twelve words (they are not shown), or Enter to go without:{" "}
words-needed = The twelve words are needed: at a terminal, through a pipe, or in TIDETABLE_WORDS.
words-word-count =
    { $count ->
        [one] That is one word; { $file } opens with twelve.
       *[other] These are { $count } words; { $file } opens with twelve.
    }
words-unknown-word = Word { $position } is not on the list of words. Look at it again.
words-checksum = One of the words is not the one that was written down, or two changed places.
words-other-words = These words do not open { $file }: they are another diary's, or the file was changed.

restore-done =
    { $vaults ->
        [0] No diary was restored: the backup has none that may be here.
        [one] One diary was restored.
       *[other] { $vaults } diaries were restored.
    } { $deleted ->
        [0] {""}
        [one] One was deleted here, and stays deleted.
       *[other] { $deleted } were deleted here, and stay deleted.
    }
restore-invite = The invite is a new one; serve says it.
restore-not-empty = There are diaries in { $where } already; a backup fits only where there is none.
restore-diary-done =
    { $days ->
        [one] One day was written to { $file }, sealed by nothing.
       *[other] { $days } days were written to { $file }, sealed by nothing.
    }
restore-without-sharing = A diary file does not hold what you share with people; { $program } people { $file } lists it.
restore-left-out =
    { $count ->
        [one] One record of a later version was left out.
       *[other] { $count } records of a later version were left out.
    }

## Doctor

doctor-mark-fine = fine
doctor-mark-look = look
doctor-end =
    { $count ->
        [0] Nothing is to be done.
        [one] One thing is to be done.
       *[other] { $count } things are to be done.
    }
doctor-node-fine = Node { $version }.
doctor-node-old = Node { $version } is too old: 20.19 or later is needed.
doctor-app-fine = The app is built.
doctor-app-missing = The app is not built. Build it: npm run build.
doctor-folder-fine = The data folder { $folder } is for its owner only.
doctor-folder-missing = The data folder { $folder } is not there yet; serve makes it.
doctor-folder-file = { $folder } is no folder. Name another, or move that file away.
doctor-folder-forbidden = This account may not look into { $folder }. Use the account that serves, or give it the folder.
doctor-folder-unwritable = This account may not write in { $folder }. Use the account that serves, or give it the folder.
doctor-folder-open = Other accounts may look into { $folder }. Close it: chmod 700.
doctor-room-fine = { $free } are free there.
doctor-room-little = Only { $free } are free there. Make room before it is full.
doctor-database-opens = The database opens and is of this version.
doctor-database-none = No relay has kept anything there yet.
doctor-database-trouble = { $said }
doctor-sqlite-fine =
    SQLite { $version }, { $driver ->
        [node] the one inside Node
       *[package] from its package
    }: the database opens, is of this version, and is whole. What it confirms is on the disk.
doctor-sqlite-damaged = SQLite { $version } finds the database damaged. Back up what is left, and restore the newest backup into a new folder: { $program } restore FILE --data-dir DIR.
doctor-postgres-fine = PostgreSQL { $version }: what it confirms is on the disk (fsync on, synchronous_commit { $commit }).
doctor-postgres-unsynced = PostgreSQL { $version } could lose what it has confirmed (fsync { $fsync }, synchronous_commit { $commit }). Set both to on.
doctor-pages-torn = full_page_writes is off: a power cut can damage pages. Set it to on.
doctor-checksums-on = Its data checksums are on.
doctor-checksums-off = Its data checksums are off. pg_checksums --enable turns them on while it is stopped; every record has a hash of its own all the same.
doctor-rows-fine = Every record matches its hash, and none is missing.
doctor-rows-damaged = Some records are damaged or missing. Restore the newest backup into a new place: { $program } restore FILE.
doctor-totals-are =
    { $vaults ->
        [0] No diary is there yet.
        [one] One diary, sealed, { $size } in all.
       *[other] { $vaults } diaries, sealed, { $size } in all.
    }
doctor-letterboxes-are =
    { $letterboxes ->
        [0] No letterbox
        [one] One letterbox
       *[other] { $letterboxes } letterboxes
    }{ $queues ->
        [0] {", "}no queue of notices
        [one] {", "}one queue of notices
       *[other] {", "}{ $queues } queues of notices
    }{ $feeds ->
        [0] {" "}and no calendar feed.
        [one] {" "}and one calendar feed.
       *[other] {" "}and { $feeds } calendar feeds.
    }
doctor-invite-is = The invite for another diary: { $invite }
doctor-port-free = Port { $port } is free; nothing serves there now.
doctor-port-answers = A relay answers at { $address }.
doctor-port-taken = Another program has port { $port }. Choose one: { $program } serve --port PORT.
doctor-backup-fine =
    { $file } is whole, and { $days ->
        [0] from today.
        [one] one day old.
       *[other] { $days } days old.
    }
doctor-backup-old = { $file } is whole, but { $days } days old. Make another: { $program } backup FILE.
doctor-backup-missing = There is no file { $file }. Make a backup: { $program } backup FILE.
doctor-backup-unreadable = { $file } cannot be read.
doctor-backup-broken = { $file } is no whole backup. Make another: { $program } backup FILE.

doctor-relay-answers = A relay answers at { $address }.
doctor-relay-silent = Nobody answers at { $address }.
doctor-relay-other = Something answers at { $address }, but no Tidetable.
doctor-scheme-https = It answers over HTTPS.
doctor-scheme-own = It answers on this machine, where browsers do without HTTPS.
doctor-scheme-plain = It answers over plain HTTP, where browsers open no diary. Put HTTPS in front of it.
doctor-policy-strict = Pages from there may load nothing from elsewhere.
doctor-policy-missing = Its content security policy is missing. Let the proxy in front pass headers on.
doctor-policy-other = Its content security policy is not Tidetable's. Let the proxy in front pass headers on unchanged.
doctor-sharing-open = Apps from other addresses may use it as their relay.
doctor-sharing-closed = Apps from other addresses cannot use it as their relay. Let the proxy in front pass OPTIONS requests and headers on.

## People

people-none = You share nothing with anybody.
people-name = { $name }
people-nameless = Somebody without a name
people-state =
    { $state ->
        [ended] Ended.
        [left] Ended: they did not want it any more.
        [unsigned] Its signature does not hold, so nothing is shared.
        [lapsed] Over; its last day has passed.
        [paused] Paused.
        [not-accepted] Invited, not accepted yet.
        [not-begun] Not begun yet.
       *[in-force] In force.
    }
people-called = To them you are { $called }
people-agreed = You agreed to:
people-sees = Sees now:
people-feeds = Calendar feeds
people-feed =
    { $state ->
        [ended] Ended.
        [over] Over; its last day was { $last }.
       *[read] Whoever has its address reads it until { $last }.
    } { $titles ->
        [plain] Titles in full.
       *[neutral] Neutral titles.
    }
people-feed-part =
    { $part ->
        [forecast] The next time to be ready.
        [plans] Plans.
       *[schedules] What is due, to be ordered and to be picked up.
    }
people-devices = Devices that have all of it
people-as-of =
    { $grants ->
        [0] This is how { $file } has it. What changed since is not in it.
       *[other] This is how { $file } has it. What changed since is not in it, and a screen without contact keeps what it had for two days at most.
    }
people-no-grants-here = { $file } is a diary and holds no grants; they are in a diary's backup, made in the app.
people-relay-backup = { $file } is a relay's backup. What is in it is sealed; a diary's own backup has the grants.

## Demo

demo-heading = A made-up diary of { $cycles } cycles. Nothing is stored.
demo-next = To keep a diary of your own: { $program } serve
demo-file = To forecast from a diary you have: { $program } forecast FILE

## The world

failed = Something failed that should not ({ $name }). Nothing of your diary is shown below.
