# What is said of plans and rotas, in the app and in the terminal alike. Dates arrive formatted.
# Chances in twentieths; never zero and never certain; never "safe". Nobody is told what to do.

## Chances

plan-odds =
    { $count ->
        [0] fewer than 1 in 20
        [20] more than 19 in 20
       *[other] { $count } in 20
    }
plan-about-odds =
    { $count ->
        [0] fewer than 1 in 20
        [20] more than 19 in 20
       *[other] about { $count } in 20
    }

## A question, and each of its answers

plan-dates = { $first } – { $last }
plan-date = { $first }
plan-question =
    { $days ->
        [one] One day
       *[other] { $days } days
    } between { $from } and { $to }.
plan-question-dates = { $from } to { $to }.
plan-question-date = { $from }.
plan-asked =
    { $what ->
        [bleeding] { $days ->
            [one] The chance of bleeding that day:
           *[other] The chance of bleeding on at least one of them:
        }
        [before] { $days ->
            [one] The chance that it is { plan-one-before }:
           *[other] The chance that they touch { plan-days-before }:
        }
       *[both] { $days ->
            [one] The chance of bleeding that day, or { plan-days-after }:
           *[other] The chance of bleeding on at least one of them, or { plan-days-after }:
        }
    }
plan-chance =
    { $what ->
        [bleeding] { $days ->
            [one] Bleeding that day
           *[other] Bleeding on at least one day
        }
        [before] { $before ->
            [one] On the day before a start
           *[other] In the { $before } days before a start
        }
       *[both] { $days ->
            [one] Bleeding that day, or { plan-days-after }
           *[other] Bleeding on at least one day, or { plan-days-after }
        }
    }: { plan-odds }
plan-days-after =
    { $before ->
        [one] the day after
       *[other] within { $before } days after
    }
plan-days-before =
    { $before ->
        [one] the day before a start
       *[other] the { $before } days before a start
    }
plan-one-before =
    { $before ->
        [one] the day before a start
       *[other] one of the { $before } days before a start
    }

## Under the answers

plan-same-2 = { $date1 } and { $date2 } are about the same. Pick what suits you.
plan-same-3 = { $date1 }, { $date2 } and { $date3 } are about the same. Pick what suits you.
plan-same-4 = { $date1 }, { $date2 }, { $date3 } and { $date4 } are about the same. Pick what suits you.
plan-same-all = These dates are all about the same. Pick what suits you.
plan-far =
    { $days ->
        [one] That far ahead every day is { plan-about-odds } for you.
       *[other] That far ahead any { $days } days are { plan-about-odds } for you.
    } Ask again from { $date }.
plan-clearer = It will be clearer after your next period (about { $date }).
plan-lowest = The lowest I can find is { plan-odds }. There is no zero.
plan-no-window = No dates are left there: each would meet a day that is taken, or there are too few. Allow other dates, or fewer days.

## A plan that was kept

plan-kept =
    { $name }, { $dates }: { plan-odds } that { $what ->
        [bleeding] { $days ->
            [one] you bleed that day
           *[other] you bleed on at least one of these days
        }
        [before] { $days ->
            [one] it is { plan-one-before }
           *[other] they touch { plan-days-before }
        }
       *[both] { $days ->
            [one] you bleed that day or { plan-days-after }
           *[other] you bleed on one of these days or { plan-days-after }
        }
    }.
plan-kept-over = { $name }, { $dates }, is over.
plan-kept-unknown = { $name }, { $dates }: I cannot say anything about it now.
plan-was-odds =
    { $was ->
        [0] fewer than 1 in 20
        [20] more than 19 in 20
       *[other] { $was } in 20
    }
plan-changed = It was { plan-was-odds } on { $date } and is now { plan-odds }.
plan-changed-start = It was { plan-was-odds } on { $date } and is now { plan-odds }, since a start was logged on { $start }.
plan-unchanged = About the same as on { $date }.
plan-better-elsewhere = Among the dates from { $from } to { $to } there are better ones now.

## Questions that cannot be answered

plan-problem-days = A plan has 1 to { $longest } days.
plan-problem-backwards = The last date lies before the first. Swap them.
plan-problem-past = These dates are over. Ask about days to come.
plan-problem-nothing-to-avoid = Say what you would like to avoid: bleeding, the days before it, or both.
plan-problem-too-far = I look two years ahead. Ask about days up to { $latest }.

## Rotas

rota-worst = The highest chance of bleeding on a duty is { plan-odds }: { $name }, { $date }.
rota-swap = { $giver } and { $taker } could swap { $give } and { $take }.
rota-falls = Then the highest is { plan-odds }.
rota-none = No swap of two duties lowers it.
rota-about-same = The best swap of two duties lowers it by less than 2 in 20, which is about the same.
rota-eases = One makes bleeding on a duty rarer: { $giver } and { $taker } could swap { $give } and { $take }.
rota-alone = There is nobody to swap with: all these duties are one person’s.
rota-nothing-known = None of these duties lies on a day that I can forecast.

rota-problem-empty = The file is empty; I expected duties in it.
rota-problem-binary = The file is not text; I expected CSV.
rota-problem-too-large = The file is larger than I read; I expected at most { $limit } duties.
rota-problem-too-many = There are more than { $limit } duties. Take a shorter stretch of the rota.
rota-problem-columns = I expected the columns date and person, and perhaps duty, in the first line.
rota-problem-no-duties = I expected at least one duty under the first line.
rota-problem-date = I expected a real day such as 2027-03-05.
rota-problem-ambiguous = This date can be day/month or month/day; I expected dates like 2027-03-05.
rota-problem-person = I expected a name of 1 to 60 characters.
rota-problem-duty = I expected at most 60 characters for a duty.
rota-problem-formula = I expected text and found a formula.
rota-problem-cells = I expected as many cells as the first line has.
rota-problem-quotes = I expected a quote only around a whole cell, and one at its end.
rota-problem-doubled = This person has this duty on that day already.
