# Every word the app says besides the forecast (packages/diary/strings/forecast.en.ftl) and the words about files.
# Say: you, people, bleeding, start. Plain, short sentences. Dates and numbers arrive formatted.

app-name = Tidetable

## Getting around

places = Places
place-today = Today
place-calendar = Calendar
place-more = More
back = Back
remove = Remove
dismiss = Close
add = Add
add-named = Add: { $what }

## Keeping

saved = Saved
undo = Undo
said-kept =
    { $done ->
        [undone] Undone.
       *[saved] Saved.
    } { $outlook }
not-kept =
    { $kind ->
        [full] Not saved: this device has no room left. Your diary is as it was before. Free some space and try again.
        [emptied] Not saved: the browser has deleted the diary's storage. Load the page again to see what can be done.
        [unopenable] Not saved: the stored diary does not open. Nothing in it was changed.
        [newer-version] Not saved: a newer version of this app is open in another tab. Use that one, or load this page again.
        [newer-record] Not saved: this day was written by a newer version of the app. It is kept as it is.
       *[other] Not saved: the browser refused to store it. Your diary is as it was before.
    }

## First run

welcome-question = When did your last period start?
welcome-today = Today
welcome-yesterday = Yesterday
welcome-grid = Recent days. Choose the days on which a period started.
welcome-weeks = Recent weeks
welcome-day = { $date }
welcome-day-start = { $date }. A period started.
welcome-earlier = Earlier days
welcome-unknown = I don’t remember
welcome-import = Import a file
welcome-done = Continue
welcome-more-starts = Tap earlier starts to narrow it.
welcome-pattern = Anything that changes your pattern?
welcome-where = What you enter stays on this device, encrypted. No account, no name.

## Today

cycle-day = day { $day }
today-after-entries = Your diary has entries after today. Is the date of this device right?
log-today = Bleeding today
log-yesterday = Bleeding yesterday
switch-to-yesterday = Yesterday
switch-to-today = Back to today
log-more = More
withheld-change = Change
why-link = How this was worked out
level-none = None
level-spotting = Spotting
level-light = Light
level-medium = Medium
level-heavy = Heavy
start-counted = Counted as a start.
start-is-not = Not a start?
start-not-counted = Not counted as a start.
start-is = It is a start
unlogged-question = Was a period around { $date } left out of the diary?
unlogged-not-missed = It was not missed
unlogged-missed = It was, add it
unlogged-unsure = Not sure

## The dot strip

strip-slider = Counted up to
strip-earlier = A day earlier
strip-later = A day later
strip-picture = When it will start: twenty dots, one for each chance in twenty. Started by { $date }: { $count } of 20.
table-show = Show as table
table-hide = Hide the table
chance =
    { $kind ->
        [under-one] under 1 in 20
        [over-nineteen] over 19 in 20
       *[count] { $count } in 20
    }

## Why this forecast

why-all = Show all { $count } cycles
why-change = Leave a cycle out

## How the forecasts did

record-line =
    { $scored ->
        [one] { $inside ->
            [0] The last start came outside the dates I said.
           *[other] The last start came between the dates I said.
        }
       *[other] { $inside } of the last { $scored } starts came between the dates I said.
    }
record-working = Looking back …
record-how = Each forecast you are shown is kept on this device and compared when the next period comes.
record-open-title = Past forecasts
record-open-what = What they said, and what came.
record-open = How the forecasts did

## Calendar

calendar-title = Calendar
calendar-earlier = A month earlier
calendar-later = A month later
calendar-today = Today
calendar-grid = Days. Enter opens a day.
calendar-grid-marking = Days. Enter marks a day, or clears its mark.
day-name = { $date }.
day-recorded = Recorded: { $list }.
day-forecast = Forecast: { $starts } that it starts that day, { $started } that it has started by then.
recorded-bleeding =
    { $level ->
        [none] no bleeding
        [spotting] spotting
        [light] light bleeding
        [medium] medium bleeding
       *[heavy] heavy bleeding
    }
recorded-start = a start
recorded-pain = pain { $pain } of 10
recorded-sign = body signs
recorded-other = more
legend-recorded = Recorded; taller is more
legend-may-start = May start; taller is likelier
legend-sign = Body sign
legend-other = Something else recorded
marking-begin = Mark several days
marking-stop = Done marking
marking-how = Choose an amount, then tap the days. A second tap clears a day.
marking-level = Amount to mark

