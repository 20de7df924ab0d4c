import { type Code, f32, i32, quad, type Variable } from "./assembler.ts";
import { atOnce, daysInBlock, numberBytes, rowLength } from "./layout.ts";

/** Turns of phrase that all loops share. */
export const rowBytes = rowLength * numberBytes;
export const quadBytes = atOnce * numberBytes;
export const blockBytes = daysInBlock * numberBytes;

export const zero = i32.of(0);

/** Four times the same number. */
export const constant = (value: number): Code => quad.of(f32.of(value));

export const advance = (variable: Variable, bytes: number): Code =>
  variable.set(i32.add(variable.get, i32.of(bytes)));

/** The address of an element of a list that begins at `start`. */
export const elementAt = (start: Variable, index: Code, bytes = numberBytes): Code =>
  i32.add(start.get, i32.multiply(index, i32.of(bytes)));

/** The four numbers of a variable made one. */
export const combined = (combine: (left: Code, right: Code) => Code, { get }: Variable): Code =>
  combine(combine(quad.lane(get, 0), quad.lane(get, 1)), combine(quad.lane(get, 2), quad.lane(get, 3)));
