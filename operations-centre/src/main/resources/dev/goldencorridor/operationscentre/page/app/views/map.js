import { h } from '../tree.js';
import { NODES, path, pointOn } from '../model/corridor.js';
import { MAP, project } from '../model/projection.js';
import { moving, presentByPlace, progress } from '../model/runs.js';
import { loading, panel, shape } from '../parts/basics.js';
import { placeList } from '../parts/placelist.js';

/** The outlines are the largest part of the page and needed here only. */
let outlines = null;
let isRequested = false;

/** The corridor on a map: places where they are, and trains on the straight line between two of them. */
export function mapView(ctx) {
  const { words } = ctx;
  return [
    h('h1', { class: 'hidden', key: 'h1' }, words.t('view.map')),
    panel(
      ctx,
      { id: 'map', title: words.t('map.title'), note: words.t('map.note'), kind: 'wide' },
      outlines === null ? request(ctx) : map(ctx),
      !ctx.wall && h('details', { class: 'astable' }, h('summary', null, words.t('diagram.table')), placeList(ctx)),
    ),
  ];
}

function request(ctx) {
  if (!isRequested) {
    isRequested = true;
    load().then(found => {
      outlines = found;
      ctx.actions.refresh();
    });
  }
  return loading(ctx.words.t('loading'));
}

async function load() {
  try {
    return await (await fetch(new URL('../../data/map.json', import.meta.url))).json();
  } catch {
    // The places alone are a map, too.
    return { land: '', borders: '' };
  }
}

function map(ctx) {
  const { picture, words } = ctx;
  const points = placePoints(ctx);
  const present = picture.runs === null ? null : presentByPlace(picture.runs);
  const trains = picture.runs === null ? [] : moving(picture.runs);
  const lines = segments(trains, points);
  return h(
    'div',
    { class: 'map', key: 'map' },
    h(
      'svg',
      { viewBox: `0 0 ${MAP.width} ${MAP.height}`, role: 'group', 'aria-label': words.t('map.label') },
      h('path', { class: 'land', d: outlines.land }),
      h('path', { class: 'borders', d: outlines.borders }),
      h(
        'g',
        { class: 'ways' },
        lines.map(([name, a, b]) => h('line', { key: name, x1: a.x, y1: a.y, x2: b.x, y2: b.y })),
      ),
      h(
        'g',
        { class: 'trains', 'aria-hidden': 'true' },
        trains.map(run => trainMark(ctx, run, points)),
      ),
      h(
        'g',
        { class: 'places' },
        Object.entries(points).map(([code, point]) => placeMark(ctx, code, point, present)),
      ),
    ),
  );
}

/** Where places of the catalogue are on the map. The diagram's junction lies between its neighbours. */
function placePoints(ctx) {
  const points = {};
  for (const { code, lat, lon } of ctx.places.all()) {
    if (lat === null || lat === undefined || lon === null || lon === undefined) continue;
    const [x, y] = project(lon, lat);
    if (x >= 0 && x <= MAP.width && y >= 0 && y <= MAP.height) points[code] = { x, y };
  }
  return points;
}

/** The places of the map on the way from the last place of a train to its next one. */
function wayOf(run, points) {
  const to = run.nextFacility ?? run.destination;
  return (path(run.lastFacility, to) ?? [run.lastFacility, to]).filter(code => points[code]);
}

/** The straight lines on which trains move now, each once. */
function segments(trains, points) {
  const found = new Map();
  for (const run of trains) {
    const way = wayOf(run, points);
    for (let i = 1; i < way.length; i++) {
      const name = [way[i - 1], way[i]].sort().join('~');
      if (!found.has(name)) found.set(name, [name, points[way[i - 1]], points[way[i]]]);
    }
  }
  return [...found.values()];
}

function trainMark(ctx, run, points) {
  const way = wayOf(run, points);
  if (way.length < 2) return null;
  const { x, y, dx, dy } = pointOn(way, progress(run, ctx.now), points);
  const [left, top] = [(x - dy * 4).toFixed(1), (y + dx * 4).toFixed(1)];
  const severity = run.worstSeverity;
  if (severity)
    return h('path', {
      key: run.trainRunId,
      class: severity,
      d: shape(severity),
      transform: `translate(${left} ${top}) scale(0.7) translate(-10 -10)`,
    });
  return h('circle', { key: run.trainRunId, class: 'normal', cx: left, cy: top, r: 3 });
}

function placeMark(ctx, code, { x, y }, present) {
  const { picture, words, places } = ctx;
  const status = picture.port(code);
  const count = status ? status.awaitingRelease : (present?.get(code)?.length ?? null);
  const severity = picture.worstByPlace.get(code);
  const [side, down] = LABELS[code] ?? ['start', 6];
  const name = `${places.name(code)}${count === null ? '' : ` ${words.number(count)}`}`;
  const content = [
    severity
      ? h('path', {
          class: severity,
          d: shape(severity),
          transform: `translate(${x} ${y}) scale(1.1) translate(-10 -10)`,
        })
      : h('circle', { class: NODES[code]?.leg ? 'place' : 'place other', cx: x, cy: y, r: status ? 9 : 6 }),
    h('text', { class: status ? 'port' : null, x: x + SIDES[side], y: y + down, 'text-anchor': side }, name),
  ];
  const alerts = picture.openAlertsAt(code).length;
  const label = alerts === 0 ? name : `${name}; ${words.count('alerts.open', alerts)}`;
  if (ctx.wall) return h('g', { key: code, role: 'img', 'aria-label': label }, content);
  return h('a', { key: code, href: ctx.href('port', code), 'aria-label': label }, content);
}

const SIDES = { start: 15, middle: 0, end: -15 };

/** On which side of a place its name is, and how far down. Names of places that are close together do not meet. */
const LABELS = {
  DEDUI: ['end', 6],
  DEHAM: ['start', -4],
  PLLOD: ['end', 18],
  PLMAA: ['middle', 32],
  KZDOS: ['end', -10],
  CNAKL: ['start', -8],
  KZHOR: ['end', 8],
  CNHRS: ['start', 34],
  KZALA: ['end', 24],
  CNURM: ['start', 22],
  CNXAG: ['end', -12],
  CNCDU: ['end', 8],
  CNCQI: ['middle', 32],
  CNZGZ: ['end', -8],
};
