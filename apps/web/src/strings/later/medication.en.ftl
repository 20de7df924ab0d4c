# The screens about what is taken, changed or renewed; loaded where somebody looks at one of them, or has a schedule.
# What is due and what is left is said by packages/diary/strings/medication.en.ftl.

medication-open-title = Medication and contraception
medication-open = Medication
medication-open-what = What you take, change or renew: when it is due, and by when to order it.
medication-none = Nothing here yet. Add something you take, change or renew, and this says when it is due and, if you like, by when to order it.
medication-limits = This keeps the days you wrote down and counts what is left. What to do about a missed one is in the leaflet, or ask a pharmacist. It is no contraceptive.
medication-add = Add something
medication-change = Change
medication-change-named = Change { $name }
medication-remove-named = Remove { $name }
medication-keep = Keep
medication-cancel = Don’t keep
medication-due-today = Due today
medication-standing = Due on { $date }, not recorded. If it was not done: check the leaflet or ask a pharmacist.
medication-name = Your name for it
medication-what = What you do
medication-action =
    { $action ->
        [take] Take it
        [change] Change it
        [inject] Inject it
        [replace] Have it replaced
       *[remove] Take it out
    }
medication-when = On which days
medication-rhythm =
    { $kind ->
        [daily] Every day
        [pack] In packs
        [weekdays] On days of the week
        [every] Every few days, weeks or months
        [as-needed] As needed
        [cycle-days] On days of the cycle
       *[before-start] Before a period
    }
medication-number =
    { $field ->
        [activeDays] Days on
        [breakDays] Days off
        [count] Every so many
        [firstCycleDay] From cycle day
        [lastCycleDay] To cycle day
        [daysBefore] Days before
        [pieces] Pieces left, without today’s
        [dose] Pieces each time
        [orderDays] Order so many days before they run out
       *[pickUpDays] Pick up so many days before they run out
    }
medication-placebo = On the days off I take a placebo
medication-weekdays = Days of the week
medication-unit-label = Days, weeks or months
medication-unit =
    { $unit ->
        [days] days
        [weeks] weeks
       *[months] months
    }
medication-by-forecast = Days to come are those of the forecast, and move with it.
medication-from = First day
medication-until = Last day, if there is one
medication-hour = Send me a notice
medication-hour-how = Neutral notices on due days, and when to order or pick up. They come once they are switched on here:
medication-count = Count what is left
medication-presets = Fill in a usual one
medication-preset =
    { $kind ->
        [pill-21] Pill, 21 and a week off
        [pill-24] Pill, 24 and 4 placebos
        [patch] Patch
        [ring-in] Ring, in
        [ring-out] Ring, out
        [injection] Injection
        [implant] Implant
        [hormonal-iud] Hormonal IUD
       *[copper-iud] Copper IUD
    }
medication-preset-what =
    { $kind ->
        [patch] A new one each week for three weeks, and one week without.
        [ring-in] In for three weeks, out for one. This one is for putting it in.
        [ring-out] In for three weeks, out for one. This one is for taking it out: its first day is three weeks after putting it in.
        [injection] Every 12 to 13 weeks.
        [implant] After 3 to 5 years.
        [hormonal-iud] After 3 to 8 years, depending on which.
        [copper-iud] After up to 10 years, depending on which.
       *[pill-21] As on the pack.
    }
medication-preset-how = Set it to what your leaflet says.
medication-refused =
    { $problem ->
        [name] Not kept yet: it needs a name.
        [name-taken] Not kept yet: there is one of that name. Days are recorded by name.
        [from] Not kept yet: the first day is no day.
        [until] Not kept yet: the last day is before the first.
        [rhythm] Not kept yet: the days do not add up. They need whole numbers, and the last not before the first.
        [pick-up] Not kept yet: picking up comes after ordering, so nearer to the day they run out.
       *[stock] Not kept yet: what is left needs whole numbers.
    }
reminders-doses = Remind me of what is due under Medication
reminders-doses-how = At the hour of each, on its days alone.
reminders-limit-cycle = Where something is due by your cycle, the days of its notices tell them roughly when that is.
