/** The words of the page in its languages, and the formats of numbers that go with them. */
export const LANGUAGES = { en: 'English', zh: '中文', ru: 'Русский' };
const TAGS = { en: 'en-GB', zh: 'zh-Hans', ru: 'ru' };
const LOADERS = {
  en: () => import('./words/en.js'),
  zh: () => import('./words/zh.js'),
  ru: () => import('./words/ru.js'),
};

/** The language of the address or, if it names none, the first of the browser's that the page has. */
export function languageOf(params, preferred = navigator.languages ?? []) {
  if (params.get('lang') in LANGUAGES) return params.get('lang');
  return preferred.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => tag in LANGUAGES) ?? 'en';
}

/** Loads the words of a language. */
export async function loadWords(language) {
  const { default: dictionary } = await LOADERS[language]();
  return new Words(language, dictionary);
}

export class Words {
  #dictionary;
  #plurals;
  #numbers = new Map();

  constructor(language, dictionary) {
    this.language = language;
    this.tag = TAGS[language];
    this.#dictionary = dictionary;
    this.#plurals = new Intl.PluralRules(this.tag);
  }

  /** The text of a key, with {name} replaced by values. A key that is missing shows itself, so that it is noticed. */
  t(key, values = {}) {
    const text = this.#dictionary[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  }

  /** The text of a key for a count: the dictionary has key.one, key.few, key.many, key.other as the language needs. */
  count(key, number, values = {}) {
    const form = `${key}.${this.#plurals.select(number)}`;
    return this.t(this.has(form) ? form : `${key}.other`, { n: this.number(number), ...values });
  }

  has(key) {
    return key in this.#dictionary;
  }

  /** The word of a code such as a state or a type; the code itself if the page does not have it. */
  code(group, code) {
    return this.has(`${group}.${code}`) ? this.t(`${group}.${code}`) : code;
  }

  number(value, digits = 0) {
    return this.#format(`n${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  }

  /** A fraction 0–1 as percent. */
  percent(fraction, digits = 0) {
    return this.#format(`p${digits}`, { style: 'percent', maximumFractionDigits: digits }).format(fraction);
  }

  /** A change in percent, always with its sign. */
  change(percent) {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const options = { style: 'percent', signDisplay: 'exceptZero', ...digits };
    return this.#format('c', options).format(percent / 100);
  }

  #format(name, options) {
    let format = this.#numbers.get(name);
    if (!format) this.#numbers.set(name, (format = new Intl.NumberFormat(this.tag, options)));
    return format;
  }
}
