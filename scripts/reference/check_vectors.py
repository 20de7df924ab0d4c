"""Checks packages/forecast/vectors/ with the model written once more, in plain Python: `npm run vectors:check`.

It shares nothing with the TypeScript but docs/forecasting.md and the vectors, so it shows that the page is enough to
write the model from. Standard library only; some seconds. Exits 1 when a probability differs by more than 1e-6.
"""

import json
import math
import pathlib
import sys

TOLERANCE = 1e-6
FOLDER = pathlib.Path(__file__).resolve().parents[2] / "packages" / "forecast" / "vectors"
CONSTANTS = json.loads((FOLDER / "constants.json").read_text())
SHORTEST, LONGEST, MOST_MERGED = 10, 200, 3
CENTRES = [math.log(19) + (math.log(90) - math.log(19)) * i / 82 for i in range(83)]
SPREADS = [2.8 * (2 * i / 12 - 1) for i in range(13)]
LOSSES = [0, 0.01, 0.03, 0.08, 0.2, 0.4]
CELLS = [(centre, spread) for centre in CENTRES for spread in SPREADS]
LEAST = 1e-300

REGIMES = {
    "usual": {},
    "first-years": {"centreDays": 31, "betweenPeople": 0.13, "factor": 2, "loss": (1, 9)},
    "third-to-fifth-year": {"factor": 1.4},
    "pcos": {"centreDays": 33, "betweenPeople": 0.2, "factor": 1.3, "loss": (1, 9)},
    "early-transition": {"factor": 1.8},
    "late-transition": {"centreDays": 40, "betweenPeople": 0.3, "factor": 1.3, "loss": (2, 6)},
    "after-hormones": {"factor": 1.6},
    "after-birth": {"factor": 1.6},
}


def prior_of(regime, age, cycles_in_regime):
    """Centre (ln days), spread between people, factor on the scale, Beta of the loss, memory."""
    own = {"centreDays": CONSTANTS["centreDays"], "betweenPeople": CONSTANTS["betweenPeople"]}
    own.update({"factor": 1, "loss": CONSTANTS["loss"], **REGIMES[regime]})
    later = 0.0
    if regime == "after-hormones":
        left = max(0, 1 - cycles_in_regime / 9)
        own["factor"], later = 1 + left * (own["factor"] - 1), 0.08 * left
    factor, centre = own["factor"], math.log(own["centreDays"]) + later
    changing = regime in ("early-transition", "late-transition")
    if age is not None:
        centre += CONSTANTS["centrePerDecade"] * (min(45, max(18, age)) - 31) / 10
        steps = ((25, 1.12), (40, 1.0), (44, 1.1), (49, 1.45), (math.inf, 2.5))
        by_age = 1.45 if age < 20 else next(value for last, value in steps if age <= last)
        if not changing:
            factor = max(factor, by_age)
        changing = changing or age >= 43
    memory = min(0.93, CONSTANTS["memory"]) if changing else CONSTANTS["memory"]
    return centre, own["betweenPeople"], factor, own["loss"], memory


def normal_between(low, high):
    """Chance of a standard normal value between two bounds, exact in either tail."""
    if low > 0:
        return 0.5 * (math.erfc(low / math.sqrt(2)) - math.erfc(high / math.sqrt(2)))
    return 0.5 * (math.erfc(-high / math.sqrt(2)) - math.erfc(-low / math.sqrt(2)))


def chances(noise, bounds, first, last):
    """Chances of whole days, from the bounds (in scales) between them, renormalised; indexed by day."""
    share, shift, width = noise["wideShare"], noise["wideShift"], noise["wideScale"]
    out = [0.0] * (last + 1)
    for day in range(first, last + 1):
        low, high = bounds(day - 0.5), bounds(day + 0.5)
        out[day] = (1 - share) * normal_between(low, high)
        if share > 0:
            out[day] += share * normal_between((low - shift) / width, (high - shift) / width)
    total = sum(out)
    return [chance / total for chance in out]


SINGLE, MERGED, COLUMNS = {}, {}, {}


def single(factor):
    """f1 of every cell."""
    if factor not in SINGLE:
        tables = []
        for centre, spread in CELLS:
            growth = min(1.2, max(-1, CONSTANTS["scalePerTenth"] * (centre - math.log(29)) / 0.1))
            scale = CONSTANTS["coreScale"] * factor
            scale *= math.exp(CONSTANTS["spreadPerIndex"] * spread) * math.exp(growth)
            tables.append(
                chances(CONSTANTS["noise"], lambda x: (math.log(x) - centre) / scale, SHORTEST, LONGEST)
            )
        SINGLE[factor] = tables
    return SINGLE[factor]


