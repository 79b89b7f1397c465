// The buffer in the module's memory in which numbers cross: four words each of 64 bits, the lowest first.

const WORD = 64n;
/** More numbers than a pool of eight tokens is written in. */
const MESSAGE = 64;

/** The module's exports. */
let engine;
/** The buffer as words; as halves, which tell without a bigint whether a word is 0; and as floats, whose 0 is a word of 0. */
let words = new BigUint64Array(0);
let halves = new Uint32Array(0);
let floats = new Float64Array(0);
/** Small upper words, where they belong in a number: those that amounts of 18 decimals have, made when they are first read. */
const uppers = new Array(4096);
/** How long it is; `words.length` becomes 0 when the memory grows. */
let size = 0;

/** Takes the module's buffer, with room for the longest message of a pool. */
export function open(exports) {
  engine = exports;
  room(MESSAGE);
}

/** Makes room for this many numbers. */
export function room(numbers) {
  const length = 4 * numbers + 64;
  if (words.length < length) find(length);
}

/** A call of the module may have moved its memory. */
export function settle() {
  if (words.length === 0) find(0);
}

/** Finds the buffer in the memory, this many words long at least. */
function find(length) {
  if (engine === undefined) throw new Error("the engine is not loaded: await init() first");
  size = Math.max(size, length);
  const start = engine.buffer(size);
  const { buffer } = engine.memory;
  words = new BigUint64Array(buffer, start, size);
  halves = new Uint32Array(buffer, start, 2 * size);
  floats = new Float64Array(buffer, start, size);
}

/** Writes a number, if it is one from 0 to 2^128 - 1; whether it was. */
export function putShort(place, number) {
  if (typeof number !== "bigint") return false;
  const at = 4 * place;
  words[at] = number;
  if (BigInt.asUintN(64, number) === number) {
    floats[at + 1] = 0;
  } else {
    const high = number >> WORD;
    if (BigInt.asUintN(64, high) !== high) return false;
    words[at + 1] = high;
  }
  floats[at + 2] = 0;
  floats[at + 3] = 0;
  return true;
}

/** Writes a number that is none of a bigint: from 0 to 2^32 - 1. */
export function putSmall(place, number) {
  const at = 4 * place;
  floats[at] = 0;
  halves[2 * at] = number;
  floats[at + 1] = 0;
  floats[at + 2] = 0;
  floats[at + 3] = 0;
}

/** Writes a number, which is an integer of at most 256 bits; one below 0 in two's complement. */
export function put(place, number) {
  if (putShort(place, number)) return;
  putLong(place, number);
}

/** The same of one that is not short. */
export function putLong(place, number) {
  const at = 4 * place;
  words[at] = number;
  words[at + 1] = number >> WORD;
  words[at + 2] = number >> 128n;
  words[at + 3] = number >> 192n;
}

/** Reads a number. */
export function get(place) {
  const at = 4 * place;
  const half = 2 * at;
  let number = words[at];
  const upper = halves[half + 2];
  if (halves[half + 3] !== 0 || upper >= uppers.length) number |= words[at + 1] << WORD;
  else if (upper !== 0) number |= uppers[upper] ??= BigInt(upper) << WORD;
  if ((halves[half + 4] | halves[half + 5] | halves[half + 6] | halves[half + 7]) === 0) return number;
  return number | (words[at + 2] << 128n) | (words[at + 3] << 192n);
}

/** Reads the first numbers. */
export function list(count) {
  const numbers = new Array(count);
  for (let i = 0; i < count; i++) numbers[i] = get(i);
  return numbers;
}

/** Whether a word is 0, by its lower half: for codes, which fit there. */
export function wordIsZero(at) {
  return halves[2 * at] === 0;
}
