/**
 * Just enough of an assembler for WebAssembly to write loops that work on four numbers at once.
 *
 * Why at all: compiled JavaScript works on one number at a time, and the same loops take four times as long. Every
 * expression is the bytes that leave its value on the stack. Source of the codes: W3C, "WebAssembly Core Specification 2.0",
 * sections 5.4 (instructions) and 5.5 (modules).
 */
export type Code = readonly number[];

type ValueType = "i32" | "f32" | "v128";
const typeCode: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** Counts are written in sevens of bits, least first (LEB128). */
function unsigned(value: number): Code {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = rest === (low & 0x40 ? -1 : 0);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

type Unary = (operand: Code) => Code;
type Binary = (left: Code, right: Code) => Code;
const unary =
  (...code: Code): Unary =>
  (operand) => [...operand, ...code];
const binary =
  (...code: Code): Binary =>
  (left, right) => [...left, ...right, ...code];
/** The left where the comparison holds, else the right. */
const choose =
  (comparison: number): Binary =>
  (left, right) => [...left, ...right, ...left, ...right, comparison, 0x1b];
/** Instructions on four numbers have a code of their own after this byte. */
const four = (code: number): Code => [0xfd, ...unsigned(code)];

/** Every number here has 4 bytes, whose logarithm the format asks for. */
const alignment = 2;
const load =
  (...code: Code) =>
  (address: Code, offset = 0): Code => [...address, ...code, alignment, ...unsigned(offset)];
const store =
  (...code: Code) =>
  (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...code,
    alignment,
    ...unsigned(offset),
  ];

export const i32 = {
  of: (value: number): Code => [0x41, ...signed(value)],
  load: load(0x28),
  store: store(0x36),
  add: binary(0x6a),
  subtract: binary(0x6b),
  multiply: binary(0x6c),
  isLess: binary(0x48),
  smaller: choose(0x48),
  larger: choose(0x4a),
};

export const f32 = {
  of: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  load: load(0x2a),
  store: store(0x38),
  add: binary(0x92),
  subtract: binary(0x93),
  larger: binary(0x97),
};

export const quad = {
  /** The same four times. */
  of: unary(...four(19)),
  load: load(...four(0)),
  store: store(...four(11)),
  /** The one number at an address, four times. */
  loadOne: load(...four(9)),
  lane: (value: Code, lane: 0 | 1 | 2 | 3): Code => [...value, ...four(31), lane],
  add: binary(...four(0xe4)),
  subtract: binary(...four(0xe5)),
  multiply: binary(...four(0xe6)),
  smaller: binary(...four(0xea)),
  larger: binary(...four(0xeb)),
  /** All bits set where the left is greater, elsewhere none. */
  isGreater: binary(...four(0x44)),
  /** Whether any bit is set. */
  isAny: unary(...four(0x53)),
  bothBits: binary(...four(0x4e)),
  /** The bits of each taken as a whole number. */
  addBits: binary(...four(0xae)),
  shiftBits: (value: Code, places: number): Code => [...value, ...i32.of(places), ...four(0xab)],
};

/** A parameter or a local of a function. */
export interface Variable {
  readonly get: Code;
  set(value: Code): Code;
}

export const when = (condition: Code, ...body: Code[]): Code => [
  ...condition,
  0x04,
  0x40,
  ...body.flat(),
  0x0b,
];

/** Runs the body with `variable` = from, from + step, … as long as it is below `to`. */
export function forEach(variable: Variable, from: Code, to: Code, step: number, ...body: Code[]): Code {
  const goesOn = i32.isLess(variable.get, to);
  const next = variable.set(i32.add(variable.get, i32.of(step)));
  return [...variable.set(from), ...when(goesOn, [0x03, 0x40], ...body, next, [...goesOn, 0x0d, 0x00, 0x0b])];
}

export interface FunctionCode {
  readonly parameters: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** A function that gives nothing back: what it works out it leaves in the memory. */
export function defineFunction<P extends string, L extends string>(
  parameters: Readonly<Record<P, ValueType>>,
  locals: Readonly<Record<L, ValueType>>,
  bodyOf: (variables: Readonly<Record<P | L, Variable>>) => Code,
): FunctionCode {
  const names = [...Object.keys(parameters), ...Object.keys(locals)];
  const variables = Object.fromEntries(
    names.map((name, i): [string, Variable] => [
      name,
      { get: [0x20, ...unsigned(i)], set: (value) => [...value, 0x21, ...unsigned(i)] },
    ]),
  ) as Record<P | L, Variable>;
  return {
    parameters: Object.values<ValueType>(parameters),
    locals: Object.values<ValueType>(locals),
    body: bodyOf(variables),
  };
}

const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const text = (word: string): Code => list([...word].map((letter) => [letter.charCodeAt(0)]));
const section = (id: number, ...items: Code[]): Code => {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
};

/**
 * A module with these functions, which work on the memory it is given as `world.memory`: one that threads share, of so
 * many pages.
 */
export function assemble(
  functions: Readonly<Record<string, FunctionCode>>,
  pages: number,
): Uint8Array<ArrayBuffer> {
  const all = Object.entries(functions);
  const typesOf = (types: readonly ValueType[]): Code => list(types.map((type) => [typeCode[type]]));
  const codeOf = ({ locals, body }: FunctionCode): Code => {
    const code = [...list(locals.map((type) => [1, typeCode[type]])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  };
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, ...all.map(([, { parameters }]) => [0x60, ...typesOf(parameters), 0])),
    ...section(2, [...text("world"), ...text("memory"), 0x02, 0x03, ...unsigned(pages), ...unsigned(pages)]),
    ...section(3, ...all.map((_, i) => unsigned(i))),
    ...section(7, ...all.map(([name], i) => [...text(name), 0x00, ...unsigned(i)])),
    ...section(10, ...all.map(([, code]) => codeOf(code))),
  ]);
}
