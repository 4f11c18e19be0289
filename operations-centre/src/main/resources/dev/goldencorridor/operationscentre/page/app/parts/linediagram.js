import { h } from '../tree.js';
import { edges, facilities, LEGS, NODES, path, pointOn, PORT_BOX, SIZE } from '../model/corridor.js';
import { label, moving, presentByPlace, progress, waitedSeconds, waiting } from '../model/runs.js';
import { shape } from './basics.js';

/** Trains of the two directions run on two sides of the line, this far from its middle. */
const SIDE = 10;
const MAX_BLOCKS = 11;
/** The widest digit of the count of waiting trains, in bold letters of common fonts; three digits are smaller. */
const DIGIT = { two: 30, three: 22 };
const CHEVRON = 'M-7 -6 7 0 -7 6-3 0z';

/** The corridor as a line diagram: places in order on three legs, trains between them, queues at the border ports. */
export function lineDiagram(ctx) {
  const { picture, words } = ctx;
  const trains = picture.runs === null ? [] : movingTrains(ctx, picture.runs);
  const present = picture.runs === null ? null : presentByPlace(picture.runs);
  return h(
    'div',
    { class: 'diagram', key: 'diagram' },
    h(
      'svg',
      { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: 'group', 'aria-label': words.t('diagram.label') },
      h(
        'g',
        { class: 'legs' },
        LEGS.map(leg => legTitle(ctx, leg, trains)),
      ),
      h(
        'g',
        { class: 'edges' },
        edges().map(({ id, from, to }) => h('line', { key: id, x1: from.x, y1: from.y, x2: to.x, y2: to.y })),
      ),
      h('g', { class: 'border' }, h('line', { x1: 1050, y1: 40, x2: 1050, y2: SIZE.height - 12 })),
      h(
        'g',
        { class: 'trains', 'aria-hidden': 'true' },
        trains.map(train => trainMark(ctx, train)),
      ),
      h(
        'g',
        { class: 'places' },
        facilities().map(code => (ctx.places.isBorderPort(code) ? port(ctx, code) : hub(ctx, code, present))),
      ),
    ),
  );
}

function movingTrains(ctx, runs) {
  const trains = [];
  for (const run of moving(runs)) {
    const way = path(run.lastFacility, run.nextFacility ?? run.destination);
    if (!way || way.length < 2) continue;
    const point = pointOn(way, progress(run, ctx.now));
    trains.push({ run, point, severity: run.worstSeverity });
  }
  // The abnormal ones are drawn last, so that nothing hides them.
  return trains.sort((one, other) => Boolean(one.severity) - Boolean(other.severity));
}

function trainMark(ctx, { run, point, severity }) {
  const x = (point.x - point.dy * SIDE).toFixed(1);
  const y = (point.y + point.dx * SIDE).toFixed(1);
  const title = h('title', null, `${label(run)} → ${ctx.places.name(run.nextFacility ?? run.destination) ?? '?'}`);
  if (severity) {
    const transform = `translate(${x} ${y}) scale(0.9) translate(-10 -10)`;
    return h('path', { key: run.trainRunId, class: severity, d: shape(severity), transform }, title);
  }
  const angle = ((Math.atan2(point.dy, point.dx) * 180) / Math.PI).toFixed(0);
  const transform = `translate(${x} ${y}) rotate(${angle}) scale(0.8)`;
  return h('path', { key: run.trainRunId, class: 'normal', d: CHEVRON, transform }, title);
}

function legTitle(ctx, leg, trains) {
  const { words, picture } = ctx;
  const here = trains.filter(({ point }) => point.x >= leg.from && point.x < leg.to);
  const outbound = here.filter(({ run }) => run.direction === 'OUTBOUND').length;
  const late = here.filter(({ severity }) => severity).length;
  const counts =
    picture.runs === null
      ? words.t('diagram.leg.unknown')
      : words.t('diagram.leg.moving', { west: words.number(outbound), east: words.number(here.length - outbound) }) +
        (late > 0 ? ` · ${words.count('diagram.leg.alerts', late)}` : '');
  return h(
    'g',
    { key: leg.id },
    h('line', { x1: leg.from + 8, y1: 30, x2: leg.to - 8, y2: 30 }),
    h('text', { class: 'name', x: leg.from + 10, y: 21 }, words.t(`leg.${leg.id}`)),
    h('text', { x: leg.from + 10, y: 53 }, counts),
  );
}

function hub(ctx, code, present) {
  const { x, y, minor } = NODES[code];
  if (minor) return minorPlace(ctx, code);
  const trains = present?.get(code) ?? [];
  const count = present === null ? '?' : trains.length === 0 ? '' : ctx.words.number(trains.length);
  const kind = present === null ? 'unknown' : trains.length === 0 ? 'empty' : 'filled';
  const text = ctx.words.t('diagram.hub', { place: ctx.places.name(code), n: present === null ? '?' : trains.length });
  return placeLink(
    ctx,
    code,
    text,
    h('circle', { class: kind, cx: x, cy: y, r: 19 }),
    h('text', { class: 'count', x, y: y + 7 }, count),
    h('text', namePosition(code), ctx.places.name(code)),
    badge(ctx, code, x + 22, y - 20),
  );
}

