import { h } from '../tree.js';
import { SEVERITIES } from '../model/alerts.js';
import { facts, loading, none, panel, severity, unknown } from '../parts/basics.js';
import { choice } from '../parts/shell.js';
import { table } from '../parts/table.js';

const HOUR_MS = 3_600_000;
const RANGES = { PT24H: 24, P7D: 168, P30D: 720 };
/** The figures of a range are asked for anew so often; the range ends at a multiple of it. */
const REFRESH_MS = 60_000;

/** Aims after EEMUA 191 and ISA-18.2, for one operator's desk. A figure above its aim is marked in words. */
const AIMS = { perTenMinutes: 1, maxPerTenMinutes: 10, floodShare: 0.01, stale: 5, chattering: 0, topTenShare: 0.05 };
const SHARES = { CRITICAL: 0.05, MAJOR: 0.15, MINOR: 0.8 };

/** Alarm management: how many alarms, floods, stale and chattering ones, their severities, the most frequent. */
export function alarmsView(ctx) {
  const { words } = ctx;
  const range = ctx.params.get('range') in RANGES ? ctx.params.get('range') : 'PT24H';
  const publisher = ctx.params.get('publisher') ?? '*';
  return [
    h('h1', { key: 'h1' }, words.t('view.alarms')),
    h('p', { class: 'note', key: 'note' }, words.t('alarms.note')),
    !ctx.wall &&
      h(
        'div',
        { class: 'filters', key: 'filters', role: 'group', 'aria-label': words.t('filters') },
        choice(
          ctx,
          'range',
          range,
          Object.keys(RANGES).map(name => [name, words.t(`window.${name}`)]),
          words.t('window'),
        ),
        choice(ctx, 'publisher', publisher, [['*', words.t('all')], ...publishers(ctx)], words.t('publisher')),
      ),
    ctx.now === null
      ? unanswered(ctx)
      : answered(ctx, ctx.actions.remote.read(address(ctx, range, publisher), REFRESH_MS)),
  ];
}

function publishers(ctx) {
  return [...new Set(ctx.picture.alerts.map(alert => alert.publisher))].sort().map(name => [name, name]);
}

function address(ctx, range, publisher) {
  const to = Math.floor(ctx.now / REFRESH_MS) * REFRESH_MS;
  const query = new URLSearchParams({ from: iso(to - RANGES[range] * HOUR_MS), to: iso(to) });
  if (publisher !== '*') query.set('publisher', publisher);
  return `/api/v1/alarm-management?${query}`;
}

function iso(ms) {
  return new Date(ms).toISOString();
}

/** The last answer stays while the next minute's is on its way. */
let last = null;

function answered(ctx, answer) {
  if (answer.state === 'done') last = answer.body;
  if (answer.state === 'loading' && last === null) return loading(ctx.words.t('loading'));
  if (answer.state === 'failed' || answer.state === 'gone')
    return unknown(answer.message ?? ctx.words.t('alarms.unknown'));
  return figures(ctx, last);
}

function unanswered(ctx) {
  return ctx.complete ? unknown(ctx.words.t('alarms.unknown')) : loading(ctx.words.t('loading'));
}

function figures(ctx, body) {
  const { words, times } = ctx;
  return h(
    'div',
    { class: 'columns', key: 'figures' },
    panel(ctx, { id: 'alarm-figures', title: words.t('alarms.figures') }, rateTable(ctx, body)),
    panel(
      ctx,
      { id: 'alarm-severities', title: words.t('alarms.severities'), note: words.t('alarms.severities.note') },
      severityTable(ctx, body),
    ),
    panel(ctx, { id: 'alarm-frequent', title: words.t('alarms.frequent') }, frequentTable(ctx, body)),
    panel(
      ctx,
      { id: 'alarm-range', title: words.t('alarms.range') },
      facts(ctx, [
        [words.t('alarms.from'), times.exact(body.from)],
        [words.t('alarms.to'), times.exact(body.to)],
        [words.t('alarms.complete'), body.completeSince ? times.exact(body.completeSince) : null],
      ]),
    ),
  );
}

