# What sets or changes the timing of a body: words of a screen that most visits never open.

method-title = Contraception and hormones
method-name =
    { $method ->
        [combined-pill] Combined pill
        [patch] Patch
        [ring] Ring
        [progestin-pill] Progestin-only pill
        [hormonal-iud] Hormonal IUD
        [copper-iud] Copper IUD
        [implant] Implant
        [injection] Injection
        [testosterone] Testosterone
       *[none] None
    }
method-holds = { method-name }, from { $date }.
method-does =
    { $what ->
        [pack] The bleed of each break is forecast from your pack, not from a cycle. If a dose was missed, check the leaflet or ask a pharmacist.
        [no-break] Without a break no bleed is due, so none is forecast.
        [no-pack] Nothing is forecast until the days of the pack are known. Keep it once more, with them.
        [hormonal] Bleeding keeps to no known schedule with it, so none is forecast. What you record stays.
        [copper] Forecasts go on as they are. In the first three to six months bleeding can last longer and be heavier.
        [stopped] Forecasts are wider for the first nine cycles after stopping.
       *[nothing] Nothing is noted here. Forecasts are those of your own cycle.
    }
method-remind = Remind me of the pack
method-begin = Begin or change
method-which = Which one
method-pack = Days of a pack
method-pack-of =
    { $pause ->
        [0] No break
       *[other] { $active } with hormone, { $pause } without
    }
method-pack-own = Other days
method-active = Days with hormone
method-break = Days without
method-pack-refused = Not saved yet: 14 to 371 days with hormone, up to 14 without.
method-first =
    { $method ->
        [pack] First day with hormone, in the pack you begin
       *[other] Since
    }
method-keep = Keep
method-stop = Stopped
method-stop-first = First day without
method-stopped = Note that it was stopped
method-event =
    { $method ->
        [none] Stopped, first day without { $date }
       *[other] { method-name }, from { $date }
    }
method-event-pack =
    { $pause ->
        [0] { method-name } without a break, from { $date }
       *[other] { method-name }, { $active } days and { $pause } without, from { $date }
    }
emergency-title = Emergency contraception
emergency-note = Note it
emergency-does = An emergency pill can bring the next period earlier or later: that one forecast is wide, and nothing is learned from the cycle. A copper IUD changes no timing.
emergency-drug =
    { $drug ->
        [levonorgestrel] Pill, levonorgestrel
        [ulipristal] Pill, ulipristal
       *[copper-iud] Copper IUD
    }
emergency-day = On
emergency-event = { emergency-drug }, on { $date }

## The pattern, pauses, and cycles that are left out

pattern-title = Your pattern
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
        [after-loss] After a pregnancy loss
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
