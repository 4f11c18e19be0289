import { h } from '../tree.js';
import { ms } from '../model/runs.js';
import { place } from './basics.js';
import { table } from './table.js';

const ROW = 34;
const LEFT = 190;
const WIDTH = 1000;
const HOUR_MS = 3_600_000;

/** The calls of a run on a line of time: planned as outlines, actual as filled, expected as dashed. */
export function callLine(ctx, run) {
  const instants = run.calls.flatMap(call =>
    Object.entries(call)
      .filter(([name]) => name.endsWith('At'))
      .map(([, at]) => ms(at)),
  );
  const known = instants.filter(at => at !== null);
  if (known.length === 0) return null;
  const isOver = run.state === 'ENDED';
  const from = Math.min(...known);
  const to = Math.max(...known, isOver || ctx.now === null ? 0 : ctx.now);
  const x = at => LEFT + 12 + ((at - from) / Math.max(to - from, 1)) * (WIDTH - LEFT - 40);
  const height = run.calls.length * ROW + 30;
  return h(
    'div',
    { class: 'callline scroller', tabindex: ctx.wall ? null : 0, role: 'group', 'aria-label': ctx.words.t('run.line') },
    h(
      'svg',
      {
        viewBox: `0 0 ${WIDTH} ${height}`,
        role: 'img',
        'aria-label': ctx.words.t('run.line.sentence', { n: run.calls.length }),
      },
      days(ctx, from, to, x, height),
      run.calls.map((call, i) => row(ctx, call, i * ROW + 24, x)),
      !isOver &&
        ctx.now !== null &&
        h(
          'g',
          { class: 'now' },
          h('line', { x1: x(ctx.now), x2: x(ctx.now), y1: 14, y2: height }),
          h('text', { x: x(ctx.now), y: 11 }, ctx.words.t('now')),
        ),
    ),
  );
}

/** A line at each midnight of the chosen zone, or at every second or third one on a long way. */
function days(ctx, from, to, x, height) {
  const midnights = [];
  for (let at = Math.ceil(from / HOUR_MS) * HOUR_MS; at < to; at += HOUR_MS) {
    if (ctx.times.day(at) !== ctx.times.day(at - HOUR_MS)) midnights.push(at);
  }
  const step = Math.ceil(midnights.length / 10);
  return h(
    'g',
    { class: 'days' },
    midnights
      .filter((_, i) => i % step === 0)
      .flatMap(at => [
        h('line', { key: at, x1: x(at), x2: x(at), y1: 18, y2: height }),
        h('text', { key: `t${at}`, x: x(at) + 3, y: height - 3 }, ctx.times.day(at)),
      ]),
  );
}

function row(ctx, call, y, x) {
  const middle = y + ROW / 2;
  const bar = (from, to, kind) =>
    from !== null &&
    to !== null &&
    h('rect', { class: kind, x: x(from), y: middle - 5, width: Math.max(x(to) - x(from), 2), height: 10 });
  const mark = (at, kind) => at !== null && h('circle', { class: kind, cx: x(at), cy: middle, r: 6 });
  const [plannedIn, plannedOut] = [ms(call.plannedArrivalAt), ms(call.plannedDepartureAt)];
  const [arrived, departed] = [ms(call.arrivedAt), ms(call.departedAt)];
  const [expectedIn, expectedOut] = [ms(call.expectedArrivalAt), ms(call.expectedDepartureAt)];
  return h(
    'g',
    { key: `${call.facility}${y}` },
    h('text', { class: 'name', x: LEFT - 6, y: middle + 5 }, ctx.places.name(call.facility)),
    bar(
      arrived ?? expectedIn,
      departed ?? expectedOut ?? (arrived !== null ? ctx.now : null),
      arrived !== null && departed !== null ? 'actual' : 'expected',
    ),
    mark(plannedIn, 'planned'),
    mark(plannedOut, 'planned'),
    mark(expectedIn, 'expected'),
    mark(expectedOut, 'expected'),
    mark(arrived, 'actual'),
    mark(departed, 'actual'),
  );
}

/** The same calls as a table. */
export function callTable(ctx, run) {
  const { words } = ctx;
  const time = (id, field) => ({
    id,
    label: words.t(`call.${id}`),
    value: call => call[field],
    show: call => ctx.times.moment(call[field], call.facility) ?? '–',
  });
  return table(ctx, {
    id: 'calls',
    caption: words.t('run.calls'),
    rows: run.calls.map((call, order) => ({ ...call, order })),
    key: call => call.order,
    columns: [
      {
        id: 'place',
        label: words.t('place'),
        value: call => call.facility,
        order: call => call.order,
        show: call => place(ctx, call.facility),
      },
      time('plannedArrival', 'plannedArrivalAt'),
      time('arrived', 'arrivedAt'),
      time('expectedArrival', 'expectedArrivalAt'),
      time('released', 'releasedAt'),
      time('plannedDeparture', 'plannedDepartureAt'),
      time('departed', 'departedAt'),
      time('expectedDeparture', 'expectedDepartureAt'),
    ],
  });
}
