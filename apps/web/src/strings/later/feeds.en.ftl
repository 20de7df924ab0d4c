## Calendar feeds: words of their screen and of the list on People, which come with them

feeds-title = Calendar feeds
feeds-file = A file
feeds-file-what = The dates as they are now, as a file that a calendar on this device can take in. Nothing is sent anywhere, and nothing changes by itself afterwards.
feeds-file-save = Save the file
feeds-file-saved = Saved as calendar.ics.
feeds-new = An address that a calendar asks for
feeds-what = Another calendar can ask an address for the dates, and so follow them. Calendars cannot open what is sealed; an address gives away more than anything else here:
feeds-limit-reads = Whoever has the address can read the dates until it ends, without being asked who they are.
feeds-limit-relay = Each time somebody asks, your relay has the address and the dates in its memory while it answers. On its disk, in its log and in its backups they are sealed. A relay that was changed could keep them.
feeds-limit-provider = A calendar on somebody’s servers reads all of it there, keeps copies, and may go on showing them after the address has ended.
feeds-limit-leaks = Addresses travel: they stand in histories, in the logs of machines on the way, and wherever they were pasted.
feeds-limit-times = Your relay and the calendar’s servers know from where and how often each of them asks.
feeds-limit-after = Make one for each calendar. Then one can be ended without the others.
feeds-limit-ends = An address ends by itself after 90 days at most. You can end it before, and it then answers like one that never was.
feeds-limit-moves = Moving your diary to another relay ends all of them.
feeds-begin = I have read this
feeds-name = For which calendar, in your words
feeds-part =
    { $part ->
        [forecast] The next time to be ready
        [plans] Plans
       *[schedules] What is due, to be ordered and to be picked up
    }
feeds-titles = Titles
feeds-titles-name =
    { $titles ->
        [plain] In full
       *[neutral] Neutral
    }
feeds-titles-how =
    { $titles ->
        [plain] Whoever sees the calendar can read what each entry is about.
       *[neutral] Entries do not say what they are about. Their dates can still be read, and counted on from.
    }
feeds-ahead = Days ahead
feeds-until = How long it works
feeds-days =
    { $days ->
        [one] One day
       *[other] { $days } days
    }
feeds-make = Make the address
feeds-no-relay = An address is asked for at a relay, so your diary has to be there first.
feeds-over = ended on { $date }
feeds-tells =
    { $titles ->
        [plain] Titles in full, { $days } days ahead
       *[neutral] Neutral titles, { $days } days ahead
    }
feeds-left = Last left on { $date } from this device
feeds-not-left = Nothing was left there from this device yet
feeds-address = The address
feeds-address-show = Show the address for { $name }
feeds-address-how = Paste it where the calendar asks for a subscription or a calendar by address. Whoever sees it can read what it tells.
feeds-trouble =
    { $kind ->
        [malformed] Your relay did not take it. Its clock and this device’s may be days apart.
       *[other] It could not be left at your relay the last time. This device tries again.
    }
feeds-end = End it for { $name }
feeds-end-what = { $name } gets nothing from this address any more, as soon as this device reaches your relay. What was read already stays where it is.
feeds-end-do = End it now
feeds-end-no = Go on as it is
feeds-renew = Go on for { $days } days from today