function namePosition(code) {
  const { x, y, name } = NODES[code];
  if (name === 'left') return { class: 'name end', x: x - 28, y: y + 7 };
  if (name === 'above') return { class: 'name', x, y: y - 30 };
  if (name === 'end') return { class: 'name end', x: x + 62, y: y + 46 };
  return { class: 'name', x, y: y + 46 };
}

function minorPlace(ctx, code) {
  const { x, y } = NODES[code];
  return placeLink(
    ctx,
    code,
    ctx.places.name(code),
    h('circle', { class: 'minor', cx: x, cy: y, r: 7 }),
    badge(ctx, code, x, y - 22),
  );
}

function port(ctx, code) {
  const { x, y } = NODES[code];
  const { words, picture, times } = ctx;
  const status = picture.port(code);
  const awaiting = status ? words.number(status.awaitingRelease) : '?';
  const released = status ? words.t('port.released', { n: words.number(status.releasedNotDeparted) }) : '';
  const queue = queueAt(ctx, code);
  const oldest = queue.length > 0 ? times.duration(queue[0].seconds) : null;
  const isSilent = ctx.isSilent(code);
  const text = words.t('diagram.port', { place: ctx.places.name(code), n: awaiting, oldest: oldest ?? '–' });
  return placeLink(
    ctx,
    code,
    text,
    h('text', { class: 'name port', x: x - PORT_BOX.half, y: y - 40 }, ctx.places.name(code)),
    h('rect', {
      class: `port ${status ? '' : 'unknown'} ${isSilent ? 'silent' : ''}`,
      x: x - PORT_BOX.half,
      y: y - PORT_BOX.above,
      width: 2 * PORT_BOX.half,
      height: PORT_BOX.above + PORT_BOX.below,
      rx: 5,
    }),
    h('text', { class: `awaiting ${awaiting.length > 2 ? 'long' : ''}`, x: x - PORT_BOX.half + 10, y: y + 13 }, awaiting),
    h('text', { class: 'small', x: x - PORT_BOX.half + widthOf(awaiting), y: y - 8 }, words.t('port.waiting')),
    h('text', { class: 'small', x: x - PORT_BOX.half + widthOf(awaiting), y: y + 14 }, released),
    queue.slice(0, MAX_BLOCKS).map((item, i) => block(item, i, x - PORT_BOX.half, y + 34)),
    queue.length > MAX_BLOCKS &&
      h('text', { class: 'small', x: x - PORT_BOX.half + 5 + MAX_BLOCKS * 13, y: y + 46 }, `+${queue.length - MAX_BLOCKS}`),
    h(
      'text',
      { class: 'small oldest', x: x - PORT_BOX.half, y: y + 69 },
      isSilent ? words.t('port.silent') : oldest ? words.t('port.oldest', { age: oldest }) : words.t('port.empty'),
    ),
    badge(ctx, code, x + PORT_BOX.half + 20, y - 18),
  );
}

/** The width of a count with the space around it. */
function widthOf(count) {
  return 20 + count.length * (count.length > 2 ? DIGIT.three : DIGIT.two);
}

function queueAt(ctx, code) {
  const { picture, now } = ctx;
  if (picture.runs !== null) {
    return waiting(picture.runs)
      .filter(run => run.lastFacility === code)
      .map(run => ({
        key: run.trainRunId,
        seconds: waitedSeconds(run, now) ?? 0,
        severity: run.worstSeverity,
      }));
  }
  const status = picture.port(code);
  if (!status || status.awaitingRelease === 0) return [];
  const first = { key: 'oldest', seconds: ctx.grown(status.oldestOpenSeconds, status.asOf), severity: null };
  return [first, ...Array.from({ length: Math.min(status.awaitingRelease - 1, 99) }, (_, i) => ({ key: i }))];
}

/** One waiting train of the queue; one with an alert has the alert's shape. */
function block({ key, severity }, i, x, y) {
  if (!severity) return h('rect', { key, class: 'block', x: x + i * 13, y, width: 10, height: 14 });
  const transform = `translate(${x + i * 13 - 1} ${y}) scale(0.62)`;
  return h('path', { key, class: severity, d: shape(severity), transform });
}

/** The worst open alert of a place, as shape and colour, with the number of open alerts. */
function badge(ctx, code, x, y) {
  const severity = ctx.picture.worstByPlace.get(code);
  if (!severity) return null;
  const count = ctx.picture.openAlertsAt(code).length;
  return h(
    'g',
    { class: 'badge', key: 'badge' },
    h('path', { class: severity, d: shape(severity), transform: `translate(${x - 14} ${y - 14}) scale(1.25)` }),
    h('text', { x: x + 15, y: y + 7 }, ctx.words.number(count)),
  );
}

function placeLink(ctx, code, text, ...content) {
  const alerts = ctx.picture.openAlertsAt(code).length;
  const name = alerts === 0 ? text : `${text}; ${ctx.words.count('alerts.open', alerts)}`;
  if (ctx.wall) return h('g', { key: code, role: 'img', 'aria-label': name }, ...content);
  return h('a', { key: code, href: ctx.href('port', code), 'aria-label': name }, ...content);
}
