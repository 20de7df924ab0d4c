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

## More: about you

more-title = More
body-title = Body and method
body-open-title = What changes your pattern
body-open-what = Contraception and hormones, a pregnancy, perimenopause, pauses, cycles that are left out.
birth-year-title = Year of birth
birth-year-why = If you like. Cycles change with age, so it makes the forecast a little sharper.
birth-year-refused = Not saved: this is not a year of birth, such as 1990.

## More: your data

data-title = Your data
data-where = Your diary lies in this browser, on this device only, encrypted with a key that the browser does not give out.
data-where-shared = Your diary lies in this browser, encrypted with a key that the browser does not give out, and on your other devices. What lies at the relay is sealed.
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
trouble-restore = Bring it back: by its recovery words, or from a backup file
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

### Lock

lock-closed = Locked
lock-passphrase-field = Passphrase
lock-open = Open
lock-opening = Opening …
lock-wrong = That did not open it.
lock-wait =
    { $seconds ->
        [one] The next try is possible in one second.
       *[other] The next try is possible in { $seconds } seconds.
    }
lock-no-worker = This browser could not do the work: it may be short of memory. Close other tabs and try again.
lock-open-passkey = Open with the passkey
lock-passkey-silent = The passkey did not answer. The passphrase opens the diary too.
lock-forgotten = Nobody can open it without the passphrase: not this app, not whoever runs the server. A recovery sheet or another device, where you have one, still has your diary.
lock-show = Show what is typed

lock-title = Lock
lock-is =
    { $lock ->
        [none] No lock. Whoever can open this browser can read the diary.
        [both] Locked with a passphrase and a passkey. Either one opens it.
       *[passphrase] Locked with a passphrase.
    }
lock-now = Lock now
lock-set = Set a lock
lock-change = Change the lock
lock-cancel = Leave it as it is
lock-set-what = The diary is then encrypted with your passphrase, and opens with it only. If you lose it, nobody can recover it for you: write it down and keep it away from this device.
lock-set-early = In Chromium we have checked that the key used so far is gone from the disk afterwards. Other browsers, and the memory chips of phones, may keep traces. What is written after the lock was set was never there without it.
lock-offer = Five random words, if you like:
lock-offer-other = Other words
lock-offer-use = Use these words
lock-new-field = New passphrase
lock-again-field = The same again
lock-rule = Five words, or any { $least } characters or more. Spaces and pasting are fine.
lock-refused =
    { $kind ->
        [pin] A PIN cannot encrypt a diary: on a copied one, every PIN can be tried in minutes. Take five words, or { $least } characters or more.
        [short] That is too short: on a copied diary it could be found by trying. Take five words, or { $least } characters or more.
       *[differs] The two are not the same.
    }
lock-do-set = Lock with this passphrase
lock-current-field = Your passphrase now
lock-current-why = To change the lock, enter the passphrase once more.
lock-choice = What to change
lock-action =
    { $action ->
        [passphrase] Another passphrase
        [add-passkey] Add a passkey
        [drop-passkey] Remove the passkey
       *[remove] Remove the lock
    }
lock-action-what =
    { $action ->
        [passphrase] Everything is encrypted anew, and the old passphrase opens nothing any more.
        [add-passkey] Your device's fingerprint, face or screen lock then opens the diary as well. The passphrase stays: a passkey can be lost with its device, and must not be the only way in.
        [drop-passkey] Everything is encrypted anew, and only the passphrase opens it.
       *[remove] Whoever can open this browser can then read the diary.
    }
lock-working = Encrypting everything anew …
lock-done =
    { $lock ->
        [none] Done. There is no lock.
        [both] Done. Passphrase or passkey opens the diary from now on.
       *[passphrase] Done. The passphrase opens the diary from now on.
    }
lock-passkey-problem =
    { $kind ->
        [no-prf] This passkey cannot hold a key for the diary. The lock is as it was, with the passphrase.
        [unknown] This browser knows no passkeys. The passphrase works everywhere.
       *[refused] No passkey was made or used. The lock is as it was, with the passphrase.
    }
lock-not-changed =
    { $kind ->
        [full] Nothing was changed: this device has no room left for encrypting everything anew.
       *[other] Nothing was changed: the browser could not do it. The diary is as it was before.
    }
lock-when = Lock when this app is out of sight
lock-time =
    { $time ->
        [at-once] At once
        [closed] Only when it is closed
       *[minutes] After { $minutes } minutes
    }

### Devices, recovery words, backup

welcome-have = I already have a diary on another device, or its recovery words
devices-title = Devices and backup
devices-open-what = The diary on several devices, recovery words, a sealed backup, and erasing everything.
devices-open = Devices and backup
devices-begin = Your diary is on this device only. It can be on up to eight devices; each of them keeps all of it, also without a network. What travels between them is sealed: the relay that carries it cannot read it.
devices-list = Your devices
devices-add = Add a device
device-name-label = What this device is called
device-name-guess =
    { $kind ->
        [phone] Phone
        [tablet] Tablet
       *[computer] Computer
    }
