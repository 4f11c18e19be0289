/**
 * The clocks of the page. The monotonic clock stops in some browsers while the device sleeps, and the time of day can
 * be set. So elapsed time advances by the larger of both steps, and never goes back.
 */
export class Elapsed {
  #monotonic;
  #timeOfDay;
  #last;
  #total = 0;

  constructor(monotonic = () => performance.now(), timeOfDay = () => Date.now()) {
    this.#monotonic = monotonic;
    this.#timeOfDay = timeOfDay;
    this.#last = [monotonic(), timeOfDay()];
  }

  /** Milliseconds since the page began, sleep included. */
  now() {
    const next = [this.#monotonic(), this.#timeOfDay()];
    this.#total += Math.max(next[0] - this.#last[0], next[1] - this.#last[1], 0);
    this.#last = next;
    return this.#total;
  }
}

/** A larger difference than a beat's time on the way: one of the clocks was set. */
const MAX_JITTER_MS = 5_000;

/** The server's time of day, from the times in its beats. Of several beats, the one that travelled least counts. */
export class ServerTime {
  #offsets = [];

  /** @param serverMs what the beat says @param elapsedMs when it came */
  onBeat(serverMs, elapsedMs) {
    const offset = serverMs - elapsedMs;
    if (this.#offsets.some(old => Math.abs(old - offset) > MAX_JITTER_MS)) this.#offsets = [];
    this.#offsets.push(offset);
    if (this.#offsets.length > 10) this.#offsets.shift();
  }

  /** The server's time at an elapsed time of the page; null before the first beat. */
  at(elapsedMs) {
    return this.#offsets.length === 0 ? null : Math.max(...this.#offsets) + elapsedMs;
  }
}
