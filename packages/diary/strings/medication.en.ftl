# Schedules and what is left, spoken by the app and by the terminal alike. Dates arrive formatted.
# What is not recorded is not recorded: nobody knows whether it was taken. No praise, no reproach, no advice of ours.

schedule-rhythm =
    { $kind ->
        [daily] Every day
        [pack] { $active } days on, { $off ->
            [one] one day
           *[other] { $off } days
        } off
        [placebo] { $active } days, then { $off ->
            [one] one placebo day
           *[other] { $off } placebo days
        }
        [weekdays] On { $count ->
            [one] one day
           *[other] { $count } days
        } of the week
        [days] { $count ->
            [one] Every day
           *[other] Every { $count } days
        }
        [weeks] { $count ->
            [one] Every week
           *[other] Every { $count } weeks
        }
        [months] { $count ->
            [one] Every month
           *[other] Every { $count } months
        }
        [as-needed] As needed
        [cycle-days] { $first ->
            [one] From the start of a period to cycle day { $last }
           *[other] Cycle days { $first } to { $last }
        }
       *[before-start] { $count ->
            [one] The day before a period is likely, until it comes
           *[other] The { $count } days before a period is likely, until it comes
        }
    }

# One line of what is due on a day.
schedule-dose =
    { $action ->
        [take] { $name }
        [change] Change: { $name }
        [inject] Inject: { $name }
        [replace] Replace: { $name }
       *[remove] Take out: { $name }
    }{ $note ->
        [placebo] , a placebo day
        [likely] , likely
       *[none] { "" }
    }

schedule-next =
    { $likely ->
        [yes] Next, by the forecast: around { $date }.
       *[no] { $action ->
            [take] Next on { $date }.
            [change] Change by { $date }.
            [inject] Inject by { $date }.
            [replace] Replace by { $date }.
           *[remove] Take out by { $date }.
        }
    }
schedule-next-today =
    { $likely ->
        [yes] Today, by the forecast.
       *[no] { $action ->
            [take] Today.
            [change] Change today.
            [inject] Inject today.
            [replace] Replace today.
           *[remove] Take out today.
        }
    }
schedule-next-unknown =
    { $kind ->
        [cycle-days] The next days are known once a start is recorded or forecast.
        [before-start] The next days are known once there is a forecast.
       *[other] Nothing more is due.
    }
schedule-as-needed = Not recorded yet.
schedule-last = Last recorded on { $date }.
schedule-over = Ended on { $date }.
schedule-standing = It was due on { $date }, and nothing is recorded since. If it was not done: check the leaflet or ask a pharmacist.

## What is left

schedule-left = { $left } left.
schedule-lasts = { $left } left, enough through { $date }.
schedule-enough = { $left } left, enough until it ends on { $date }.
schedule-order = Order by { $order }.
schedule-order-and-pick-up = Order by { $order }, pick up by { $pickUp }.
schedule-order-now = Order now, pick up by { $pickUp }.
schedule-order-pick-up-now = Order and pick up now.
schedule-counted-out = By the count, it was enough through { $date }. If there is more, say how many are left.
schedule-order-due =
    { $what ->
        [order] { $name }: order now, it is enough through { $date }.
       *[both] { $name }: order and pick up now, it is enough through { $date }.
    }

## What is recorded

schedule-recorded =
    { $due ->
        [one] Recorded on the one day it was due in the last { $days }.
       *[other] Recorded on { $taken } of { $due } days it was due, of the last { $days }.
    }
schedule-not-recorded =
    { $due ->
        [one] Not recorded on the one day it was due in the last { $days }. If you missed it: check the leaflet or ask a pharmacist.
       *[other] Not recorded on { $notRecorded } of { $due } days. If you missed one: check the leaflet or ask a pharmacist.
    }
