# What is shared with one person: that person's card, notices, and what a grant shares. Spoken to its owner in the preview,
# to the person, and by the terminal alike. Dates arrive formatted. Estimates only; never "late", never "safe"; and nothing that
# would tell whether somebody stopped sharing (docs/protocol.md, rules 96 to 98).

## The card

card-nothing = No shared update right now.
card-by = From { $called }
card-heads-up = Heads-up from { $called }: the next days may be harder.
card-heads-up-own = Heads-up from { $called }: { $words }
card-next-week =
    { $week ->
        [this] The next period is likely to start within 7 days.
        [next] The next period is likely to start within 14 days.
       *[later] The next period is likely to be more than 14 days away.
    }
card-next-band = The next period is likely to start between { $first } and { $last }.
card-next-by = The next period is likely to start by { $last }.
card-next-dots = The next period: as likely by { $middle } as after it; by { $last }, nine in ten.
card-bleeding =
    { $chance ->
        [likely] Bleeding is likely today.
       *[unlikely] Bleeding is unlikely today.
    }
card-bleeding-day = Day { $day } of bleeding.
card-told = Today: { $words }
card-helps = What helps: { $words }
card-brings = What to bring: { $words }
card-plan =
    { $name }, { $first } to { $last }: { $count ->
        [0] bleeding is unlikely.
        [20] bleeding is likely.
       *[other] { $count } chances in 20 of bleeding on one of these days.
    }
card-plan-day =
    { $name }, { $first }: { $count ->
        [0] bleeding is unlikely.
        [20] bleeding is likely.
       *[other] { $count } chances in 20 of bleeding.
    }
card-past-starts = Periods started on these days.
card-past-start = { $date }

## Notices

notice-says-heads-up = Heads-up from { $called }: the next days may be harder.
notice-says-heads-up-own = Heads-up from { $called }: { $words }
notice-says-nothing = Nothing new today.
notice-says-check-in = { $words }
    Sent because a check-in was not answered.
notice-says-reminder =
    { $which ->
        [log] A moment to write down today.
        [medication] A reminder you set for medication.
       *[check-in] All right? A word here, and no message goes out.
    }

## What a grant shares

scope-heads-up =
    { $own ->
        [yes] A heads-up about { $days ->
            [one] a day
           *[other] { $days } days
        } ahead: “{ $words }”
       *[no] A heads-up about { $days ->
            [one] a day
           *[other] { $days } days
        } ahead.
    }
scope-next-start =
    { $coarseness ->
        [week] Whether the next period is likely to start within 7 days, within 14, or after that.
        [band] The dates between which the next period is likely to start.
       *[distribution] The chance of each day on which the next period may start.
    }
scope-bleeding =
    { $coarseness ->
        [day] Whether bleeding is likely today, and the number of the day once bleeding was written down.
       *[estimate] Whether bleeding is likely today. An estimate.
    }
scope-plan = How likely bleeding is during “{ $name }”.
scope-today = “How I am today”, on the days it is told.
scope-helps = What helps.
scope-brings = What to bring.
scope-past-starts = The days on which the last periods started, twelve at most.
scope-dates = From { $first } to { $last }.
scope-nothing = Nothing.
