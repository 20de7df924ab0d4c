import { useSignal } from "@preact/signals";
import {
  betterRota,
  type CalendarDate,
  chanceInTwenty,
  type Duty,
  type Rota,
  sentencesAboutRota,
} from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { type Known, rotaChances } from "../../planning/rota-chances.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import { NoForecast } from "../plan/no-forecast.tsx";
import { useLookAhead, useWorkedOut } from "../plan/use-look-ahead.ts";
import { PersonChoice } from "./person-choice.tsx";
import { useSharedStarts } from "./use-shared-starts.ts";

/** A rota that was read; `isCut` where the file holds more than is looked at. */
export interface OpenedRota {
  readonly rota: Rota;
  readonly isCut: boolean;
}

/** Duties listed at most, soonest first. Our choice: a quarter of a year of one's own. */
const mostListed = 40;

/** Who is who in a rota, and what follows. */
export function RotaAnswerView({ opened }: { readonly opened: OpenedRota }): JSX.Element {
  const { today } = useApp();
  const { rota, isCut } = opened;
  const ahead = useLookAhead();
  const shared = useSharedStarts();
  const people = [...new Set(rota.duties.map(({ person }) => person))].sort();
  const self = useSignal<string | null>(null);
  const others = useSignal<ReadonlyMap<string, string>>(new Map());
  const own = self.value ?? (people.length === 1 ? people[0]! : null);

  const known = new Map<string, Known>();
  for (const { id, dots } of shared) {
    const person = others.value.get(id);
    if (person !== undefined) known.set(person, { kind: "shared", dots });
  }
  if (own !== null) known.set(own, { kind: "self" });
  const of = JSON.stringify([[...known], rota.duties.length, rota.duties[0], people]);
  const { value: answered, isWorking } = useWorkedOut(ahead, of, (now) => {
    if (known.size === 0) return null;
    const chanceOn = rotaChances(now, rota, today.value, known);
    return {
      lines: sentencesAboutRota(betterRota(rota, chanceOn), today.value),
      duties: dutiesOf(rota, chanceOn),
    };
  });

  if (ahead && ahead.answer.kind !== "forecast" && shared.length === 0)
    return <NoForecast answer={ahead.answer} />;
  return (
    <>
      <section class="sheet-section">
        <h2>
          <Say id="planner-rota-who" />
        </h2>
        {isCut && (
          <p class="notice">
            <Say id="planner-rota-cut" values={{ count: rota.duties.length }} />
          </p>
        )}
        <PersonChoice
          label={<Say id="planner-rota-you" />}
          people={people}
          chosen={own}
          onChoose={(person) => {
            self.value = person;
          }}
        />
        {shared.map(({ id, called }) => (
          <PersonChoice
            key={id}
            label={<Say id="planner-rota-them" values={{ name: called }} />}
            people={people}
            chosen={others.value.get(id) ?? null}
            onChoose={(person) => {
              const next = new Map(others.value);
              if (person === null) next.delete(id);
              else next.set(id, person);
              others.value = next;
            }}
          />
        ))}
      </section>
      {answered && known.size > 0 && (
        <section class="plan-answer" aria-busy={isWorking}>
          <div aria-live="polite" class="reasons">
            {answered.lines.map((line, at) => (
              <p key={at}>
                <SaySentence sentence={line} />
              </p>
            ))}
          </div>
          <DutyTable duties={answered.duties} />
        </section>
      )}
    </>
  );
}

interface ToldDuty extends Duty {
  readonly chance: number;
}

const dutiesOf = (
  { duties }: Rota,
  chanceOn: (person: string, date: CalendarDate) => number | null,
): readonly ToldDuty[] =>
  duties
    .flatMap((duty): readonly ToldDuty[] => {
      const chance = chanceOn(duty.person, duty.date);
      return chance === null ? [] : [{ ...duty, chance }];
    })
    .toSorted((one, other) => (one.date < other.date ? -1 : 1))
    .slice(0, mostListed);

function DutyTable({ duties }: { readonly duties: readonly ToldDuty[] }): JSX.Element | null {
  const { words } = useApp();
  if (duties.length === 0) return null;
  return (
    <table class="cycle-table">
      <thead>
        <tr>
          <th scope="col">
            <Say id="planner-rota-date" />
          </th>
          <th scope="col">
            <Say id="planner-rota-duty" />
          </th>
          <th scope="col">
            <Say id="planner-rota-chance" />
          </th>
        </tr>
      </thead>
      <tbody>
        {duties.map(({ date, person, what, chance }, at) => (
          <tr key={at}>
            <td>
              <bdi>{words.date(date, "weekday-day-month")}</bdi>
            </td>
            <td>
              <bdi>{person}</bdi>
              {what !== "" && (
                <>
                  {" "}
                  <bdi class="aside">{what}</bdi>
                </>
              )}
            </td>
            <td>
              <SaySentence sentence={chanceInTwenty(chance)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