def merged(factor, cell, count, days):
    """Chance that `count` cycles of a cell last `days` together."""
    key = (factor, cell, count, days)
    if key not in MERGED:
        own = single(factor)[cell]
        if count == 1:
            MERGED[key] = own[days] if days <= LONGEST else 0.0
        else:
            MERGED[key] = sum(
                own[last] * merged(factor, cell, count - 1, days - last)
                for last in range(SHORTEST, min(LONGEST, days - SHORTEST * (count - 1)) + 1)
                if own[last] > 1e-18
            )
    return MERGED[key]


def column(factor, days, true_cycles):
    """Log chance of a logged gap in every state."""
    key = (factor, days, true_cycles)
    if key not in COLUMNS:
        counts = [true_cycles] if true_cycles else range(1, min(MOST_MERGED, days // SHORTEST) + 1)
        out = []
        for cell in range(len(CELLS)):
            ways = [merged(factor, cell, count, days) for count in counts]
            for loss in LOSSES:
                chance = sum((1 - loss) * loss ** (count - 1) * way for count, way in zip(counts, ways))
                out.append(math.log(max(LEAST, chance)))
        COLUMNS[key] = out
    return COLUMNS[key]


def loss_weights(a, b):
    """Beta(a, b) on the nodes by hat functions, integrated over p^a."""
    weights, steps = [0.0] * len(LOSSES), 4000
    for step in range(steps):
        p = ((step + 0.5) / steps) ** (1 / a)
        mass = (1 - p) ** (b - 1)
        right = next((i for i, node in enumerate(LOSSES) if node > p), len(LOSSES))
        low = LOSSES[right - 1]
        share = 0 if right == len(LOSSES) else (p - low) / (LOSSES[right] - low)
        weights[right - 1] += mass * (1 - share)
        if right < len(LOSSES):
            weights[right] += mass * share
    total = sum(weights)
    return [weight / total for weight in weights]


def softmax(values):
    largest = max(values)
    weights = [math.exp(value - largest) for value in values]
    total = sum(weights)
    return [weight / total for weight in weights]


class DayLengths:
    """A length in days with an own centre and spread: luteal phases, periods."""

    def __init__(self, mean, between, scale, per_index, noise, longest, memory):
        self.memory, self.longest, self.memo = memory, longest, None
        self.make = (mean, between, scale, per_index, noise)
        self.learned = [0.0] * (41 * 13)

    def states(self):
        if self.memo is None:
            mean, between, scale, per_index, noise = self.make
            self.memo = []
            for i in range(41):
                for j in range(13):
                    z, index = 4 * (2 * i / 40 - 1), 2.4 * (2 * j / 12 - 1)
                    centre, own = mean + between * z, scale * math.exp(per_index * index)
                    table = chances(noise, lambda x: (x - centre) / own, 1, self.longest)
                    self.memo.append((-0.5 * (z * z + index * index), table))
        return self.memo

    def learn(self, days):
        self.learned = [
            self.memory * old + math.log(max(LEAST, table[days]))
            for old, (_, table) in zip(self.learned, self.states())
        ]

    def predict(self):
        weights = softmax([old + prior for old, (prior, _) in zip(self.learned, self.states())])
        out = [0.0] * (self.longest + 1)
        for weight, (_, table) in zip(weights, self.states()):
            for day in range(1, self.longest + 1):
                out[day] += weight * table[day]
        total = sum(out)
        return [chance / total for chance in out]


SIGN_MEANS = {"monitor": 13, "mucus": 13, "lh": 13.5, "temperature": 12, "marked": 13}


class Person:
    def __init__(self, regime="usual", age=None):
        self.regime, self.age, self.in_regime = regime, age, 0
        self.learned = [0.0] * (len(CELLS) * len(LOSSES))
        self.period = DayLengths(5, 0.96, 0.75, 0.35, {"wideShare": 0, "wideShift": 0, "wideScale": 1}, 15, 1)
        noise = {"wideShare": 0.16, "wideShift": 0.7, "wideScale": 2.5}
        self.luteal = {k: DayLengths(m, 1.4, 1.0, 0.6, noise, 40, 0.97) for k, m in SIGN_MEANS.items()}

    def fade(self, kept):
        self.learned = [kept * value for value in self.learned]

    def observe(self, seen):
        kind = seen["kind"]
        if kind == "regime":
            self.regime, self.in_regime = seen["regime"], 0
            self.fade(0.5)
        elif kind == "pause":
            self.fade(math.exp(-seen["days"] / 1095))
        elif kind == "period":
            self.period.learn(min(15, seen["days"]))
        elif seen["length"] > (180 if self.regime in ("pcos", "late-transition") else 90):
            self.fade(math.exp(-seen["length"] / 1095))
        else:
            self.age = seen.get("age", self.age)
            _, _, factor, _, memory = prior_of(self.regime, self.age, self.in_regime)
            latest = column(factor, seen["length"], seen.get("trueCycles"))
            self.learned = [memory * old + new for old, new in zip(self.learned, latest)]
            self.in_regime += 1
            for sign in seen.get("signs", []):
                if 5 <= seen["length"] - sign["day"] <= 22:
                    self.luteal[sign["kind"]].learn(seen["length"] - sign["day"])

    def posterior(self):
        centre, between, factor, loss, _ = prior_of(self.regime, self.age, self.in_regime)
        by_loss = [math.log(weight) for weight in loss_weights(*loss)]
        log_weights = []
        for cell, (own, index) in enumerate(CELLS):
            prior = -0.5 * (((own - centre) / between) ** 2 + index * index)
            for i, log_loss in enumerate(by_loss):
                log_weights.append(prior + log_loss + self.learned[cell * len(LOSSES) + i])
        weights = softmax(log_weights)
        cells = [weights[i * len(LOSSES) : (i + 1) * len(LOSSES)] for i in range(len(CELLS))]
        # Cells below 1e-7 are left out, as docs/forecasting.md has it.
        return factor, [(i, by_loss) for i, by_loss in enumerate(cells) if sum(by_loss) >= 1e-7]

    def cycle_length(self):
        factor, cells = self.posterior()
        out = [0.0] * (LONGEST + 1)
        for cell, by_loss in cells:
            weight, table = sum(by_loss), single(factor)[cell]
            for day in range(SHORTEST, LONGEST + 1):
                out[day] += weight * table[day]
        total = sum(out)
        return [chance / total for chance in out]

    def after_signs(self, signs):
        assert len(signs) == 1, "these vectors ask about one sign"
        day, calendar = signs[0]["day"], self.cycle_length()
        luteal = self.luteal[signs[0]["kind"]].predict()
        signed = [0.0] * (LONGEST + 1)
        for length in range(day + 1, min(LONGEST, day + 40) + 1):
            signed[length] = luteal[length - day] * calendar[length] ** CONSTANTS["calendarShare"]
        rest = [chance if length >= day else 0.0 for length, chance in enumerate(calendar)]
        of_sign, of_rest = sum(signed), sum(rest)
        return [0.98 * a / of_sign + 0.02 * b / of_rest for a, b in zip(signed, rest)]

    def cycles_in_gap(self, days):
        factor, cells = self.posterior()
        mass = [0.0] * MOST_MERGED
        for cell, by_loss in cells:
            ways = [merged(factor, cell, count, days) for count in range(1, MOST_MERGED + 1)]
            for weight, loss in zip(by_loss, LOSSES):
                shares = [way * loss**i for i, way in enumerate(ways)]
                if sum(shares) > 0:
                    mass = [m + weight * share / sum(shares) for m, share in zip(mass, shares)]
        return [0.0] + [m / sum(mass) for m in mass]

    def weigh(self, elapsed, period):
        """Factor on each length of the open cycle once its period is over; None while that says nothing."""
        if not period or not period["isOver"] or elapsed + 1 - period["days"] < 3:
            return None
        usual = sum(day * chance for day, chance in enumerate(self.period.predict()))
        power = CONSTANTS["lengthPerPeriodDay"] * min(3, max(-3, min(15, period["days"]) - usual))
        return [0.0] + [day**power for day in range(1, LONGEST + 1)]

    def chances(self, elapsed, period, questions):
        """Chance that some days have bleeding, or a start, when somebody looked every day; backwards from the last of them."""
        factor, cells = self.posterior()
        weigh = self.weigh(elapsed, period)
        length = self.period.predict()
        after = [sum(length[day + 1 :]) for day in range(32)]
        lasted = 0 if period["isOver"] else min(15, period["days"])
        met, total = [0.0] * len(questions), 0.0
        for cell, by_loss in cells:
            table = single(factor)[cell]
            likely = [(days, chance) for days, chance in enumerate(table) if chance > 1e-13]
            upcoming = [sum(by_loss) * chance for chance in weighed(table, weigh)[elapsed + 1 :]]
            total += sum(upcoming)
            for i, question in enumerate(questions):
                first, last = question["firstDay"] - elapsed - 1, question["lastDay"] - elapsed - 1
                bleeds = question["of"] == "bleeding"
                # hit[day]: a start on that day, its period or whatever follows it meets the window.
                hit = [0.0] * first + [1.0] * (last + 1 - first) + [0.0] * (LONGEST + 1)
                for day in range(first - 1, -1, -1):
                    reach = after[first - day] if bleeds and first - day < 15 else 0.0
                    hit[day] = sum(
                        chance * (reach + (1 - reach) * hit[day + days] if day + days > first else hit[day + days])
                        for days, chance in likely
                        if day + days <= last or reach > 0
                    )
                now = 0.0
                if bleeds and lasted and lasted + first < 15:
                    now = after[lasted + first] / after[lasted - 1]
                met[i] += sum(chance * hit[day] for day, chance in enumerate(upcoming[:first]))
                met[i] += now * sum(upcoming[first:]) + (1 - now) * sum(upcoming[first : last + 1])
        return [0.0] + [chance / total for chance in met]

    def next_start(self, elapsed, may_hide, period):
        """Chance by day since the last logged start, and that a start went unlogged; up to 90 days."""
        factor, cells = self.posterior()
        weigh = self.weigh(elapsed, period)
        out, hidden_mass, total = [0.0] * (elapsed + LONGEST + 1), 0.0, 0.0
        for cell, by_loss in cells:
            table = single(factor)[cell]
            own = weighed(table, weigh)
            previous, current, n = {0: 1.0}, own, 0
            while previous:
                moment = sum(weight * loss**n for weight, loss in zip(by_loss, LOSSES))
                if n > 0 and moment < 1e-8:
                    break
                following = {}
                for start, chance in previous.items():
                    for length in range(SHORTEST, LONGEST + 1):
                        day, joint = start + length, chance * current[length]
                        if day > elapsed:
                            if day < elapsed + 1 + LONGEST:
                                out[day] += moment * joint
                                total += moment * joint
                                hidden_mass += moment * joint if n else 0.0
                        elif may_hide and may_hide[day] and joint > 1e-12:
                            following[day] = following.get(day, 0.0) + joint
                previous, current, n = following, table, n + 1
        return [chance / total for chance in out], hidden_mass / total


def weighed(table, weigh):
    """A cell's lengths once they are weighed."""
    if weigh is None:
        return table
    own = [a * b for a, b in zip(table, weigh)]
    return [chance / sum(own) for chance in own]


def check(vector):
    """Largest difference between a vector and this program."""
    person = Person(vector["person"].get("regime", "usual"), vector["person"].get("age"))
    for seen in vector["observations"]:
        person.observe(seen)
    ask, expected = vector["ask"], dict(vector["expected"])
    unlogged = expected.pop("unlogged", None)
    ((_, table),) = expected.items()
    difference = 0.0
    if ask == "cycle-length":
        got = person.cycle_length()
    elif ask == "period-length":
        got = person.period.predict()
    elif "cyclesInGap" in ask:
        got = person.cycles_in_gap(ask["cyclesInGap"])
    elif "afterSigns" in ask:
        got = person.after_signs(ask["afterSigns"])
    elif "chances" in ask:
        got = person.chances(ask["nextStart"]["elapsed"], ask["period"], ask["chances"])
    else:
        opened = ask["nextStart"]
        got, hidden = person.next_start(opened["elapsed"], opened.get("mayHide"), ask.get("period"))
        difference = abs(hidden - unlogged)
    days = set(range(len(got))) | {int(day) for day in table}
    given = (got[day] if day < len(got) else 0.0 for day in sorted(days))
    named = (table.get(str(day), 0.0) for day in sorted(days))
    return max(difference, *(abs(a - b) for a, b in zip(given, named)))


def main():
    failed = 0
    for vector in json.loads((FOLDER / "forecasts.json").read_text())["vectors"]:
        difference = check(vector)
        failed += difference > TOLERANCE
        print(f"{'differs' if difference > TOLERANCE else 'equal'}  {difference:.1e}  {vector['name']}")
    print(f"{failed} differ by more than {TOLERANCE:.0e}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
