import { Mirror } from './mirror.js';

/**
 * What the stream has brought: the mirror, the server's greeting and its last beat. It knows no network and no clock,
 * so tests can drive it. A full picture replaces the mirror only when it is complete: until then the old one stays.
 */
export class Session {
  mirror = new Mirror();
  /** Whether a complete picture has ever arrived. */
  complete = false;
  hello = null;
  beat = null;
  /** Id of the last batch that is in the mirror, for the next connection; null asks for a full picture. */
  lastId = null;

  #incoming = null;
  #generation = 0;

  onHello(hello) {
    this.#incoming = null;
    this.hello = hello;
    // What the former connection said of the pipeline's clock is out of date.
    this.beat = null;
  }

  /**
   * Applies a batch.
   *
   * @returns {boolean} false if the digests differ: the picture is wrong, and a full one is needed
   */
  onBatch(id, batch) {
    if (batch.full && !this.#incoming) this.#incoming = new Mirror();
    const mirror = this.#incoming ?? this.mirror;
    for (const [topic, key, text] of batch.set ?? []) mirror.set(topic, key, text);
    for (const [topic, key] of batch.delete ?? []) mirror.delete(topic, key);
    if (batch.more) return true;
    if (this.#incoming) {
      this.#generation += this.mirror.version + 1;
      this.mirror = this.#incoming;
      this.#incoming = null;
      this.complete = true;
    }
    if (batch.digest && batch.digest !== this.mirror.digest()) return this.#forgetId();
    this.lastId = id;
    return true;
  }

  /** @returns {boolean} false if the server has the same sequence number and another digest */
  onBeat(beat) {
    this.beat = beat;
    const isSamePlace = this.lastId !== null && this.lastId.endsWith(`-${beat.seq}`);
    if (isSamePlace && beat.digest && beat.digest !== this.mirror.digest()) return this.#forgetId();
    return true;
  }

  /** Changes whenever anything in the mirror does, also when a full picture replaces it. */
  get version() {
    return this.#generation + this.mirror.version;
  }

  #forgetId() {
    this.lastId = null;
    return false;
  }
}