## One day

day-earlier = The day before
day-later = The day after
bleeding-title = Bleeding
bleeding-excluded = Don’t use this bleeding to find periods
feeling-title = How you feel
pain-label = Pain
pain-value = Pain { $value }
pain-lowest = none
pain-highest = worst imaginable
mood-label = Mood
mood-value = Mood { $value }
energy-label = Energy
scale-low = low
scale-high = high
symptoms-title = Symptoms
symptom =
    { $name ->
        [cramps] Cramps
        [headache] Headache
        [fatigue] Tired
        [back-pain] Back pain
        [bloating] Bloating
        [nausea] Nausea
        [breast-tenderness] Tender breasts
        [acne] Acne
       *[insomnia] Poor sleep
    }
symptom-own = Another symptom
strength =
    { $strength ->
        [1] mild
        [2] moderate
       *[3] severe
    }
medication-title = Medication
medication-own = Something taken
note-title = Note
body-signs-title = Body signs
temperature-label = Temperature on waking
temperature-unit = Unit
unit =
    { $unit ->
        [celsius] °C
       *[fahrenheit] °F
    }
temperature-refused =
    { $kind ->
        [not-a-number] Not saved yet: this is not a number, such as 36.55.
       *[out-of-range] Not saved yet: a waking body is between { $unit ->
            [celsius] 34 and 42 °C
           *[fahrenheit] 93.2 and 107.6 °F
        }. What did you mean?
    }
temperature-as-other =
    { $unit ->
        [celsius] { $text } °C
       *[fahrenheit] { $text } °F
    }
temperature-to-note = Keep it in the note
temperature-as-note = Temperature: { $text } { $unit ->
        [celsius] °C
       *[fahrenheit] °F
    }
temperature-time = Measured at
temperature-excluded = Disturbed: keep it, but don’t use it
mucus-label = Cervical mucus
mucus-choice =
    { $value ->
        [dry] Dry
        [nothing] Nothing seen
        [damp] Damp
        [creamy] Creamy
       *[eggwhite] Like egg white
    }
cervix-opening-label = Cervix, opening
cervix-firmness-label = Cervix, firmness
cervix-position-label = Cervix, position
cervix-choice =
    { $value ->
        [closed] Closed
        [medium] Medium
        [open] Open
        [hard] Hard
        [soft] Soft
        [low] Low
       *[high] High
    }
lh-test-label = Ovulation test (LH)
lh-test-choice =
    { $value ->
        [negative] Negative
        [positive] Positive
       *[unclear] Unclear
    }
ovulation-label = Ovulation
ovulation-choice =
    { $value ->
        [marked] I mark it here
       *[monitor] My monitor says here
    }
sex-and-tests-title = Sex and pregnancy test
sex-label = Sex
sex-choice =
    { $value ->
        [none] None
        [protected] Protected
        [unprotected] Unprotected
       *[other] Other
    }
desire-label = Desire
desire-choice =
    { $value ->
        [1] Low
        [2] Medium
       *[3] High
    }
pregnancy-test-label = Pregnancy test
pregnancy-test-choice =
    { $value ->
        [negative] Negative
        [positive] Positive
       *[unclear] Unclear
    }

## More: about your cycles

more-title = More
pattern-title = What changes your pattern
pattern =
    { $pattern ->
        [usual] Nothing, or rather not say
        [first-years] First two years
        [third-to-fifth-year] Third to fifth year
        [pcos] PCOS or very varied
        [early-transition] Perimenopause, early
        [late-transition] Perimenopause, long gaps
        [after-hormones] Just stopped hormones
        [after-birth] After a birth
        [hormonal-method] Hormonal method
        [pregnancy] Pregnant
        [breastfeeding] Breastfeeding, no period yet
        [suppression] Testosterone or suppression
       *[menopause] After menopause
    }
pattern-now = Now: { pattern }
pattern-since = Since
pattern-event = { pattern }, since { $date }
pause-title = Pauses
pause-how = During a pause nothing is forecast and nothing is learned.
pause-begin = Pause from today
pause-end = End the pause today
pause-going = Since { $first }
pause-ended = { $first } to { $last }
cycles-title = Past cycles
cycle-length =
    From { $date }, { $days ->
        [one] one day
       *[other] { $days } days
    }
