/**
 * Puts the parts of the page that come from npm into the resources: uPlot, and the outlines of the map, made from
 * Natural Earth's. The results are committed, so a build needs neither npm nor Node. Run it after a change of
 * package-lock.json or of the map's projection:
 *
 *   npm ci && node vendor.mjs
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { geoIdentity, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import { MAP, project } from '../src/main/resources/dev/goldencorridor/operationscentre/page/app/model/projection.js';

const PAGE = new URL('../src/main/resources/dev/goldencorridor/operationscentre/page/', import.meta.url);
/** Outlines outside of these degrees cannot be on the map; the cone folds beyond them. */
const EXTENT = [
  [-40, 5],
  [160, 80],
];
/** Points closer together than this are one, in units of the map. */
const TOLERANCE = 3;

function read(name) {
  return readFileSync(new URL(`node_modules/${name}`, import.meta.url), 'utf8');
}

const written = [];

function write(name, text) {
  const file = new URL(name, PAGE);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
  written.push([createHash('sha256').update(text).digest('hex'), name]);
}

/** Projects, clips to the map, and drops points that one cannot tell apart. */
function outline(geometry) {
  const planar = map(clipDegrees(geometry), ([longitude, latitude]) => project(longitude, latitude));
  const clip = geoIdentity().clipExtent([
    [-2, -2],
    [MAP.width + 2, MAP.height + 2],
  ]);
  return thin(geoPath(clip)(planar));
}

function clipDegrees(geometry) {
  const clipped = [];
  const clip = geoIdentity().clipExtent(EXTENT);
  const isLine = geometry.type.includes('LineString');
  let current = null;
  const sink = {
    point: (x, y) => current.push([x, y]),
    lineStart: () => (current = []),
    lineEnd: () => current.length > 1 && clipped.push(isLine ? current : [...current, current[0]]),
    polygonStart() {},
    polygonEnd() {},
  };
  const stream = clip.stream(sink);
  const polygons = geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
  for (const lines of polygons) {
    if (!isLine) stream.polygonStart();
    for (const line of lines) {
      stream.lineStart();
      for (const [x, y] of isLine ? line : line.slice(0, -1)) stream.point(x, y);
      stream.lineEnd();
    }
    if (!isLine) stream.polygonEnd();
  }
  return isLine
    ? { type: 'MultiLineString', coordinates: clipped }
    : { type: 'MultiPolygon', coordinates: clipped.map(ring => [ring]) };
}

function map(geometry, change) {
  const deep = value => (typeof value[0] === 'number' ? change(value) : value.map(deep));
  return { ...geometry, coordinates: deep(geometry.coordinates) };
}

/** Whole units, steps instead of positions, and no ring that is smaller than a dot: a third of the bytes. */
function thin(path) {
  return path
    .split('M')
    .filter(part => part !== '')
    .map(part =>
      toSteps(
        part
          .replace('Z', '')
          .split('L')
          .map(point => point.split(',').map(Number)),
        part.endsWith('Z'),
      ),
    )
    .join('');
}

function toSteps(points, isClosed) {
  const [[startX, startY]] = points.map(([x, y]) => [Math.round(x), Math.round(y)]);
  let [lastX, lastY] = [startX, startY];
  const steps = [];
  points.forEach(([x, y], i) => {
    const isEnd = !isClosed && i === points.length - 1;
    if (i === 0 || (!isEnd && Math.hypot(x - lastX, y - lastY) < TOLERANCE)) return;
    const [nextX, nextY] = [Math.round(x), Math.round(y)];
    steps.push(`${nextX - lastX} ${nextY - lastY}`);
    [lastX, lastY] = [nextX, nextY];
  });
  if (isClosed && steps.length < 4) return '';
  return `M${startX} ${startY}l${steps.join(' ').replaceAll(' -', '-')}${isClosed ? 'z' : ''}`;
}

const atlas = JSON.parse(read('world-atlas/countries-50m.json'));
const land = feature(atlas, atlas.objects.land).features?.[0].geometry ?? feature(atlas, atlas.objects.land).geometry;
const borders = mesh(atlas, atlas.objects.countries, (one, other) => one !== other);

write('vendor/uplot.js', `${read('uplot/dist/uPlot.iife.min.js')}\nexport default uPlot;\n`);
write('vendor/uplot.css', read('uplot/dist/uPlot.min.css'));
write('vendor/uplot-LICENSE.txt', read('uplot/LICENSE'));
write('vendor/world-atlas-LICENSE.txt', read('world-atlas/LICENSE'));
write(
  'data/map.json',
  `${JSON.stringify({ source: 'Natural Earth 1:50m, public domain; world-atlas 2.0.2', land: outline(land), borders: outline(borders) })}\n`,
);
writeFileSync(
  new URL('vendored.sha256', import.meta.url),
  written.map(([hash, name]) => `${hash}  ${name}\n`).join(''),
);
console.log(written.map(([, name]) => name).join('\n'));