device-this = This device
device-heard = Last heard from on
device-not-heard = Has not written anything yet
device-change = Change { $name }
device-rename-label = Name
device-rename = Rename
device-remove = Remove
device-remove-what = { $name } will not get anything that is written from now on: the keys are changed for all the others. What it has read already stays on it and cannot be unread.
device-remove-yes = Remove it
device-remove-no = Keep it
devices-trouble =
    { $kind ->
        [unreachable] The relay does not answer. Nothing was changed. Your diary is here and fine.
        [unreachable-elsewhere] That address does not answer, or this page may not speak with it: whoever runs the server of this page decides that. Nothing was changed. To move all the same, save a backup file, open the app at the other address, and restore the file there.
        [not-a-relay] Something answers at that address, but it is no Tidetable relay. Nothing was changed.
        [invite] This relay takes new diaries only with its invite. Whoever runs it has it.
        [taken] This relay has this diary already, or had it once and was asked to delete it. With the recovery words, a device joins what is there.
        [unknown] The relay has no such diary, or not for this device any more. Nothing was changed.
        [no-such-diary] That relay has no diary for these words. Look at the address and at the words.
        [not-these-words] These words do not open this file. Nothing was changed.
        [no-address] That is not an address, such as https://diary.example.
        [too-many] The relay asks for a pause. Try again in a minute.
        [full] The relay has no room left for this diary. Nothing was lost: what is new waits on this device.
        [storage] The relay cannot write just now. Nothing was lost: what is new waits on this device.
        [too-many-devices] A diary can be on eight devices. Remove one first, or leave the others out.
        [stopped] The sync has stopped; see above why. Nothing was changed.
        [busy] Other devices are writing just now. Try again.
        [no-such-device] This device is not on the list any more.
        [unsupported] This browser is too old for sharing a diary between devices. Your diary is as it was before.
        [store] The browser did not store it. Your diary is as it was before.
       *[other] The relay did not do it. Nothing was changed.
    }

sync-now = Sync now
sync-no-relay = No relay is set. What you enter stays on this device.
sync-stopped = The sync has stopped. What you enter stays on this device and waits.
sync-trouble =
    { $kind ->
        [unreachable] The relay does not answer. Your diary is here and fine.
        [full] The relay has no room left for this diary. Your diary is here and fine.
        [unknown] The relay does not know this diary any more. Your diary is here and fine.
       *[other] The relay did not do its part. Your diary is here and fine.
    }
sync-ago =
    { $unit ->
        [never] Not synced yet
        [now] Synced just now
        [minutes] Last synced { $count } min ago
        [hours] Last synced { $count } h ago
       *[days] Last synced { $count ->
            [one] a day
           *[other] { $count } days
        } ago
    }
sync-done = { sync-ago }.
sync-waiting =
    { sync-ago }, { $waiting ->
        [one] one change
       *[other] { $waiting } changes
    } waiting.

stopped-why =
    { $by ->
        [unknown] The relay does not know this diary any more, or not from this device: another device has removed this one, or the diary was deleted there.
        [no-place] This device was removed from the diary by another one, or the keys were changed without it. It keeps what it has, and gets nothing new.
        [rollback] The relay has less than it had before, as after restoring an old backup of it.
        [differs] Two of your devices hold different contents where they must hold the same. One of the two is broken.
        [cloned] There are two copies of this installation, and there is no room on the list for the second.
        [newer] A newer version of the app has written something that this one cannot read. Update the app here.
       *[other] The relay shows something that no honest relay would: entries that were changed, exchanged or left out.
    }
stopped-here = Your diary is here and fine. Nothing more is read from this relay, and nothing sent.
stopped-again = Try once more
stopped-restart = Begin again at the relay with what this device has
stopped-leave = Use this device without sync
stopped-leave-removed = Use this device on its own
stopped-leave-what = On its own, this device keeps everything it shows. It can join a diary again later, with a link or with the recovery words.

joined-differing =
    { $count ->
        [one] In one place this device had something else than the diary it joined. The diary’s own words are shown.
       *[other] In { $count } places this device had something else than the diary it joined. The diary’s own words are shown.
    } What this device had can be saved as a file.
joined-differing-save = Save what this device had
joined-differing-drop = I don’t need it

relay-title = Relay
relay-now = This diary travels through { $relay }.
relay-none = This diary is at no relay.
relay-sees = A relay sees how many sealed pieces come, how large they are, when, and from which network address. It cannot open them.
relay-former = { $relay } still has a sealed copy from before the move. Have it deleted when all your devices have come along.
relay-former-delete = Delete the copy there
relay-address = Address of the relay
relay-address-other = Address of another relay
relay-invite = Invite, if the relay asks for one
relay-connect = Connect
relay-move = Move there

