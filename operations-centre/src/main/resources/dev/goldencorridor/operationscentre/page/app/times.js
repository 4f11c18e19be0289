/** Formats of instants and durations. An instant is shown in one zone, which the page always names. */
export const ZONES = { port: null, beijing: 'Asia/Shanghai', almaty: 'Asia/Almaty', utc: 'UTC' };
const DEFAULT_ZONE = 'Asia/Shanghai';

export class Times {
  #words;
  #choice;
  #places;
  #formats = new Map();

  /** @param {Words} words @param {string} choice a key of ZONES @param {Places} places knows the zones of facilities */
  constructor(words, choice, places) {
    this.#words = words;
    this.#choice = choice in ZONES ? choice : 'port';
    this.#places = places;
  }

  get choice() {
    return this.#choice;
  }

  /** The zone for times at a facility; null means none in particular. */
  zone(facility = null) {
    return ZONES[this.#choice] ?? this.#places.zone(facility) ?? DEFAULT_ZONE;
  }

  /** Day and minute, e.g. 27 Sep 00:29. */
  moment(instant, facility) {
    return this.#show(instant, facility, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  }

  /** Day and second. */
  exact(instant, facility) {
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
    return this.#show(instant, facility, { year: 'numeric', month: 'short', day: 'numeric', ...time });
  }

  hour(instant, facility) {
    return this.#show(instant, facility, { hour: '2-digit', minute: '2-digit' });
  }

  second(instant, facility) {
    return this.#show(instant, facility, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  }

  day(instant, facility) {
    return this.#show(instant, facility, { day: 'numeric', month: 'short' });
  }

  /** A duration in its two largest units: 45 s, 12 min, 8 h 40 min, 3 d 4 h. */
  duration(seconds) {
    const t = (unit, n) => this.#words.t(`unit.${unit}`, { n: this.#words.number(n) });
    const sign = seconds < 0 ? '−' : '';
    const whole = Math.round(Math.abs(seconds));
    if (whole < 60) return sign + t('s', whole);
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) return sign + t('min', minutes);
    const hours = Math.floor(minutes / 60);
    if (hours < 72) return `${sign}${t('h', hours)}${minutes % 60 === 0 ? '' : ` ${t('min', minutes % 60)}`}`;
    const days = Math.floor(hours / 24);
    return `${sign}${t('d', days)}${hours % 24 === 0 ? '' : ` ${t('h', hours % 24)}`}`;
  }

  #show(instant, facility, options) {
    if (instant === null || instant === undefined) return null;
    const zone = this.zone(facility);
    const name = `${zone} ${Object.keys(options).join()} ${options.month}`;
    let format = this.#formats.get(name);
    if (!format) {
      const all = { ...options, timeZone: zone, hourCycle: 'h23' };
      this.#formats.set(name, (format = new Intl.DateTimeFormat(this.#words.tag, all)));
    }
    return format.format(typeof instant === 'string' ? Date.parse(instant) : instant);
  }
}
