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
forecast-pack-between = Your next bleed is due in the break: between { $first } and { $last }, most likely { $likely }, from your pack.
forecast-pack-one-day = Your next bleed is due in the break: most likely { $likely }, from your pack.
forecast-pack-now = Your bleed is due in this break: any day now, most likely { $likely }, by { $last }, from your pack.
forecast-none = After one start date I can tell you when the next one is likely.
forecast-withheld =
    { $reason ->
        [hormonal-method] { $method ->
            [progestin-pill] Forecasts are off: nobody can honestly say when bleeding comes with a progestin-only pill. What you record stays.
            [hormonal-iud] Forecasts are off: nobody can honestly say when bleeding comes with a hormonal IUD. What you record stays.
            [implant] Forecasts are off: nobody can honestly say when bleeding comes with an implant. What you record stays.
            [injection] Forecasts are off: nobody can honestly say when bleeding comes with injections. What you record stays.
            [testosterone] Forecasts are off: nobody can honestly say when bleeding comes with testosterone. What you record stays.
           *[none] Forecasts are off, because a hormonal method sets the timing.
        }
        [no-break] Forecasts are off: without a break no bleed is due. What you record stays.
        [no-pack] Forecasts are off until I know the pack: how many days with hormone, how many without.
        [after-hormones] { $method ->
            [injection] After injections the first period can take many months. I forecast again from then on.
           *[other] I forecast again from your first bleed after stopping.
        }
        [after-loss] I forecast again from your first period. That is often four to six weeks, and may be more.
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
basis-pack-odds = If the break brings a bleed, eight in ten between these dates. { $count } in 20 that it brings none.
basis-pack-breaks =
    { $breaks ->
        [0] From what is common in breaks. Your own narrow it.
        [one] Learned from one of your breaks.
       *[other] Learned from { $breaks } of your breaks.
    }
basis-after-hormones = Wider for some cycles, because you stopped hormones: without them since { $date }.
basis-emergency = Wide in this cycle only, because emergency contraception on { $date } can bring the next period earlier or later.
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
spoken-pack = Next bleed, in the break. Eight in ten: between { $first } and { $last }. Most likely { $likely }.
strip-title = When it will start
strip-read = Started by { $date }: { $count } of 20
strip-table-date = Date
strip-table-starts = Chance it starts that day
strip-table-started = Chance it has started
strip-columns = Each column stands for { $days } days and is named by the first.