end-title = Making things go away
forget-what = What you delete is gone from every device at the next sync, but sealed traces stay at the relay for a while. They can be deleted there at once; all devices stay.
forget-do = Forget what was deleted
forget-done = Done. The relay has nothing but what there is now.
leave-open = Use this device on its own …
leave-what = This device then keeps everything it shows, as a diary for itself. What is entered here reaches no other device, and nothing from them comes here. The recovery words that are still shown here are forgotten. Take this device off the list on another one afterwards.
leave-do = Use it on its own
leave-no = Leave it as it is
erase-open = Erase everything …

pairing-title-host = Add a device
pairing-title-join = Join a diary
pairing-preparing = One moment …
pairing-show = Open this link on the other device: with its camera, or send it to yourself.
pairing-qr = QR code of the link below
pairing-link = Link
pairing-copy = Copy
pairing-copied = Copied.
pairing-not-copied = The browser did not copy it. The link is marked, so that you can.
pairing-hour = It is good for an hour, for one device, while this screen is open.
pairing-waiting = Waiting for the other device …
pairing-waiting-long = Still waiting for the other device. If it has a shared diary already, nothing will come: two shared diaries are brought together by using one device on its own first, under “Devices and backup”, at the end.
pairing-compare-host = { $name } wants to join. Its screen must show these four words:
pairing-let-in-what = If you say yes, { $name } can read the whole diary and write in it.
device-name-host = What you call it
pairing-yes = They match: let it in
pairing-no = They don’t match
pairing-compare-join = Compare these words with the other screen:
pairing-compare-join-what = The question is asked there. If the words differ, somebody has come between: say no there.
pairing-admitting = Letting it in …
pairing-reading = Reading the diary …
pairing-done-host = { $name } has been let in. It is reading the diary now.
pairing-done-join = This device has joined. The diary is here.
pairing-to-devices = See your devices
pairing-to-today = Go to today
pairing-join-opened = This device is about to join a diary that is on another device.
pairing-join-how = On the device that has the diary, open More, then “Devices and backup”, then “Add a device”. Open the link it shows here, or let this device show one.
pairing-join-own = What is already on this device goes into the diary too. Where both say something about the same thing, the diary’s word stays, and you are told.
pairing-show-link = Show a link here
pairing-go-on = Continue
pairing-paste = Or paste the other device’s link
pairing-open = Open
pairing-no-link = This is not such a link. It ends with #pair= and 22 letters.
pairing-again = Try again
pairing-trouble =
    { $kind ->
        [expired] The hour of this link is over. Nothing was changed. Make a new one.
        [refused] Nobody was let in, and the link is used up. If the words did differ, make a new link and hand it over in person.
        [not-this-pairing] What came by this link does not belong to it. Nothing was changed. Make a new one.
        [taken] This link was opened before. Make a new one. If neither device has a shared diary yet, begin with “Add a device” on the one that has the diary.
        [other-relay] The link belongs to another relay than this diary. Open the app on the other device at the address of the diary’s relay.
        [unsupported] This browser is too old for sharing a diary between devices. Your diary is as it was before.
        [too-many-devices] A diary can be on eight devices. Remove one first.
        [stopped] The sync of this device has stopped. See under “Devices and backup” why.
        [unreachable] The relay does not answer. Nothing was changed. Your diary is here and fine.
        [unknown] The relay does not know this diary any more. Nothing was changed.
        [too-many] The relay asks for a pause. Try again in a minute.
        [store] The browser did not store it. Your diary is as it was before.
       *[other] The relay did not do it. Nothing was changed.
    }

words-title = Recovery words
words-make = Make recovery words
words-what = These twelve words bring the diary back when every device is lost. Whoever has them can read it. Nobody else has them: not this app after you have checked them, not whoever runs the relay.
words-once = They are shown until you have checked what you wrote down, and never again.
words-print = Print a sheet
words-written = I have written them down
words-wait = Your recovery words are not written down yet. Without them, the diary is lost with the last device.
words-show = Show the words
words-check-how = Enter what you wrote down: typed, pasted or from your password manager.
words-field = The twelve words, in order
words-check = Check
words-again = Show them again
words-problem =
    { $kind ->
        [word-count] There should be twelve words.
        [unknown-word] Word { $position } is not on the list of words. Look at its spelling.
        [checksum] One of the words is another, or two have changed places.
       *[others] These are twelve such words, but not those of this diary.
    }
words-done = These are the words. Keep them away from this device. The app has forgotten them.
words-gone = The words were checked, and this device does not have them any more.

