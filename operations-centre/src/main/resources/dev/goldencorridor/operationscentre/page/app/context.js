import { href } from './address.js';
import { Picture } from './model/picture.js';
import { Places } from './model/places.js';
import { Times } from './times.js';

/** The catalogue of publishers changes rarely. */
const HEALTH_MAX_AGE_MS = 60_000;

/**
 * All that a view may read: the picture, the time, the words and the address. It is made for one rendering. Views
 * change nothing but the address, through {@link Context#set} and links.
 */
export class Context {
  constructor({ session, truth, serverNow, words, route, actions, reloading, picture }) {
    this.session = session;
    this.truth = truth;
    this.words = words;
    this.route = route;
    this.params = route.params;
    this.actions = actions;
    this.reloading = reloading;
    this.picture = picture ?? new Picture(session.mirror);
    this.complete = session.complete;
    /** Whether the screen is too narrow for the line diagram. */
    this.narrow = matchMedia('(max-width: 48rem)').matches;
    this.wall = route.params.get('wall') === '1';
    this.places = new Places(session.hello?.ports ?? [], words);
    this.times = new Times(words, route.params.get('zone'), this.places);
    this.serverNow = serverNow;
    // Read in advance, so that a sign has the right name from the start.
    this.health = actions.remote.read('/api/v1/health-of-data', HEALTH_MAX_AGE_MS);
    this.now = this.#now();
  }

  /**
   * The pipeline's clock in ms: the time of day while the pipeline commits, else the last that it published. It does
   * not run on while nobody confirms it.
   */
  #now() {
    const clock = this.picture.clock;
    if (!clock) return null;
    const published = Date.parse(clock.asOf);
    const runs = this.truth.mode === 'wall' && this.truth.isLive && !this.truth.isBehind && this.serverNow;
    return runs ? Math.max(published, this.serverNow) : published;
  }

  /** A duration that has grown since it was published, in seconds. */
  grown(seconds, asOf) {
    if (seconds === null || seconds === undefined || this.now === null) return seconds ?? null;
    return seconds + Math.max(0, (this.now - Date.parse(asOf)) / 1000);
  }

  /** The address of a view, with the present settings. */
  href(view, id = null, filters = {}) {
    return href(this.params, view, id, filters);
  }

  /** Changes one parameter of the address. */
  set(name, value) {
    this.actions.set(name, value);
  }

  /** Whether the publisher of a facility is silent for longer than usual. */
  isSilent(facility) {
    return this.truth.silent.some(({ publisher }) => this.#facilitiesOf(publisher).includes(facility));
  }

  /** A publisher with its only facility's name, or as its topic names it. */
  publisherName(publisher) {
    const facilities = this.#facilitiesOf(publisher);
    return facilities.length === 1 ? this.places.name(facilities[0]) : publisher;
  }

  /** The facilities that a publisher may report, from the server's catalogue; empty until it is known. */
  #facilitiesOf(publisher) {
    const found = this.health.body?.publishers?.find(one => one.publisher === publisher);
    return found?.facilities ?? [];
  }
}
