import { allAlerts, worst } from './alerts.js';

/**
 * The topics as the views read them. It is made anew for each change of the mirror; its parts are computed when they
 * are first read. A part is null where the topic has nothing at all: the view then says "unknown", not "none".
 */
export class Picture {
  #mirror;
  #parts = new Map();

  constructor(mirror) {
    this.#mirror = mirror;
  }

  get clock() {
    return this.#mirror.get('ops.clock', 'corridor');
  }

  /** All train runs; null while the pipeline publishes none. */
  get runs() {
    return this.#part('runs', () => this.#valuesOrNull('ops.runs'));
  }

  run(id) {
    return this.#mirror.get('ops.runs', id);
  }

  get publishers() {
    return this.#part('publishers', () => this.#valuesOrNull('ops.publishers'));
  }

  get alerts() {
    return this.#part('alerts', () => allAlerts(this.#mirror));
  }

  get openAlerts() {
    return this.#part('openAlerts', () => this.alerts.filter(alert => alert.isOpen));
  }

  alert(key) {
    return this.#part('alertsByKey', () => new Map(this.alerts.map(alert => [alert.key, alert]))).get(key);
  }

  /** The worst open alert at each facility. */
  get worstByPlace() {
    return this.#part('worstByPlace', () => {
      const byPlace = new Map();
      for (const { facility, severity } of this.openAlerts) {
        byPlace.set(facility, worst([byPlace.get(facility), severity]));
      }
      return byPlace;
    });
  }

  openAlertsAt(facility) {
    return this.openAlerts.filter(alert => alert.facility === facility);
  }

  port(facility) {
    return this.#mirror.get('ops.ports', facility);
  }

  /** A value such as aggregate('ops.trips', 'PORT', 'CNHRS', 'PT24H'); undefined where there is none. */
  aggregate(topic, dimension, id, window) {
    return this.#mirror.get(topic, `${dimension}/${id}/${window}`);
  }

  /**
   * The trips in a window; null if the dimension is unknown. The pipeline publishes no zero before the first trip of a
   * window, so a known dimension without a value has none.
   */
  trips(dimension, id, window) {
    const trips = this.aggregate('ops.trips', dimension, id, window)?.trips;
    return trips ?? (this.#knownDimensions.has(`${dimension}/${id}`) ? 0 : null);
  }

  get #knownDimensions() {
    return this.#part(
      'dimensions',
      () => new Set(this.#mirror.entries('ops.trips').map(({ value }) => `${value.dimension}/${value.id}`)),
    );
  }

  /** The running period of a kind, e.g. YEAR: of those that the stream has, the one that began last. */
  running(topic, dimension, id, kind) {
    return this.periods(topic, dimension, id, kind).at(-1);
  }

  /** All periods of a kind that the stream has, in order. */
  periods(topic, dimension, id, kind) {
    const prefix = `${dimension}/${id}/${kind}:`;
    return this.#part(`${topic} periods`, () => byPrefix(this.#mirror.entries(topic))).get(prefix) ?? [];
  }

  /** The ids of a dimension that have values in a topic. */
  ids(topic, dimension) {
    const ids = new Set();
    for (const { value } of this.#mirror.entries(topic)) if (value.dimension === dimension) ids.add(value.id);
    return [...ids].sort();
  }

  /** All values of a dimension and window of a topic. */
  all(topic, dimension, window) {
    return this.#mirror
      .entries(topic)
      .map(entry => entry.value)
      .filter(value => value.dimension === dimension && value.window === window);
  }

  #valuesOrNull(topic) {
    return this.#mirror.size(topic) === 0 ? null : this.#mirror.entries(topic).map(entry => entry.value);
  }

  #part(name, make) {
    if (!this.#parts.has(name)) this.#parts.set(name, make());
    return this.#parts.get(name);
  }
}

function byPrefix(entries) {
  const periods = new Map();
  for (const { key, value } of entries) {
    const colon = key.lastIndexOf(':');
    if (value.period === null || value.period === undefined || colon < 0) continue;
    const prefix = key.slice(0, colon + 1);
    if (!periods.has(prefix)) periods.set(prefix, []);
    periods.get(prefix).push(value);
  }
  for (const values of periods.values()) values.sort((one, other) => (one.period < other.period ? -1 : 1));
  return periods;
}
