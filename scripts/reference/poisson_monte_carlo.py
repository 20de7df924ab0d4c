#!/usr/bin/env python3
"""The published Poisson model with skipped logs, in plain Python, to measure ours beside.

Written from the description in K. Li, I. Urteaga, A. Shea, V. Vitzthum, C. Wiggins and N. Elhadad, "A predictive model
for next cycle start date that accounts for adherence in menstrual self-tracking", JAMIA 29 (2022) 3-11, with its prior
before learning, u0; it shares no code with this project or with theirs.

    rate    lambda ~ Gamma(180, 6)      cycles of 30 days
    skip    pi ~ Beta(2, 20)            chance that one start is not logged
    skips   s ~ Geometric(pi), truncated at S = 10
    length  d ~ Poisson((s + 1) lambda)

A forecast: M = 1000 people drawn from the prior, each weighed by the likelihood of the person's earlier lengths; then
the mixture of their next lengths, for 1 to 90 days (the longest the paper keeps).

With --tabulated the chances of all lengths are worked out once for all people, because the draws are the same for
everybody. That is not in the paper; it is the fastest that we could make this in plain Python.

    python3 poisson_monte_carlo.py COHORT.csv [--people N] [--tabulated] [--draws M] [--seed N] [--predictive]

COHORT has a header and the columns person and length, each person's rows together, oldest first. Prints one line of JSON:
how many forecasts, and seconds for each. With --predictive, before it, a line for each forecast.
"""

import argparse
import csv
import json
import math
import random
import sys
import time

KAPPA, GAMMA, ALPHA, BETA = 180.0, 6.0, 2.0, 20.0
MOST_SKIPS = 10
LONGEST = 90


class Draw:
    """One person drawn from the prior, with what every likelihood needs of her."""

    def __init__(self, dice):
        rate = dice.gammavariate(KAPPA, 1 / GAMMA)
        skip = dice.betavariate(ALPHA, BETA)
        rates = [(s + 1) * rate for s in range(MOST_SKIPS + 1)]
        whole = 1 - skip ** (MOST_SKIPS + 1)
        shares = [(1 - skip) * skip**s / whole for s in range(MOST_SKIPS + 1)]
        self.terms = [
            (math.log(share) - rate_of_s, math.log(rate_of_s))
            for share, rate_of_s in zip(shares, rates)
            if share > 0
        ]

    def chance(self, length):
        """Chance that the next logged length is so many days."""
        less = LOG_FACTORIAL[length]
        return sum(math.exp(constant + length * log_rate - less) for constant, log_rate in self.terms)


LOG_FACTORIAL = [math.lgamma(days + 1) for days in range(LONGEST + 1)]
LENGTHS = range(1, LONGEST + 1)


def predictive(draws, history):
    """Chance of each length from 1 to LONGEST, from the lengths so far."""
    weights = []
    for draw in draws:
        weight = 1.0
        for length in history:
            weight *= draw.chance(length)
        weights.append(weight)
    total = sum(weights)
    return [
        sum(weight * draw.chance(length) for weight, draw in zip(weights, draws)) / total for length in LENGTHS
    ]


class Tabulated:
    """The same with every chance looked up."""

    def __init__(self, draws):
        self.chances = [[draw.chance(length) for draw in draws] for length in LENGTHS]

    def predictive(self, history):
        weights = [1.0] * len(self.chances[0])
        for length in history:
            weights = [weight * chance for weight, chance in zip(weights, self.chances[length - 1])]
        total = sum(weights)
        return [sum(map(float.__mul__, weights, chances)) / total for chances in self.chances]


def read_histories(path, people):
    """For every row of the first people the lengths before it; those the paper would drop are left out."""
    histories, persons, current, lengths = [], 0, None, []
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["person"] != current:
                persons += 1
                if persons > people:
                    break
                current, lengths = row["person"], []
            histories.append(list(lengths))
            if row["length"] not in ("", "NA") and 1 <= int(row["length"]) <= LONGEST:
                lengths.append(int(row["length"]))
    return histories


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cohort")
    parser.add_argument("--people", type=int, default=sys.maxsize)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tabulated", action="store_true")
    parser.add_argument("--predictive", action="store_true")
    options = parser.parse_args()

    histories = read_histories(options.cohort, options.people)
    if not histories:
        sys.exit("poisson_monte_carlo: the file has no rows")
    dice = random.Random(options.seed)
    draws = [Draw(dice) for _ in range(options.draws)]

    start = time.perf_counter()
    if options.tabulated:
        tabulated = Tabulated(draws)
        answers = [tabulated.predictive(history) for history in histories]
    else:
        answers = [predictive(draws, history) for history in histories]
    seconds = time.perf_counter() - start

    if options.predictive:
        for answer in answers:
            print(json.dumps(answer))
    print(json.dumps({"forecasts": len(histories), "secondsPerForecast": seconds / len(histories)}))


if __name__ == "__main__":
    main()
