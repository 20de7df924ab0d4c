# How forecasts compare with what came, spoken by the app and by the terminal alike.
# Dates arrive formatted. A start outside the dates said is nobody's fault: no praise, no reproach, no streaks.

record-title = How the forecasts did
record-nothing = There is nothing to compare yet. That takes a start, and the one after it.

## What they add up to

record-hits =
    { $scored ->
        [one] { $inside ->
            [0] The one start so far came outside the dates said.
           *[other] The one start so far came between the dates said.
        }
       *[other] { $inside } of { $scored } starts came between the dates said.
    }
record-too-few = Too few to tell anything from it.
record-expected =
    The dates were given { $announced } chances in 20. Of { $scored } starts that makes { $range ->
        [one] { $most }
       *[several] { $least } to { $most }
    }, nine times in ten. { $verdict ->
        [fewer] Here it is fewer: for now, take the dates as a little narrow.
        [more] Here it is more: the dates could have been closer together.
       *[as-announced] So this is as announced.
    }
record-days-off =
    The middle of the forecast was { $days ->
        [0] on the day.
        [one] one day off on average.
       *[other] { $days } days off on average.
    }
record-week-before =
    { $scored ->
        [one] A week before, it was { $inside ->
            [0] outside
           *[other] inside
        }, and the middle { $days ->
            [0] on the day.
            [one] one day off.
           *[other] { $days } days off.
        }
       *[other] A week before, { $inside } of { $scored } were inside, and the middle was { $days ->
            [0] on the day.
            [one] one day off on average.
           *[other] { $days } days off on average.
        }
    }
record-replayed =
    { $which ->
        [all] All of these are replayed
       *[some] { $replayed ->
            [one] One of these is replayed
           *[other] { $replayed } of these are replayed
        }
    }: what the forecast would have been, from what the diary now says of the days up to then.

## Cycle by cycle

record-column-came = Came
record-column-first = Said first
record-column-week = A week before
record-group-issued = As it was shown
record-group-replayed = Replayed
record-range = { $dates }
record-came = { $date }
record-result =
    { $inside ->
        [yes] inside
       *[no] outside
    }
record-said-on-day = said on day { $day }
record-none-stood = none
record-row-first = { $came }: first said { $range }, { $result }.
record-row-week = A week before: { $range }, { $result }.

## Not compared

record-not-counted = Not counted
record-gap =
    { $first } to { $next }: { $reason ->
        [left-out] you left this cycle out.
        [too-short] too short for a cycle.
        [unlogged] a start in between was not logged.
        [probably-unlogged] a start in between was probably not logged. If there was none, say so, and it counts.
        [paused] forecasts were paused.
        [method] a method set the timing.
        [emergency] emergency contraception fell into it.
        [after-loss] a pregnancy ended in it.
        [after-hormones] the first bleed after stopping had not come.
        [no-break] there was no break, so no bleed was due.
        [no-pack] the pack was not known.
        [hormonal-method] a hormonal method set the timing.
        [pregnancy] forecasts are off during pregnancy.
        [breastfeeding] forecasts are off while breastfeeding keeps periods away.
        [suppression] periods were being suppressed.
        [menopause] forecasts are off after menopause.
        [after-birth] the first cycle after a birth has no forecast.
       *[longer-than-known] there was no forecast.
    }
