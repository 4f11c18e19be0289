import { Digest, hashes } from './digest.js';

/** One value as the server wrote it. It is parsed when it is first read. */
class Entry {
  #value;

  constructor(topic, key, text) {
    this.key = key;
    this.text = text;
    this.hashes = hashes(topic, key, text);
  }

  get value() {
    this.#value ??= JSON.parse(this.text);
    return this.#value;
  }
}

/** The page's copy of the topics: for each topic the latest value of each key. It holds nothing else, so it is bounded. */
export class Mirror {
  #topics = new Map();
  #digest = new Digest();
  #versions = new Map();

  /** Counts the changes; a view that has seen this version has seen everything. */
  version = 0;

  set(topic, key, text) {
    const entries = this.#entries(topic);
    const old = entries.get(key);
    if (old?.text === text) return;
    if (old) this.#digest.subtract(old.hashes);
    const entry = new Entry(topic, key, text);
    this.#digest.add(entry.hashes);
    entries.set(key, entry);
    this.#changed(topic);
  }

  delete(topic, key) {
    const old = this.#topics.get(topic)?.get(key);
    if (!old) return;
    this.#digest.subtract(old.hashes);
    this.#topics.get(topic).delete(key);
    this.#changed(topic);
  }

  /** The value of a key, or undefined. */
  get(topic, key) {
    return this.#topics.get(topic)?.get(key)?.value;
  }

  /** All entries of a topic: {key, value}. */
  entries(topic) {
    return [...(this.#topics.get(topic)?.values() ?? [])];
  }

  size(topic) {
    return this.#topics.get(topic)?.size ?? 0;
  }

  topics() {
    return [...this.#topics.keys()];
  }

  /** The version of one topic, for results that are kept until the topic changes. */
  versionOf(topic) {
    return this.#versions.get(topic) ?? 0;
  }

  digest() {
    return this.#digest.toString();
  }

  #entries(topic) {
    let entries = this.#topics.get(topic);
    if (!entries) this.#topics.set(topic, (entries = new Map()));
    return entries;
  }

  #changed(topic) {
    this.version++;
    this.#versions.set(topic, this.version);
  }
}
