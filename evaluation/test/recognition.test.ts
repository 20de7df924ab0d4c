import { expect, test } from "vitest";
import { createOurModel } from "../ours.ts";
import { addRecognition, recognise } from "../recognition.ts";
import { cyclesOf } from "./made-up.ts";

const ours = createOurModel();
const steady = cyclesOf(28, 29, 28, 27, 28, 29, 28, 28);
const losing = (...lost: readonly number[]) => [
  { id: "a", cycles: steady, isLogged: steady.map((_, index) => !lost.includes(index)) },
];

test("somebody steady who lost one start: one merged gap, seen at once and later, and no false alarm", () => {
  expect(recognise(losing(5), ours, 0.1)).toEqual({
    lossChance: 0.1,
    merged: 1,
    recognised: 1,
    recognisedAtOnce: 1,
    pauses: 0,
    single: 6,
    falseAlarms: 0,
    falseAlarmsAtOnce: 0,
  });
});

test("four cycles in one gap are a pause, and neither seen nor missed", () => {
  expect(recognise(losing(4, 5, 6), ours, 0.1)).toMatchObject({
    merged: 1,
    pauses: 1,
    recognised: 0,
    single: 4,
  });
});

test("a true cycle twice as long as all others is a false alarm", () => {
  const cycles = cyclesOf(28, 28, 28, 56, 28, 28, 28);
  const result = recognise([{ id: "a", cycles, isLogged: cycles.map(() => true) }], ours, 0);
  expect(result).toMatchObject({ merged: 0, single: 7, falseAlarms: 1, falseAlarmsAtOnce: 1 });
});

test("seeds add up", () => {
  const once = recognise(losing(5), ours, 0.1);
  expect(addRecognition(once, once)).toMatchObject({ lossChance: 0.1, merged: 2, recognised: 2, single: 12 });
});