sheet-title = Tidetable recovery sheet
sheet-relay = Relay: { $relay }
sheet-no-relay = Relay:
sheet-head = State of the log when this was printed: { $words }
sheet-date = Date:
sheet-how = To use the words, open the app at the address above, choose “I already have a diary”, and enter them.

restore-title = Bring a diary here
restore-open-title = A diary that is elsewhere
restore-open = Bring a diary here
restore-has-vault = This device has a shared diary already. To bring another one here, use this device on its own first, or erase it.
restore-device-title = From another device
restore-device-how = The simplest way, as long as you have one.
restore-device = Join with a link
restore-words-title = By the recovery words
restore-from = Where the diary comes from
restore-alone = Leave all my other devices out, for instance because one was stolen
restore-file = Or from a backup file
restore-file-other = Choose another file
restore-file-read = The file is a sealed backup. It is opened with the words; no relay is asked.
restore-file-none = This is not a backup of Tidetable that this version can read.
restore-do = Bring it back
restore-working = Reading …
restore-done = The diary is here.

backup-title = Backup file
backup-what = The diary as a sealed file. Only the recovery words open it, so it may lie anywhere.
backup-last = Last saved on
backup-never = None was saved from this device yet.
backup-save = Save a backup file
backup-saved =
    { $waiting ->
        [0] A file was handed to the browser.
        [one] A file was handed to the browser. One change that waits for the relay is not in it.
       *[other] A file was handed to the browser. { $waiting } changes that wait for the relay are not in it.
    }

erase-title = Erase everything
erase-what = This deletes everything on this device and asks the relay to delete its copy. Nobody can bring it back.
erase-others = Your other devices keep what they have, without a relay. A backup file and the recovery words still bring back what is in the file.
erase-word = erase
erase-type = Type { $word }.
erase-do = Erase everything
erase-working = Erasing …
erase-again = Ask the relay again
erase-here-only = Erase here anyway
erase-not-at-relay =
    { $kind ->
        [unreachable] The relay does not answer, so its sealed copy is still there. Nothing was erased yet.
       *[other] The relay did not delete its sealed copy. Nothing was erased yet.
    }
erase-gone = Everything is gone from this device.
erase-start = Begin anew

other-value = { $field }. Other value: { $value }
other-value-use = Use
other-value-use-named = Use { $value }
other-value-keep = Keep what is shown
other-value-keep-named = Keep what is shown: { $value }
other-value-field =
    { $field ->
        [bleeding-excluded] Bleeding not used
        [period-start] A start
        [cervix] Cervix
       *[other] Something else
    }
other-value-flag =
    { $value ->
        [true] yes
       *[false] no
    }
other-value-several = something else

# Safety

quick-exit-leave = Leave
quick-exit-neutral = Notes
quick-exit-title = Leaving at once
quick-exit-off = Off. When it is on, every screen has a button that blanks the page and shows an empty one called “Notes”.
quick-exit-on = On. The button “Leave” is in the bar on every screen. Shift pressed three times within two seconds does the same, and so does a short tap with three fingers.
quick-exit-switch = A button for leaving at once
quick-exit-back = The diary is closed in every tab, and going back does not lead to it. To return, open the app by its address, or close the installed app and open it anew.
quick-exit-lock =
    { $lock ->
        [none] Without a lock, whoever opens the app again can read the diary.
       *[some] The lock then asks again.
    }
quick-exit-not = What it cannot do
quick-exit-not-history = The browser’s history still lists that this address was visited, then and before. A private window keeps no such list.
quick-exit-not-icon = The icon of an installed app stays where it is.
quick-exit-not-seen = What somebody has seen, they have seen.
quick-exit-not-fingers = Some screen readers and phones keep taps with three fingers for themselves. The button works with all of them.

