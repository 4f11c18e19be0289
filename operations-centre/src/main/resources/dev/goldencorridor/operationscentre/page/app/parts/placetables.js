import { absent, change, none, unknown } from './basics.js';
import { countColumn, table } from './table.js';

/** Tables of one place: a row for each rolling window, or for each route. */

/** The rolling windows, the shortest first. */
export const WINDOWS = ['PT1H', 'PT24H', 'P7D', 'P30D'];

function duration(ctx, id, label) {
  const show = row => (row[id] === null || row[id] === undefined ? '–' : ctx.times.duration(row[id]));
  return { id, label, number: true, value: row => row[id] ?? null, show };
}

function windowColumn(ctx) {
  return {
    id: 'window',
    label: ctx.words.t('window'),
    value: row => row.window,
    order: row => row.order,
    show: row => ctx.words.t(`window.${row.window}`),
  };
}

function windowRows(ctx, topic, dimension, code) {
  return WINDOWS.map((window, order) => ({ order, ...ctx.picture.aggregate(topic, dimension, code, window) })).filter(
    row => row.window,
  );
}

export function tripTable(ctx, dimension, code) {
  const { words } = ctx;
  const rows = windowRows(ctx, 'ops.trips', dimension, code);
  if (rows.length === 0) return absent(ctx, unknown(words.t('trips.unknown')));
  const count = (id, label, hidden) => countColumn(ctx, id, label, hidden);
  return table(ctx, {
    id: 'trips',
    caption: words.t('trips.title'),
    rows,
    key: row => row.window,
    columns: [
      windowColumn(ctx),
      count('trips', words.t('trips')),
      {
        id: 'changePercent',
        label: words.t('change'),
        number: true,
        value: row => row.changePercent,
        show: row => change(ctx, row.changePercent),
      },
      count('tripsOutbound', words.t('direction.OUTBOUND')),
      count('tripsReturn', words.t('direction.RETURN')),
      count('tripsDomestic', words.t('direction.DOMESTIC'), true),
      count('teu', 'TEU'),
      {
        id: 'heavyLoadRate',
        label: words.t('trips.loaded'),
        number: true,
        value: row => row.heavyLoadRate,
        show: row => (row.heavyLoadRate === null ? '–' : words.percent(row.heavyLoadRate)),
      },
      count('wagons', words.t('run.wagons'), true),
    ],
  });
}

export function clearanceTable(ctx, code) {
  const { words } = ctx;
  const share = (id, label) => ({
    id,
    label,
    number: true,
    value: row => row[id],
    show: row => (row[id] === null ? '–' : words.percent(row[id], 1)),
  });
  return table(ctx, {
    id: 'clearance',
    caption: words.t('clearance.title'),
    rows: windowRows(ctx, 'ops.clearance', 'PORT', code),
    key: row => row.window,
    columns: [
      windowColumn(ctx),
      countColumn(ctx, 'count', words.t('clearance.releases')),
      duration(ctx, 'p50Seconds', 'p50'),
      duration(ctx, 'p90Seconds', 'p90'),
      duration(ctx, 'p99Seconds', 'p99'),
      duration(ctx, 'maxSeconds', words.t('max')),
      share('within24hShare', words.t('clearance.within')),
      share('sameDayShare', words.t('clearance.sameDay')),
    ],
  });
}

export function durationTable(ctx, kind, code) {
  const { words } = ctx;
  const rows = ['PORT', 'HUB'].flatMap(dimension => windowRows(ctx, `ops.${kind}`, dimension, code));
  if (rows.length === 0) return absent(ctx, unknown(words.t('dwell.unknown')));
  return table(ctx, {
    id: kind,
    caption: words.t(`${kind}.title`),
    rows,
    key: row => row.window,
    columns: [
      windowColumn(ctx),
      countColumn(ctx, 'count', words.t('count')),
      duration(ctx, 'p50Seconds', 'p50'),
      duration(ctx, 'p90Seconds', 'p90'),
      duration(ctx, 'maxSeconds', words.t('max')),
      {
        id: 'turnoverPerDay',
        label: words.t('dwell.turnover'),
        number: true,
        value: row => row.turnoverPerDay,
        show: row => (row.turnoverPerDay === null ? '–' : words.number(row.turnoverPerDay, 1)),
      },
      {
        id: 'turnoverGainPercent',
        label: words.t('change'),
        number: true,
        value: row => row.turnoverGainPercent,
        show: row => change(ctx, row.turnoverGainPercent),
      },
    ],
  });
}

export function transitTable(ctx, code) {
  const { words, places } = ctx;
  const rows = ctx.picture
    .all('ops.transit', 'ROUTE', 'P7D')
    .filter(row => row.count > 0 && (row.origin === code || row.destination === code));
  if (rows.length === 0) return ctx.complete ? none(words.t('transit.none')) : absent(ctx, null);
  return table(ctx, {
    id: 'transit',
    caption: words.t('transit.title'),
    rows,
    sort: '-count',
    key: row => row.id,
    columns: [
      {
        id: 'route',
        label: words.t('transit.route'),
        value: row => row.id,
        show: row => `${places.name(row.origin)} → ${places.name(row.destination)}`,
      },
      countColumn(ctx, 'count', words.t('count')),
      duration(ctx, 'p50Seconds', 'p50'),
      duration(ctx, 'p90Seconds', 'p90'),
      duration(ctx, 'maxSeconds', words.t('max')),
    ],
  });
}
