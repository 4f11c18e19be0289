/**
 * Keeps a connection to the server's stream and feeds a session with it. After a cut it connects again by itself,
 * after 0.25 s at first and at most 5 s, and asks only for the changes that it has missed.
 */
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 5_000;
/** A connection that is open but silent for so long is dead: the server beats once a second. */
const MAX_SILENCE_MS = 6_000;

export class Stream {
  #url;
  #session;
  #onChange;
  #source = null;
  #timer = null;
  #waitMs = FIRST_WAIT_MS;

  /** Local time (elapsed ms) of the last message; null before the first. */
  heardAt = null;
  /** Pictures that had a wrong digest and were asked for anew. */
  resyncs = 0;

  /**
   * @param {string} url address of the stream
   * @param {Session} session receives what the stream brings
   * @param {() => number} elapsed a clock that never goes back, in ms
   * @param {(kind: string) => void} onChange called after each message
   */
  constructor(url, session, elapsed, onChange) {
    this.#url = url;
    this.#session = session;
    this.elapsed = elapsed;
    this.#onChange = onChange;
    this.createdAt = elapsed();
  }

  connect() {
    this.#close();
    const since = this.#session.lastId;
    const source = new EventSource(since ? `${this.#url}?since=${encodeURIComponent(since)}` : this.#url);
    this.#source = source;
    this.openedAt = this.elapsed();
    this.#listen(source, 'hello', data => this.#session.onHello(data));
    this.#listen(source, 'batch', (data, id) => this.#session.onBatch(id, data));
    this.#listen(source, 'beat', data => this.#session.onBeat(data));
    source.onerror = () => this.#retry(source);
  }

  /**
   * Ends the connection until {@link #wake}. A browser keeps the connections of a page that it may show again, and
   * opens only six to one server: pages that nobody sees must not hold them.
   */
  pause() {
    this.#close();
  }

  /** Connects at once after a pause, or if nothing came for a while, e.g. after the device slept. */
  wake() {
    if (this.#source && this.silentFor() < MAX_SILENCE_MS / 3) return;
    this.#waitMs = FIRST_WAIT_MS;
    this.connect();
  }

  /** Call it regularly: a connection that looks open may be dead. */
  check() {
    const isDead = this.elapsed() - Math.max(this.heardAt ?? 0, this.openedAt) > MAX_SILENCE_MS;
    if (this.#source && isDead) this.#retry(this.#source);
  }

  /** Milliseconds since the last message or, if none ever came, since the page began. */
  silentFor() {
    return this.elapsed() - (this.heardAt ?? this.createdAt);
  }

  #listen(source, kind, apply) {
    source.addEventListener(kind, event => {
      if (source !== this.#source) return;
      this.heardAt = this.elapsed();
      this.#waitMs = FIRST_WAIT_MS;
      const isRight = apply(JSON.parse(event.data), event.lastEventId);
      if (isRight === false) {
        this.resyncs++;
        this.connect();
      }
      this.#onChange(kind);
    });
  }

  #retry(source) {
    if (source !== this.#source) return;
    this.#close();
    const wait = this.#waitMs * (0.75 + Math.random() / 2);
    this.#waitMs = Math.min(this.#waitMs * 2, MAX_WAIT_MS);
    this.#timer = setTimeout(() => this.connect(), Math.min(wait, MAX_WAIT_MS));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
