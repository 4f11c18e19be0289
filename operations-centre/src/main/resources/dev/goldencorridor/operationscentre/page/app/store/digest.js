/** The digest of a set of entries. The order does not matter, so it is kept by adding and subtracting single hashes. */
const PRIME = 0x01000193;
const FIRST_BASIS = 0x811c9dc5;
const SECOND_BASIS = 0xcbf29ce4;

const encoder = new TextEncoder();

/** Both 32-bit FNV-1a hashes of the UTF-8 bytes of topic, key and value text, separated by line feeds. */
export function hashes(topic, key, text) {
  const bytes = encoder.encode(`${topic}\n${key}\n${text}`);
  let first = FIRST_BASIS;
  let second = SECOND_BASIS;
  for (let i = 0; i < bytes.length; i++) {
    first = Math.imul(first ^ bytes[i], PRIME);
    second = Math.imul(second ^ bytes[i], PRIME);
  }
  return [first >>> 0, second >>> 0];
}

/** Sums of the hashes of all entries, modulo 2^32 each. */
export class Digest {
  #first = 0;
  #second = 0;

  add([first, second]) {
    this.#first = (this.#first + first) >>> 0;
    this.#second = (this.#second + second) >>> 0;
  }

  subtract([first, second]) {
    this.#first = (this.#first - first) >>> 0;
    this.#second = (this.#second - second) >>> 0;
  }

  /** 16 hexadecimal digits. */
  toString() {
    return hex(this.#first) + hex(this.#second);
  }
}

function hex(number) {
  return number.toString(16).padStart(8, '0');
}