safety-open-title = Other people and this app
safety-open-what = What somebody with your phone sees, what sharing cannot do, and how to stop it.
safety-open = Other people and this app
safety-cannot-title = What this app cannot do
safety-cannot-unlock = It cannot hold out against a person who makes you unlock this phone.
safety-cannot-unsee = It cannot take back what somebody has seen. They may remember it, or have photographed it.
safety-cannot-hide = It cannot hide that there is less than before. Nobody is told when you show less, pause or stop, but dates that no longer come may be noticed. Choose a moment when that cannot hurt you.
safety-see-title = Who can see something
safety-see = “People” lists everyone and everything that can see something of yours: people, your other devices, files you saved.
safety-see-open = See everyone
safety-stop = “Stop all sharing” is there too. It needs no passphrase and no network, and nobody is told. From when this device has reached the relay, nobody you shared with can read anything new.
safety-devices = A device you do not know, or that somebody else holds, can read the whole diary. Remove it under “Devices and backup”.
safety-devices-open = See your devices
safety-phone-title = Somebody who holds this phone, unlocked
safety-phone = Sees all of it: every entry, whom you share with, and what you have stopped. With a lock of its own, the app asks for a passphrase first; set one under “More”.
safety-phone-notices = Notices show on a locked screen. They say “Something to look at” and nothing else, unless you chose on this device to see the words.
safety-phone-watched = If somebody else set this phone up, or could have put a program on it that watches, nothing in this app helps against that. Use another device, one they have never held.
safety-server-title = Whoever runs the server
safety-server = Cannot open anything that travels through it. What can be seen there: how many sealed pieces come, how large they are, when, and from which network address; that there are letterboxes and queues of notices, when they are read and from where; and for which hour a notice is meant, and through which push service it goes.
safety-server-code = They hand out this app as well, and could change it. If that is the person you worry about, have the diary moved to another server, or use it with none.
safety-leave-title = Leaving this page quickly
safety-leave = A button that blanks the page can be switched on under “More”.
safety-leave-open = To “More”
safety-help-title = Somebody to talk to
safety-help = A service against violence at home knows what helps where you live, and will not press you. Look one up, or call, from a phone that nobody else looks at: a trusted friend’s, or one at work or at a doctor’s.
safety-help-none = There are no numbers here. They change, and an old one may be answered by anyone.

check-in-title = Check-in
check-in-open = Set up a check-in
check-in-what = On days you choose, you are asked “{ check-in-question }” If you have not answered by an hour you set, one person gets a message that you prepared.
check-in-question = All right?
check-in-nobody = It needs somebody you share with who gets notices from you. Nobody does yet.
check-in-nobody-open = See “People”
check-in-who = Who gets the message
check-in-days = On which days
check-in-ask = You are asked at
check-in-until = It goes if you have not answered by
check-in-words = Your message
check-in-words-first = I have not answered today. Please call me.
check-in-words-refused = It cannot be kept like this: a message has something in it, and fits a notice of about 200 letters.
check-in-preview = What { $name } would get
check-in-preview-what = A locked screen may show “Something to look at” instead, until it is tapped. Until then, the words lie in that device’s own list of notices.
check-in-keep = Switch it on
check-in-change = Keep the changes
check-in-off = Off. Nobody is asked, and nothing waits.
check-in-on = On. { $name } gets your message at { $hour } unless you have answered or called it off. To answer, tap “{ all-right-yes }” on the first screen, before you are asked or after.
check-in-reaches-nobody = Nobody would get the message of your check-in: { $name } does not get notices from you now. Choose somebody else, or call it off.
check-in-on-day = { $date }
check-in-drop-day = Not that day
check-in-end = Call it all off
check-in-asks-off = You are asked on the first screen only. A notice that asks you can be switched on under “Reminders”.
check-in-limits = What it cannot do
check-in-limit-leaves = The message waits at the relay, and leaves at its hour though this phone is off, broken or taken. So it leaves as well when you are fine and could not answer: no network, an empty battery, a long sleep.
check-in-limit-network = An answer counts when this device has reached the relay.
check-in-limit-ahead = Eight notices wait for one person at a time. Where { $name } gets one every day, that is about a week: for days beyond it, the app has to be opened in between.
check-in-limit-push = A push service brings the message. It may come some time after its hour, or not at all, and { $name } may not look. It does not call anybody for help.
check-in-limit-forced = Somebody who holds this phone, unlocked, can answer for you.
check-in-limit-sees = The relay and the push service see that something was due at that hour, on those days. They do not see what it says.
all-right-until = If you have not answered by { $hour }, { $name } gets your message.
all-right-yes = I’m all right
all-right-done = Called off for today, as soon as this device has reached the relay.
all-right-gone = { $hour } has passed, and your message to { $name } has been sent, unless you answered on another device.

reminders-title = Reminders
reminders-open = Reminders
reminders-open-title = Reminders and check-in
reminders-open-what = Notices to yourself, and a question that somebody hears of if you do not answer it. Off until you switch them on.
reminders-what = Notices to yourself, on this device. Each is off until you switch it on.
reminders-no-relay = Reminders wait at a relay until their hour, and this diary is at none.
reminders-log = Remind me to write something down
reminders-often = How often
reminders-kind =
    { $kind ->
        [daily] Every day
       *[weekly] Once a week
    }
reminders-weekday = On
reminders-hour = At
reminders-medication = Remind me to take something
reminders-asks = Ask me on the days of a check-in
reminders-words = In your own words, if you like
reminders-not-here =
    { $kind ->
        [denied] This browser does not let the app show notices, and the app does not ask again. Your phone’s alarm or calendar can do the same, and nobody else knows of it.
        [impossible] This browser shows no notices from this page. On an iPhone or iPad, add the app to the home screen and open it there. Your phone’s alarm or calendar can do the same, and nobody else knows of it.
        [not-asked] The browser was not told whether it may show notices. Nothing was changed.
       *[no-push] The browser got no address for notices. Nothing was changed.
    }
