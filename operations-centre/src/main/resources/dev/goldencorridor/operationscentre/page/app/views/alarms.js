import { h } from '../tree.js';
import { rank } from '../model/alerts.js';
import { facts, link, loading, none, panel, place, severity, unknown } from '../parts/basics.js';
import { choice } from '../parts/shell.js';
import { countColumn, table } from '../parts/table.js';

const HOUR_MS = 3_600_000;
const RANGES = { PT24H: 24, P7D: 168, P30D: 720 };
/** The figures of a range are asked for anew so often; the range ends at a multiple of it. */
const REFRESH_MS = 60_000;

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
      facts(ctx, [
        [words.t('alarms.from'), times.exact(body.from)],
        [words.t('alarms.to'), times.exact(body.to)],
        [words.t('alarms.complete'), body.since ? times.exact(body.since) : null],
      ]),
      !body.isComplete && unknown(words.t('alarms.incomplete')),
    ),
    panel(ctx, { id: 'alarm-frequent', title: words.t('alarms.frequent') }, frequentTable(ctx, body)),
    panel(ctx, { id: 'alarm-bad', title: words.t('alarms.bad') }, badTable(ctx, body)),
  );
}

/** The rates, each beside its aim where there is one. A figure above its aim is marked in words. */
function rateTable(ctx, body) {
  const { words, times } = ctx;
  const number = digits => value => words.number(value, digits);
  const percent = value => words.percent(value, 1);
  const rows = [
    ['alarms', number(0)],
    ['perHour', number(1)],
    ['perTenMinutes', number(2)],
    ['maxPerTenMinutes', number(0)],
    ['floodSeconds', value => times.duration(value)],
    ['floodShare', percent],
    ['staleAlarms', number(0)],
    ['chatteringAlarms', number(0)],
    ['topTenShare', percent],
  ].map(([id, format], order) => {
    const target = body.targets.find(one => one.figure === id) ?? null;
    return { id, order, format, value: body[id], target };
  });
  const state = row => (row.target === null ? null : row.target.isMet ? 'within' : 'above');
  return table(ctx, {
    id: 'figures',
    caption: words.t('alarms.figures'),
    rows,
    key: row => row.id,
    columns: [
      {
        id: 'figure',
        label: words.t('alarms.figure'),
        value: row => row.id,
        order: row => row.order,
        show: row => words.t(`alarms.${row.id}`),
      },
      {
        id: 'value',
        label: words.t('alarms.value'),
        number: true,
        value: row => row.value,
        show: row => row.format(row.value),
      },
      {
        id: 'aim',
        label: words.t('alarms.aim'),
        value: row => row.target?.atMost ?? null,
        show: row => (row.target === null ? '–' : words.t('alarms.atMost', { n: row.format(row.target.atMost) })),
      },
      {
        id: 'state',
        label: words.t('alarms.state'),
        value: state,
        show: row => (row.target === null ? '–' : verdict(ctx, state(row))),
      },
    ],
  });
}

function verdict(ctx, state) {
  const mark = h('span', { 'aria-hidden': 'true' }, state === 'above' ? '! ' : '✓ ');
  return h('span', { class: `verdict ${state}` }, mark, ctx.words.t(`alarms.${state}`));
}

function shareColumn({ words }) {
  return {
    id: 'share',
    label: words.t('alarms.share'),
    number: true,
    value: row => row.share,
    show: row => words.percent(row.share, 1),
  };
}

function severityTable(ctx, body) {
  const { words } = ctx;
  return table(ctx, {
    id: 'severities',
    caption: words.t('alarms.severities'),
    rows: body.bySeverity,
    key: row => row.severity,
    columns: [
      {
        id: 'severity',
        label: words.t('severity'),
        value: row => row.severity,
        order: row => rank(row.severity),
        show: row => severity(ctx, row.severity),
      },
      countColumn(ctx, 'alarms', words.t('count')),
      shareColumn(ctx),
      {
        id: 'usualShare',
        label: words.t('alarms.aim'),
        number: true,
        value: row => row.usualShare,
        show: row => words.t('alarms.about', { n: words.percent(row.usualShare) }),
      },
    ],
  });
}

function frequentTable(ctx, body) {
  const { words } = ctx;
  if (body.mostFrequent.length === 0) return none(words.t('alarms.none'));
  return table(ctx, {
    id: 'frequent',
    caption: words.t('alarms.frequent'),
    rows: body.mostFrequent,
    sort: '-alarms',
    key: row => `${row.facility} ${row.type}`,
    columns: [
      { id: 'type', label: words.t('alert.type'), value: row => row.type, show: row => words.code('alert', row.type) },
      { id: 'facility', label: words.t('place'), value: row => row.facility, show: row => place(ctx, row.facility) },
      countColumn(ctx, 'alarms', words.t('count')),
      shareColumn(ctx),
    ],
  });
}

/** Stale and chattering alarms, each with a link. */
function badTable(ctx, body) {
  const { words, times } = ctx;
  const rows = [
    ...body.stale.map(({ key, raisedAt }) => ({ kind: 'stale', key, raisedAt, raisings: null, raisingsInOneMinute: null })),
    ...body.chattering.map(alarm => ({ kind: 'chattering', raisedAt: null, ...alarm })),
  ];
  if (rows.length === 0) return none(words.t('alarms.noneBad'));
  return table(ctx, {
    id: 'bad',
    caption: words.t('alarms.bad'),
    rows,
    key: row => `${row.kind} ${row.key}`,
    columns: [
      {
        id: 'key',
        label: words.t('alert.title'),
        value: row => row.key,
        show: row => link(ctx, 'alert', row.key, row.key),
      },
      {
        id: 'kind',
        label: words.t('alert.type'),
        value: row => row.kind,
        show: row => words.t(`alarms.kind.${row.kind}`),
      },
      {
        id: 'raisedAt',
        label: words.t('alert.raised'),
        value: row => row.raisedAt,
        show: row => times.moment(row.raisedAt) ?? '–',
      },
      {
        id: 'raisings',
        label: words.t('alarms.raisings'),
        number: true,
        value: row => row.raisings,
        show: row => row.raisings ?? '–',
      },
      {
        id: 'raisingsInOneMinute',
        label: words.t('alarms.raisingsInOneMinute'),
        number: true,
        value: row => row.raisingsInOneMinute,
        show: row => row.raisingsInOneMinute ?? '–',
      },
    ],
  });
}
