# Words of the planner, the calendar files and the rota: with their screens, because most visits never need them.

## Planning

planner-title = Plan
planner-question = Your question
planner-ask = I want to plan { $occasion } of { $days } between { $from } and { $to }.
planner-ask-event = I have { $occasion } on { $from }, for { $days }.
planner-ask-avoid = { $avoid } then: { $stakes }.
planner-ask-calendars = Days in my calendar files: { $calendars }.
planner-change = { $value }. Change
planner-part-done = Done
planner-occasion =
    { $occasion ->
        [trip] a trip
        [days-off] a break
        [appointment] an appointment
       *[event] an event
    }
planner-occasion-label = What it is
planner-occasion-name =
    { $occasion ->
        [trip] Trip
        [days-off] Break
        [appointment] Appointment
       *[event] Event with a fixed date
    }
planner-usual-name =
    { $occasion ->
        [trip] Trip
        [days-off] Break
        [appointment] Appointment
       *[event] Event
    }
planner-days =
    { $days ->
        [one] one day
       *[other] { $days } days
    }
planner-days-label = How many days
planner-fewer = One less
planner-more = One more
planner-from-label = First day
planner-to-label = Last day
planner-stakes =
    { $stakes ->
        [fine] fine if it happens
        [must-not] must not be
       *[rather-not] rather not
    }
planner-stakes-label = How much it matters
planner-stakes-name =
    { $stakes ->
        [fine] Fine if it happens
        [must-not] Must not be
       *[rather-not] Rather not
    }
planner-avoid =
    { $kind ->
        [bleeding] Bleeding
        [both] { $days ->
            [one] Bleeding or the day before
           *[other] Bleeding or the { $days } days before
        }
       *[before] { $days ->
            [one] The day before bleeding
           *[other] The { $days } days before bleeding
        }
    }
planner-avoid-bleeding = Bleeding
planner-avoid-before = Days before a start that are hard for me
planner-calendars =
    { $are ->
        [left-out] left out
       *[used] used all the same
    }
planner-calendars-label = Leave out days that my calendar files take up
planner-from-calendar = From your calendar files
planner-working = Working it out …
planner-add-start = Add a start
planner-chance-of =
    { $kind ->
        [bleeding] { $days ->
            [one] Chance of bleeding on that day
           *[other] Chance of bleeding on at least one of the days
        }
        [both] Chance of bleeding or a day before it
       *[before] Chance of a day before bleeding
    }
planner-each-day = Each day by itself
planner-name = Name of the plan
planner-keep = Keep
planner-saved = Your plans
planner-over = Over.
planner-seen = Noted
planner-move = Look for better dates
planner-to-file = Add to a calendar file
planner-remove = Remove this plan
planner-moving = Better dates for “{ $name }”: keep some of these, and the plan moves there.
planner-moving-stop = Leave it where it is

## A duty rota

planner-rota-open = A duty rota
planner-rota-title = A duty rota
planner-rota-how = Load a rota, and see which one swap of two duties would lower the highest chance of bleeding on any of them.
planner-rota-pick = Load a rota
planner-rota-kept = A table (.csv) with the columns date, person and duty, or a calendar (.ics). Nothing of it is kept.
planner-rota-line = Line { $line }:
planner-rota-names = Names that stand in its titles, between commas
planner-rota-me = Me
planner-rota-who = Who is who
planner-rota-you = You are
planner-rota-them = { $name } is
planner-rota-nobody = Not in it
planner-rota-cut = Only the first { $count } duties are looked at.
planner-rota-date = Date
planner-rota-duty = Duty
planner-rota-chance = Chance

## Calendar files

calfile-title = Calendar files
calfile-why = Load your calendar as a file (.ics), and its days are left out. It stays on this device, encrypted, and goes nowhere else.
calfile-anew = A file is read once and does not follow its calendar. Load it again to take it anew.
calfile-pick = Load a calendar file
calfile-pick-more = Load a file
calfile-reading = Reading …
calfile-count =
    { $count ->
        [0] Nothing in it takes up a day from today on.
        [one] One entry from today on, on { $from }.
       *[other] { $count } entries from today on, { $from } to { $to }.
    }
calfile-first = Only the first { $most } would be kept.
calfile-free =
    { $count ->
        [one] Leave out the day of one entry that is marked as free, too
       *[other] Leave out the days of { $count } entries that are marked as free, too
    }
calfile-left-out =
    { $count ->
        [one] One thing in the file was left out
       *[other] { $count } things in the file were left out
    }
calfile-what = Nothing is kept yet. Days and titles would be, on this device only; repeats up to { $until }.
calfile-keep = Keep on this device
calfile-no-room = There are as many files here as can be kept. Remove one first.
calfile-refused =
    { $kind ->
        [too-large] This file is larger than any calendar that is read here. Nothing of it was kept.
        [too-slow] Reading this file took too long. Nothing of it was kept.
       *[not-opened] This file could not be opened. Choose it again.
    }
calfile-line =
    { $count ->
        [one] One entry
       *[other] { $count } entries
    }, read on { $read }
calfile-remove = Remove { $name }
calfile-not-kept = Not kept: this device did not store it.