reminders-elsewhere = These come to another of your devices, or to an address that this browser has dropped.
reminders-bring-here = Have them come here
reminders-limit-waiting = At most { $count } wait at a time, and the app fills them up whenever it is open. If it stays closed for long, they run out.
reminders-limit-sees = The relay and this browser’s push service see at which hours something comes. They do not see what it says.
reminders-limit-always = They come whether or not you have done it already: a notice that waits elsewhere cannot know.

# Shared with you

notice-title = Tidetable
notice-neutral = Something to look at

accept-title = Something is shared with you
accept-what = Somebody who keeps a diary in this app wants to tell you some of what it expects, ahead of time.
accept-how = You need no account, and nobody asks for your name. What it is, and who tells it, you see before you agree.
accept-continue = Continue
accept-no = No thanks
accept-waiting = Waiting for the other screen …
accept-compare = Both screens must show these four words. Compare them:
accept-compare-what = The question is asked on the other screen. If the words differ, somebody has come between: say no there.
accept-offer = { $called } offers to tell you this:
accept-not-more = You cannot see more, and you cannot ask for more in the app.
accept-ends = It ends by itself on that day, or earlier, without a word.
accept-yes = Accept
accept-declined = Nothing was kept. You can close this page.
accept-no-link = There is no invitation here. Open the link again, or ask for a new one.
accept-trouble =
    { $kind ->
        [unsupported] This browser is too old for this. Nothing was kept.
        [store] The browser did not store it. Nothing was kept.
       *[link] This link does not open anything. Ask for a new one.
    }

shared-title = Shared with you
shared-none = Nobody shares anything with you here.
shared-notices = Notices
shared-notices-of = Notices from { $called }
shared-stop = Stop seeing this
shared-stop-of = Stop seeing this from { $called }
shared-stop-what = This device then forgets it, and { $called } sees that you have left. To see it again, { $called } would have to invite you again.
shared-stop-yes = Stop seeing it
shared-stop-no = Keep it
shared-where = This lies on this device, encrypted. There is no account.
shared-own = Keep a diary of your own
shared-erase = Erase everything on this device
shared-beside-title = Starts, side by side
shared-beside-other = { $called }
shared-beside-own = You

notices-title = Notices
notices-what = A notice comes by itself, also when { $called } has no phone at hand. This browser asks whether it may, once you turn it on.
notices-on = Notify me
notices-when = How often
notices-kind =
    { $kind ->
        [weekly] Once a week
        [daily] Every day
       *[day-itself] On the day itself
    }
notices-kind-what =
    { $kind ->
        [weekly] One notice a week, whether or not there is anything new. So its coming says nothing, not to anybody who sees your phone nor to whoever runs the server.
        [daily] One notice a day, whether or not there is anything new. So its coming says nothing, not to anybody who sees your phone nor to whoever runs the server.
       *[day-itself] A notice on the day of a heads-up, and on no other. Whoever runs the server, the push service and anybody who sees your phone can then tell which days those are.
    }
notices-weekday = Day of the week
notices-hour = At about
notices-waiting = { $called } is not told of this yet. This device tries again while the app is open.
notices-denied = This browser does not let the app show notices, and the app does not ask again. What is shared is here whenever you open the app; an entry in your own calendar can remind you to look.
notices-impossible = This browser shows no notices from this page. On an iPhone or iPad, add the app to the home screen and open it there. What is shared is here whenever you open the app; an entry in your own calendar can remind you to look.
notices-no-push = The browser got no address for notices. What is shared is here whenever you open the app.
notices-none = Nothing that is shared with you comes with notices.
notices-not-kept = The browser did not store it. Nothing was changed.
notices-lock-title = On the lock screen
notices-lock-shows = It shows exactly this:
notices-lock-words = Show the words on the lock screen
notices-lock-words-what = Then whoever sees this screen reads the words as they were written. This holds for all notices of this app on this device.
notices-lock-example = The words of the notice

# People

place-people = People
people-title = People
people-count = { $readers ->
        [one] { $readers } person
       *[other] { $readers } people
    }, { $devices ->
        [one] { $devices } device
       *[other] { $devices } devices
    }
people-headline =
    { $readers ->
        [0] Nobody is told anything of your diary.
        [one] One person is told what you chose, and nobody else.
       *[other] { $readers } people are told what you chose, and nobody else.
    }
people-headline-feeds =
    { $readers ->
        [0] {""}
        [one] One person is told what you chose.{" "}
       *[other] { $readers } people are told what you chose.{" "}
    }{ $feeds ->
        [one] One calendar elsewhere reads dates of your diary.
       *[other] { $feeds } calendars elsewhere read dates of your diary.
    }