function rateTable(ctx, body) {
  const { words, times } = ctx;
  const count = value =>
    Array.isArray(value)
      ? value.length
      : typeof value === 'object' && value !== null
        ? Object.keys(value).length
        : value;
  const rows = [
    { id: 'alarms', value: body.alarms, text: words.number(body.alarms) },
    { id: 'perHour', value: body.perHour, text: words.number(body.perHour, 1) },
    { id: 'perTenMinutes', value: body.perTenMinutes, text: words.number(body.perTenMinutes, 2) },
    { id: 'maxPerTenMinutes', value: body.maxPerTenMinutes, text: words.number(body.maxPerTenMinutes) },
    { id: 'floodSeconds', value: body.floodSeconds, text: times.duration(body.floodSeconds) },
    { id: 'floodShare', value: body.floodShare, text: words.percent(body.floodShare, 1), isShare: true },
    { id: 'stale', value: count(body.stale), text: words.number(count(body.stale)) },
    { id: 'chattering', value: count(body.chattering), text: words.number(count(body.chattering)) },
    { id: 'topTenShare', value: body.topTenShare, text: words.percent(body.topTenShare, 1), isShare: true },
  ];
  const aimOf = row => AIMS[row.id] ?? null;
  const aimText = row =>
    aimOf(row) === null
      ? '–'
      : words.t('alarms.atMost', { n: row.isShare ? words.percent(aimOf(row)) : words.number(aimOf(row)) });
  const state = row => (aimOf(row) === null ? null : row.value > aimOf(row) ? 'above' : 'within');
  return table(ctx, {
    id: 'figures',
    caption: words.t('alarms.figures'),
    rows: rows.map((row, order) => ({ ...row, order })),
    key: row => row.id,
    columns: [
      {
        id: 'figure',
        label: words.t('alarms.figure'),
        value: row => row.id,
        order: row => row.order,
        show: row => words.t(`alarms.${row.id}`),
      },
      { id: 'value', label: words.t('alarms.value'), number: true, value: row => row.value, show: row => row.text },
      { id: 'aim', label: words.t('alarms.aim'), value: aimOf, show: aimText },
      {
        id: 'state',
        label: words.t('alarms.state'),
        value: state,
        show: row => (state(row) === null ? '–' : verdict(ctx, state(row))),
      },
    ],
  });
}

function verdict(ctx, state) {
  const mark = h('span', { 'aria-hidden': 'true' }, state === 'above' ? '! ' : '✓ ');
  return h('span', { class: `verdict ${state}` }, mark, ctx.words.t(`alarms.${state}`));
}

function severityTable(ctx, body) {
  const { words } = ctx;
  const share = row => (body.alarms === 0 ? null : row.count / body.alarms);
  return table(ctx, {
    id: 'severities',
    caption: words.t('alarms.severities'),
    rows: SEVERITIES.map((name, order) => ({ name, order, count: body.bySeverity?.[name] ?? 0 })),
    key: row => row.name,
    columns: [
      {
        id: 'severity',
        label: words.t('severity'),
        value: row => row.name,
        order: row => row.order,
        show: row => severity(ctx, row.name),
      },
      {
        id: 'count',
        label: words.t('count'),
        number: true,
        value: row => row.count,
        show: row => words.number(row.count),
      },
      {
        id: 'share',
        label: words.t('alarms.share'),
        number: true,
        value: share,
        show: row => (share(row) === null ? '–' : words.percent(share(row), 1)),
      },
      {
        id: 'aim',
        label: words.t('alarms.aim'),
        number: true,
        value: row => SHARES[row.name],
        show: row => words.t('alarms.about', { n: words.percent(SHARES[row.name]) }),
      },
    ],
  });
}

function frequentTable(ctx, body) {
  const { words, places } = ctx;
  const rows = body.mostFrequent ?? [];
  if (rows.length === 0) return none(words.t('alarms.none'));
  const parts = source => {
    const cut = source.lastIndexOf('|');
    return [source.slice(0, cut), source.slice(cut + 1)];
  };
  return table(ctx, {
    id: 'frequent',
    caption: words.t('alarms.frequent'),
    rows,
    sort: '-alarms',
    key: row => row.source,
    columns: [
      {
        id: 'source',
        label: words.t('alarms.source'),
        value: row => row.source,
        show: row => `${words.code('alert', parts(row.source)[1])} · ${places.name(parts(row.source)[0])}`,
      },
      {
        id: 'alarms',
        label: words.t('count'),
        number: true,
        value: row => row.alarms,
        show: row => words.number(row.alarms),
      },
      {
        id: 'share',
        label: words.t('alarms.share'),
        number: true,
        value: row => row.alarms / body.alarms,
        show: row => words.percent(row.alarms / body.alarms, 1),
      },
    ],
  });
}
