import { h } from '../tree.js';
import { absent, change, link, panel, unknown } from './basics.js';
import { curve } from './curve.js';

const HOUR_MS = 3_600_000;
const WINDOWS = ['PT1H', 'P7D', 'P30D'];

/** Rolling trips of the network and of each border port, with the hours of the last two days. */
export function tripsPanel(ctx) {
  const { words, places } = ctx;
  const rows = [
    ['NETWORK', 'ALL', words.t('network')],
    ...places.borderPorts().map(port => ['PORT', port.code, places.name(port.code)]),
  ];
  return panel(
    ctx,
    { id: 'trips', title: words.t('trips.title'), note: words.t('trips.note') },
    rows.map(([dimension, id, name]) => tripsOf(ctx, dimension, id, name)),
  );
}

function tripsOf(ctx, dimension, id, name) {
  const { words } = ctx;
  const day = ctx.picture.aggregate('ops.trips', dimension, id, 'PT24H');
  const trips = ctx.picture.trips(dimension, id, 'PT24H');
  const title = dimension === 'PORT' ? link(ctx, 'port', id, name) : name;
  const isSilent = dimension === 'PORT' && ctx.isSilent(id);
  return h(
    'div',
    { class: `trips ${isSilent ? 'silent' : ''}`, key: id, 'data-trips': `${dimension}/${id}` },
    h('h3', null, title, isSilent && h('span', { class: 'note' }, ' ', words.t('port.silent'))),
    trips !== null
      ? [
          h('p', { class: 'big', key: 'big' }, h('strong', null, words.number(trips)), change(ctx, day?.changePercent)),
          h('p', { class: 'windows', key: 'windows' }, windows(ctx, dimension, id)),
        ]
      : absent(ctx, unknown(words.t('trips.unknown'))),
    hourCurve(ctx, dimension, id, name),
  );
}

function windows(ctx, dimension, id) {
  return WINDOWS.map(window => {
    const trips = ctx.picture.trips(dimension, id, window);
    return h(
      'span',
      { key: window },
      ctx.words.t(`window.${window}.short`),
      ' ',
      h('b', null, trips === null ? '?' : ctx.words.number(trips)),
    );
  });
}

/** The trips of each hour of the last 48. An hour without a value had no trips, if there are hours at all. */
export function hourCurve(ctx, dimension, id, name, height = 4) {
  const { words, picture, now } = ctx;
  const hours = picture.periods('ops.trips', dimension, id, 'HOUR');
  if (hours.length === 0 || now === null)
    return absent(ctx, h('p', { class: 'absent unknown small' }, words.t('hours.unknown')));
  const counts = new Map(hours.map(hour => [Date.parse(`${hour.period}:00:00Z`), hour.trips]));
  const last = Math.floor(now / HOUR_MS) * HOUR_MS;
  const starts = Array.from({ length: 48 }, (_, i) => last - (47 - i) * HOUR_MS);
  const values = starts.map(start => counts.get(start) ?? 0);
  return curve(ctx, {
    id: `hours-${id}`,
    facility: id,
    label: words.t('hours.sentence', {
      name,
      last: words.number(values.at(-2) ?? 0),
      most: words.number(Math.max(...values)),
    }),
    times: [...starts, last + HOUR_MS].map(start => start / 1000),
    series: [{ label: words.t('trips.title'), values: [...values, values.at(-1)], kind: 'steps' }],
    height,
  });
}