people-stop-all = Stop all sharing
people-stop-all-what = Nobody is told anything from now on, and nobody is told that. It cannot be taken back: sharing again takes a new invitation. What was already seen cannot be taken back either.
people-stop-all-do = Stop everything now
people-stop-all-no = Go on as it is
people-stopped-all =
    { $state ->
        [waiting] Stopped. This takes effect as soon as the relay can be reached.
       *[sent] Stopped. Nobody is told anything from now on.
    }
people-share = Share with someone
people-share-how = Share only if you want to. You can show less or stop at any time; they are not told.
people-worried = Worried about someone using this against you?
people-until = until { $date }
people-open = What { $who } sees
people-sent = Last left for { $who } on { $date }
people-not-sent = Nothing was left for { $who } from this device yet
people-standing =
    { $standing ->
        [waiting] Has not accepted yet. Nothing is shared until then.
        [paused] Paused. Sees that there is no update.
        [ended] Stopped.
        [left] Does not want it any more. Nothing is shared.
        [lapsed] Over since its last day.
        [unreadable] Shares nothing: this version cannot read what was agreed.
       *[open] Sees this:
    }
people-over = Not shared any more
people-forget = Take { $who } off this list
people-devices = Devices that can read everything
people-devices-open = Devices and backup
people-devices-none = Only this device has your diary.
people-files = Files
people-backup =
    { $known ->
        [yes] The last backup file from this device was made on { $date }. It opens with the recovery words.
       *[no] No backup file was made on this device.
    }
people-exports = A diary that was saved as a file can be read by whoever has it. This app does not know where such files are.
people-feeds = There are no calendar feeds and no public links.
feeds-open = Dates in another calendar
people-more = More about sharing
people-log-open = Sharing log
people-safety-open = If you are worried
people-check-in-open = Check-in
people-reminders-open = Reminders
people-notifications-open = Notices on this device
people-shared-open = What others share with you
people-ended-undo = { $who } is told nothing any more.

## Beginning a vault to share from

share-begin = To share, a sealed copy of your diary goes to the relay of this page. It cannot read it, and your other devices can join later.
share-begin-do = Continue

## One person

person-title-new = Share with someone
person-title = { $who }
person-headline =
    { $standing ->
        [open] { $who } is told this until { $date }.
        [waiting] { $who } has not accepted yet.
        [paused] Paused: { $who } sees that there is no update.
       *[other] { $who } is told nothing any more.
    }
person-nickname = What you call them
person-nickname-how = Stays on your devices. They never see it.
person-called = What they are told you are called
person-called-how = Initials are enough. Everyone who can see their screen can see it.
person-preset = How much
person-preset-name =
    { $preset ->
        [heads-up] Heads-up only
        [dates] Dates
       *[custom] Custom
    }
person-preset-how =
    { $preset ->
        [heads-up] A word some days ahead, and what helps. No dates.
        [dates] When the next start is likely, and whether bleeding is.
       *[custom] You choose each one. What is off is not shared.
    }
person-fields = What they see
person-never = Notes, sex, tests, contraception, medication and temperature are never shared.
person-heads-up = A heads-up
person-days-ahead =
    { $days ->
        [one] { $days } day ahead
       *[other] { $days } days ahead
    }
person-fewer-days = A day less ahead
person-more-days = A day more ahead
person-words = In your words
person-words-how = Empty: “The next days may be harder.”
person-next-start = When the next start is likely
person-next-start-how = How exactly
person-next-start-name =
    { $coarseness ->
        [week] Within a week, two, or later
        [band] Between two dates
       *[distribution] Each day’s chance
    }
person-bleeding = Whether bleeding is likely
person-bleeding-how = How exactly
person-bleeding-name =
    { $coarseness ->
        [estimate] Likely or not
       *[day] The day you logged, too
    }
person-today = How I am today
person-today-how = Only on days on which you tell them.
person-care = What helps and what to bring
person-helps = What helps me
person-brings = What to bring
person-helps-words = What helps, in your words
person-brings-words = What to bring, in your words
person-care-shared = Everyone you share these words with reads the same ones.
person-past-starts = Days on which past periods started
person-until = Until
person-until-name =
    { $until ->
        [one] One cycle
        [three] Three cycles
       *[date] A date
    }
person-until-date = Last day
person-until-how = Until { $date }. It ends by itself, and nobody is told.
person-missing =
    { $what ->
        [nickname] Say what you call them first.
        [called] Say what they are told you are called: up to 40 letters.
        [fields] Nothing is switched on yet.
        [words] Your words for the heads-up are too long.
        [care] Your words about what helps are too long.
        [until] The last day has passed already.
       *[less] Nothing has changed yet.
    }
