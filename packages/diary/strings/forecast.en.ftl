# Every word about a forecast, spoken by the app and by the terminal alike.
# Dates arrive formatted. Say the number in the sentence; never "late", never "safe" (docs/glossary.md, forecast).

## The sentence

forecast-between = Between { $first } and { $last }, most likely { $likely }.
forecast-one-day = Most likely { $likely }.
forecast-ready = Be ready from { $first }. Most likely { $likely }; by { $last }, nine in ten.
forecast-now = Any day now, most likely { $likely }; by { $last }, nine in ten.
forecast-now-today = Any day now, most likely today; by { $last }, nine in ten.
forecast-any-time-now = Could start any day from now; by { $last }, nine in ten.
forecast-any-time = Could start any time from { $first }; by { $last }, nine in ten.
forecast-none = After one start date I can tell you when the next one is likely.
forecast-withheld =
    { $reason ->
        [hormonal-method] Forecasts are off, because a hormonal method sets the timing.
        [pregnancy] Forecasts are off during pregnancy.
        [breastfeeding] Forecasts are off while breastfeeding keeps periods away.
        [suppression] Forecasts are off, because periods are being suppressed.
        [menopause] Forecasts are off after menopause.
        [after-birth] After a birth I wait for one whole cycle before I forecast.
        [paused] Forecasts are paused.
       *[longer-than-known] This cycle is longer than any I can forecast. I start again with your next period.
    }

## How sure, and what it rests on

forecast-odds = Eight in ten between these dates, one in ten before, one in ten after.
forecast-odds-now = One in ten after { $last }.
forecast-odds-ready = One in ten before { $first }, one in ten after { $last }.
basis-one-date = Wide, because I know one date only. Earlier starts narrow it.
basis-cycles =
    { $cycles ->
        [one] Based on one of your cycles.
       *[other] Based on { $cycles } of your cycles.
    }
basis-sign = Narrowed by a sign of ovulation on { $date }.
basis-signs-disagree = Two signs of ovulation disagree, so neither is used.
basis-long-cycle =
    { $ownCycles ->
        [yes] This cycle is now longer than nine in ten of yours.
       *[no] This cycle is now longer than nine in ten.
    }
basis-unlogged = It looks as if a period around { $date } was not logged.
basis-maybe-unlogged = { $count } in 20 that a period around { $date } came and was not logged.
basis-gap =
    { $place ->
        [lost] Nothing was logged for { $days } days, so nobody can say where in a cycle you are.
       *[counted] Nothing was logged for { $days } days; I counted on from before.
    }

## What changed

changed-later =
    { $days ->
        [one] One day later
       *[other] { $days } days later
    } than yesterday, because { $why ->
        [no-start] no start was logged
        [sign] a sign of ovulation was logged
       *[entry] the diary changed
    }.
changed-earlier =
    { $days ->
        [one] One day earlier
       *[other] { $days } days earlier
    } than yesterday, because { $why ->
        [sign] a sign of ovulation was logged
       *[entry] the diary changed
    }.
changed-new-cycle = A new cycle began on { $date }.
moved-later =
    { $days ->
        [one] That moved the forecast one day later.
       *[other] That moved the forecast { $days } days later.
    }
moved-earlier =
    { $days ->
        [one] That moved the forecast one day earlier.
       *[other] That moved the forecast { $days } days earlier.
    }

## For a screen reader, or read aloud

spoken-forecast = Next period, start. Eight in ten: between { $first } and { $last }. Most likely { $likely }.
strip-title = When it will start
strip-read = Started by { $date }: { $count } of 20
strip-table-date = Date
strip-table-starts = Chance it starts that day
strip-table-started = Chance it has started
strip-columns = Each column stands for { $days } days and is named by the first.
