# Why a forecast is what it is, spoken by the app and by the terminal alike.
# Dates arrive formatted. Numbers are days, parts in ten or chances in twenty: nothing a reader has to look up.

explain-title = Why this forecast

## What past cycles say

explain-cycles-title = From past cycles
explain-none = I know no whole cycle of yours yet, so all of this is what is common.
explain-none-used = None of your past cycles could be used, so all of this is what is common.
explain-narrows = Every cycle in the diary narrows it.
explain-usual =
    { $cycles ->
        [one] From one of your cycles: usually { $shortest } to { $longest } days, eight times in ten.
       *[other] From { $cycles } of your cycles: usually { $shortest } to { $longest } days, eight times in ten.
    }
explain-middle =
    The middle is about { $usual } days, and a single cycle lies about { $spread ->
        [one] one day
       *[other] { $spread } days
    } from it.
explain-share =
    { $parts ->
        [0] Nearly all of that is what is common: your own cycles say little so far.
        [1] One part in ten of that comes from your own cycles, nine from what is common.
        [9] Nine parts in ten of that come from your own cycles, one from what is common.
        [10] Nearly all of that comes from your own cycles.
       *[other] { $parts } parts in ten of that come from your own cycles, { $rest } from what is common.
    }
explain-common =
    { $pattern ->
        [usual] { $age ->
            [known] Knowing only your age
           *[unknown] Knowing nothing of you
        }
        [first-years] Knowing only that these are your first two years
        [third-to-fifth-year] Knowing only that these are your third to fifth years
        [pcos] Knowing only of PCOS or very varied cycles
        [early-transition] Knowing only of early perimenopause
        [late-transition] Knowing only of perimenopause with long gaps
        [after-hormones] Knowing only that you stopped hormones
        [after-loss] Knowing only of a pregnancy that ended
       *[after-birth] Knowing only of a birth
    }{ $pattern ->
        [usual] { "" }
       *[other] { $age ->
            [known] {" "}and your age
           *[unknown] { "" }
        }
    }, I would say { $shortest } to { $longest } days.
explain-doubled =
    { $first } to { $next }, { $days } days: probably { $cycles ->
        [2] two cycles. A start around { $around } was not logged.
       *[other] three cycles. Starts around { $around } and { $later } were not logged.
    }
explain-doubled-several = { $count } gaps are probably more than one cycle each. The list below says where a start was not logged.

explain-pack = Your pack sets these dates, not your cycle: its last active day before the break is { $date }.
explain-pack-breaks =
    { $breaks ->
        [0] On which day of a break the bleed starts is what is common so far: mostly the second to the fourth.
        [one] On which day of a break the bleed starts comes from one of your breaks, and from what is common.
       *[other] On which day of a break the bleed starts comes from { $breaks } of your breaks, and from what is common.
    }
explain-pack-cycles = Your cycles before the pack are kept. They count again when you stop.

## The cycle that is open

explain-now-title = In this cycle
explain-open =
    { $day ->
        [1] This cycle began today.
       *[other] It is day { $day }. The days that went by without a start are counted out.
    }
explain-sign-used =
    { sign-words } on { $date } narrows it: from there to the next start the time varies less than whole cycles do.
explain-sign-another-tells-more = { sign-words } on { $date } is not used, because another sign tells more.
explain-sign-signs-disagree = { sign-words } on { $date } is not used, because your signs disagree.
explain-sign-too-long-ago = { sign-words } on { $date } is no longer used: it is too long ago.
sign-words =
    { $kind ->
        [lh] The positive ovulation test
        [temperature] The rise in temperature
        [mucus] The mucus peak
        [monitor] Your monitor’s sign of ovulation
       *[marked] The ovulation you marked
    }

## Cycle by cycle

explain-list-title = Cycle by cycle
explain-list-began = Began
explain-list-days = Days
explain-list-use = What became of it
explain-newer = Newer cycles count a little more than older ones.
explain-changed = What began before your pattern changed counts less.
explain-began = { $date }
explain-cycle-used = Used.
explain-cycle-kept = Not used now, kept for when you stop.
explain-cycle-before-change = Used, counts less.
explain-cycle-doubled =
    { $cycles ->
        [2] Probably two cycles, { $chance } in 20: a start around { $around } was not logged.
       *[other] Probably three cycles, { $chance } in 20: starts around { $around } and { $later } were not logged.
    }
explain-cycle-told =
    { $cycles ->
        [1] As one cycle: you said that no start was left out.
        [2] As two cycles: you said that a start was left out.
       *[other] As three cycles: you said that starts were left out.
    }
explain-cycle-watched = As one cycle: the days you recorded leave no room for another start.
explain-cycle-excluded =
    { $because ->
        [stress] Left out by you: stress.
        [illness] Left out by you: illness.
        [travel] Left out by you: travel.
        [emergency-contraception] Left out by you: emergency contraception.
        [not-my-pattern] Left out by you: not your pattern.
       *[other] Left out by you.
    }
explain-cycle-too-short = Left out: a cycle has { $least } days or more.
explain-cycle-too-long = Left out: so long that it counts as a pause.
explain-cycle-pause = Left out: you paused.
explain-cycle-method =
    { $method ->
        [combined-pill] Left out: the pill set the timing.
        [patch] Left out: the patch set the timing.
        [ring] Left out: the ring set the timing.
        [progestin-pill] Left out: the progestin-only pill set the timing.
        [hormonal-iud] Left out: the hormonal IUD set the timing.
        [implant] Left out: the implant set the timing.
        [injection] Left out: the injection set the timing.
        [testosterone] Left out: testosterone set the timing.
       *[other] Left out: a method set the timing.
    }
explain-cycle-emergency = Left out: emergency contraception fell into it.
explain-cycle-pattern =
    { $pattern ->
        [hormonal-method] Left out: a hormonal method set the timing.
        [pregnancy] Left out: a pregnancy.
        [breastfeeding] Left out: breastfeeding kept periods away.
        [suppression] Left out: periods were being suppressed.
        [after-birth] Left out: a pregnancy ended in it.
        [after-loss] Left out: a pregnancy ended in it.
       *[menopause] Left out: after menopause.
    }
