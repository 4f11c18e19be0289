// All words are in all languages, with the plural forms and the places for values that they need.
const languages = ['en', 'zh', 'ru'];
const dictionaries = {};
for (const language of languages) dictionaries[language] = (await load(`words/${language}.js`)).default;
const FORMS = { en: ['one', 'other'], zh: ['other'], ru: ['one', 'few', 'many', 'other'] };
const isPlural = key => /\.(one|few|many|other)$/.test(key);
const stem = key => key.replace(/\.(one|few|many|other)$/, '');
const names = text =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map(match => match[1])
    .sort()
    .join();
const singles = Object.keys(dictionaries.en).filter(key => !isPlural(key));
const plurals = new Set(Object.keys(dictionaries.en).filter(isPlural).map(stem));
for (const language of languages) {
  const dictionary = dictionaries[language];
  for (const key of singles) {
    equal(typeof dictionary[key], 'string', `${language} ${key}`);
    equal(names(dictionary[key]), names(dictionaries.en[key]), `values of ${language} ${key}`);
  }
  for (const key of plurals)
    for (const form of FORMS[language])
      equal(typeof dictionary[`${key}.${form}`], 'string', `${language} ${key}.${form}`);
  const extra = Object.keys(dictionary).filter(key => !singles.includes(key) && !plurals.has(stem(key)));
  equal(extra, [], `words of ${language} alone`);
}

const { Words, languageOf } = await load('words.js');
const { Times } = await load('times.js');
const words = Object.fromEntries(languages.map(language => [language, new Words(language, dictionaries[language])]));
equal(words.ru.count('rows', 1), '1 строка', 'Russian one');
equal(words.ru.count('rows', 3), '3 строки', 'Russian few');
equal(words.ru.count('rows', 11), '11 строк', 'Russian many');
equal(words.zh.count('rows', 2), '2 行', 'Chinese');
equal(words.en.code('alert', 'NEW_TYPE'), 'NEW_TYPE', 'a code without a word');
equal(languageOf(new URLSearchParams('lang=ru')), 'ru', 'language of the address');
equal(languageOf(new URLSearchParams('lang=xx'), ['fr-FR', 'zh-CN']), 'zh', 'language of the browser');
const places = { zone: code => ({ DEHAM: 'Europe/Berlin' })[code] ?? null };
const at = '2026-01-01T12:00:00Z';
equal(new Times(words.en, 'utc', places).hour(at, 'DEHAM'), '12:00', 'UTC');
equal(new Times(words.en, 'port', places).hour(at, 'DEHAM'), '13:00', 'zone of the place');
equal(new Times(words.en, 'port', places).hour(at), '20:00', 'no place: Beijing');
equal(new Times(words.en, 'almaty', places).hour(at, 'DEHAM'), '17:00', 'Almaty');
const times = new Times(words.en, 'utc', places);
equal(
  [45, 3_599, 31_200, 273_600, -90].map(s => times.duration(s)),
  ['45 s', '59 min', '8 h 40 min', '3 d 4 h', '−1 min'],
  'durations',
);