person-preview = Preview as them
person-sees = { $who } sees this
person-sees-now = What { $who } sees today
person-sees-nothing = What { $who } sees today, like anybody to whom nothing is said.
person-left-on = Last left at the relay on { $date }.
person-not-left = Nothing was left at the relay from this device yet.
person-heads-up-trouble =
    { $known ->
        [yes] The heads-up for { $date } could not be left
       *[no] Their next notices could not be left
    }: { $kind ->
        [gone] their device does not take notices any more.
        [unreachable] the relay does not answer. It is tried again.
       *[other] the relay did not take them.
    } What they see when they look is as it was.
person-no-notices = They take no notices; they see a heads-up when they look.
person-show-less = Show less
person-pause = Pause
person-resume = Go on
person-stop = Stop
person-not-told = They are not told. What they have already seen, remembered or photographed cannot be taken back.
person-more-how = To share more, or for longer, stop this one and invite them again.
person-tell = How I am today
person-tell-do = Tell them today
person-tell-stop = Take it back
person-told = They see today: “{ $words }”
person-tell-too-long = That is too long for a card.
person-care-do = Save these words
person-care-kept = Saved.
person-rename = Change what you call them
person-rename-do = Save
person-gone = There is nobody here.

## Showing less

less-title = Show less
less-how = Switch off what they need not see. Nothing can be added here, and they are not told.

## Preview

them-title = What they will see
them-today = Today
them-today-nothing = On most days they see only this, as does everybody to whom nothing is said.
them-heads-up = On the day of a heads-up, { $date } as it looks now
them-no-heads-up = No day of a heads-up can be told within these dates as it looks now.
them-lock = On their lock screen
them-lock-neutral = { notice-neutral }
them-lock-what = The words themselves only if they switch that on: “{ $words }”
them-lock-none = No notices: they look when they want to.
them-scope = What is agreed
them-choice = Share only if you want to. You can show less or stop at any time; they are not told.
them-agree = Agree and invite
them-agree-less = Agree
them-back = Change it

## Inviting

invite-title = Invite
invite-none = There is nothing to invite anybody to yet.
invite-show = Let them scan this, or send them the link.
invite-hour = It is good for one hour and for one person. Until you have compared four words, it tells nobody anything.
invite-waiting = Waiting for them to open it …
invite-preparing = Making a link …
invite-compare = Ask them, face to face or by voice, which four words they see. Only if they are the same:
invite-yes = Yes, that is them
invite-no = The words differ
invite-admitting = Letting them in …
invite-offered = They see now what you offer, and may accept it or not. You can leave this screen.
invite-accepted = { $who } has accepted. Sharing has begun.
invite-to-people = To people
invite-again = A new link
invite-trouble =
    { $kind ->
        [refused] Nobody was let in, and nothing was told. The link is used up.
        [expired] The hour is over, and nobody opened the link.
        [not-this-pairing] What came is no answer to this link. Somebody else may have opened it first. Nobody was let in, and nothing was told.
        [invite] This relay takes new diaries only with its invite. Give it under Devices and backup, then come back.
        [unreachable] The relay does not answer.
        [unsupported] This browser lacks the cipher that sharing needs. A newer one has it.
        [store] This device could not keep it. Nothing was told.
        [full] The relay has no more room for your diary.
       *[other] The relay did not take it. Nothing was told.
    }

## The sharing log

log-title = Sharing log
log-how = Only you see this. Each line vouches for the one before it, so that a changed or missing line shows.
log-whole = Nothing in it was changed.
log-broken = A line was changed or is missing where it is marked.
log-none = Nothing has happened yet.
log-line =
    { $kind ->
        [shared] Let { $who } in
        [accepted] { $who } accepted
        [shown-less] Showed { $who } less
        [paused] Paused for { $who }
        [resumed] Went on with { $who }
        [ended] Stopped for { $who }
        [stopped-all] Stopped all sharing
        [left] { $who } did not want it any more
        [lapsed] Over for { $who } by its date
        [feed-made] Made a calendar feed for { $who }
        [feed-renewed] Went on with the calendar feed for { $who }
        [feed-ended] Ended the calendar feed for { $who }
       *[other] Something that a newer version wrote
    }
log-line-broken = does not follow on what is above it
log-save = Save as a file
log-saved = Saved.
log-purge = Delete the log
log-purge-what = Deletes every line on all your devices. It cannot be brought back.
log-purge-do = Delete every line
log-purge-no = Keep it

# A device that was let in
new-devices-title = Devices that are new
new-device = { $name } can read this whole diary since it was let in.
new-device-known = { $devices ->
    [one] I know it
   *[other] I know them
}
new-device-noted = Noted.
new-device-look = See all devices

## Planning (the rest is in later/planning.en.ftl)

place-plan = Plan
person-plan = The plan “{ $name }”: how likely bleeding is then