cycle-left-out = { cycle-length }. Left out: { cycle-reason }.
cycle-leave-out = Leave out
cycle-take-in = Take in again
cycle-reason-title = Why is it left out?
cycle-reason =
    { $reason ->
        [stress] stress
        [illness] illness
        [travel] travel
        [emergency-contraception] emergency contraception
        [not-my-pattern] not my pattern
       *[other] another reason
    }
birth-year-title = Year of birth
birth-year-why = If you like. Cycles change with age, so it makes the forecast a little sharper.
birth-year-refused = Not saved: this is not a year of birth, such as 1990.

## More: your data

data-title = Your data
data-where = Your diary lies in this browser, on this device only, encrypted with a key that the browser does not give out. Whoever can open this app here can read it.
data-promise =
    { $promise ->
        [given] The browser has promised not to delete it on its own.
        [not-given] The browser has not promised to keep it: it may delete it when space is short. Installing the app on the home screen makes that less likely.
       *[unknown] This browser does not say whether it may delete it on its own.
    }
data-unreadable =
    { $count ->
        [one] One record was written by a newer version of the app. It is kept, but not shown.
       *[other] { $count } records were written by a newer version of the app. They are kept, but not shown.
    }
data-import = Import a file
data-save = Save a copy
data-save-what = Everything in the diary as one file (JSON) that this app reads again. The file is not encrypted: keep it where only you can read it.
data-saved = A file was handed to the browser.
about-title = About
about-not = Tidetable is a diary and a planner. It is not a contraceptive and not a diagnosis.
update-waits = New version. Used at next open.

## Import

import-title = Import a file
import-how = A file from Tidetable, drip or Ovumcy, or a list of start dates. It is read here, on your device.
import-pick = Choose a file
import-pick-other = Choose another file
import-not-opened = The file could not be opened. Choose it again.
import-added =
    { $days ->
        [0] Everything in the file was in your diary already.
        [one] One day added.
       *[other] { $days } days added.
    }
import-done = See the forecast
problem-in-place = { $where }: { $problem }
preview-title = In this file
preview-counts =
    { $days ->
        [one] One day
       *[other] { $days } days
    }, { $starts ->
        [one] one start
       *[other] { $starts } starts
    }.
preview-skipped = { $count } skipped
preview-odd = { $count } worth a look
preview-unknown = { $count } columns or fields unknown to us
preview-nothing-yet = Nothing is saved yet. What your diary already says stays.
preview-add = Add
preview-discard = Don’t add

## Trouble

trouble-again = Try again
trouble-new-diary = Start a new diary
trouble-insecure = This address is not secure, so your diary cannot be opened here.
trouble-insecure-way =
    Browsers give encryption and offline use only to addresses that begin with https, and to localhost. This page was loaded over plain http.
    On the machine that runs the server, open http://localhost with the same port.
    For other devices, put https in front of the server: a reverse proxy such as Caddy, or a private network with certificates such as Tailscale.
trouble-blocked = The browser does not let this page store anything.
trouble-blocked-way =
    Nothing was lost, but the diary cannot be opened or written.
    Allow site data for this address in the browser’s settings, or leave private browsing, and try again.
trouble-emptied = There was a diary in this browser, and its storage is gone.
trouble-emptied-way =
    The browser, a cleaning program or somebody with this device has deleted it. This app did not.
    If you have a file of your data, start a new diary and import it.
trouble-unopenable = Your diary is here, but it does not open.
trouble-unopenable-way =
    The stored records do not fit this device’s key, or they were damaged. Nothing was changed, and nothing will be saved over them.
    Close other tabs of this app and try again.
trouble-newer-version = A newer version of this app is open.
trouble-newer-version-way = Your diary is kept. Close this tab, or try again to use the newer version here.
trouble-older-tab = An older version of this app is open in another tab.
trouble-older-tab-way = Your diary is kept. Close the other tabs of this app, then try again.
trouble-closed = The browser closed the diary’s storage while it was open.
trouble-closed-way = This happens when site data is deleted, or when the device is short of space. Try again to see what is there.
trouble-full = This device has no room left.
trouble-full-way = Your diary is kept. Free some space, then try again.
trouble-refused = The browser could not read the diary’s storage.
trouble-refused-way = Nothing was changed. Close other tabs of this app, or start the browser anew, and try again.
