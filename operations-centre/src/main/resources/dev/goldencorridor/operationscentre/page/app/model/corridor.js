/**
 * The line diagram: where each facility of the built-in catalogue is drawn, and which are neighbours. West is on the
 * left, as on the map. A facility that is not here is listed below the diagram.
 */
export const SIZE = { width: 1600, height: 400 };

/** The three legs, from west to east. */
export const LEGS = [
  { id: 'europe', from: 20, to: 640 },
  { id: 'asia', from: 640, to: 1050 },
  { id: 'china', from: 1050, to: 1580 },
];

/** The box of a border port around its point, and the space that a train's mark needs beside it. */
export const PORT_BOX = { half: 104, above: 32, below: 26 };
const MARK = 12;

/** name: where the name is: below (default), above, left, or below and to the left. */
export const NODES = {
  DEHAM: { x: 80, y: 130, leg: 'europe' },
  DEDUI: { x: 80, y: 290, leg: 'europe' },
  PLLOD: { x: 235, y: 210, leg: 'europe' },
  PLMAA: { x: 400, y: 210, leg: 'europe' },
  RUMOW: { x: 570, y: 110, leg: 'europe', name: 'left' },
  junction: { x: 630, y: 210, leg: 'europe', isJunction: true },
  UZTAS: { x: 690, y: 335, leg: 'asia' },
  KZALA: { x: 785, y: 290, leg: 'asia' },
  'esr:707701': { x: 878, y: 290, leg: 'asia', minor: true },
  KZHOR: { x: 970, y: 290, leg: 'asia', name: 'end' },
  KZDOS: { x: 970, y: 130, leg: 'asia' },
  CNAKL: { x: 1164, y: 130, leg: 'china', box: PORT_BOX },
  CNHRS: { x: 1164, y: 290, leg: 'china', box: PORT_BOX },
  CNURM: { x: 1320, y: 210, leg: 'china' },
  CNXAG: { x: 1425, y: 210, leg: 'china' },
  CNZGZ: { x: 1530, y: 130, leg: 'china', name: 'above' },
  CNCDU: { x: 1530, y: 222, leg: 'china' },
  CNCQI: { x: 1530, y: 318, leg: 'china' },
};

const EDGES = [
  ['DEHAM', 'PLLOD'],
  ['DEDUI', 'PLLOD'],
  ['PLLOD', 'PLMAA'],
  ['PLMAA', 'junction'],
  ['RUMOW', 'junction'],
  ['junction', 'KZDOS'],
  ['junction', 'KZALA'],
  ['UZTAS', 'KZALA'],
  ['KZALA', 'KZDOS'],
  ['KZALA', 'esr:707701'],
  ['esr:707701', 'KZHOR'],
  ['KZDOS', 'CNAKL'],
  ['KZHOR', 'CNHRS'],
  ['CNAKL', 'CNURM'],
  ['CNHRS', 'CNURM'],
  ['CNURM', 'CNXAG'],
  ['CNXAG', 'CNZGZ'],
  ['CNXAG', 'CNCDU'],
  ['CNXAG', 'CNCQI'],
];

export function edges() {
  return EDGES.map(([from, to]) => ({ id: `${from}~${to}`, from: NODES[from], to: NODES[to] }));
}

/** The facilities of the diagram. */
export function facilities() {
  return Object.keys(NODES).filter(code => !NODES[code].isJunction);
}

const NEIGHBOURS = new Map(Object.keys(NODES).map(code => [code, []]));
for (const [one, other] of EDGES) {
  NEIGHBOURS.get(one).push(other);
  NEIGHBOURS.get(other).push(one);
}

const paths = new Map();

/** The facilities on the shortest way from one to the other, both included; null if the diagram has no way. */
export function path(from, to) {
  if (!NEIGHBOURS.has(from) || !NEIGHBOURS.has(to)) return null;
  const name = `${from}~${to}`;
  if (!paths.has(name)) paths.set(name, search(from, to));
  return paths.get(name);
}

function search(from, to) {
  const known = new Map([[from, { length: 0, before: null }]]);
  // A place is taken again when a shorter way to it is found; the diagram is small.
  const queue = [from];
  for (const code of queue) {
    for (const next of NEIGHBOURS.get(code)) {
      const length = known.get(code).length + distance(NODES[code], NODES[next]);
      if (length >= (known.get(next)?.length ?? Infinity)) continue;
      known.set(next, { length, before: code });
      queue.push(next);
    }
  }
  const way = [];
  for (let code = to; code; code = known.get(code).before) way.unshift(code);
  return way;
}

function distance(a, b) {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** The point at a fraction 0–1 of a way, and its direction there (unit vector). It is never behind a box. */
export function pointOn(way, fraction, points = NODES) {
  const pieces = [];
  let total = 0;
  for (let i = 1; i < way.length; i++) {
    const [a, b] = between(points[way[i - 1]], points[way[i]]);
    const length = distance(a, b);
    pieces.push({ a, b, length });
    total += length;
  }
  let rest = Math.min(Math.max(fraction, 0), 1) * total;
  for (const { a, b, length } of pieces) {
    if (rest <= length || pieces.at(-1).b === b) {
      const part = length === 0 ? 0 : Math.min(rest / length, 1);
      const [dx, dy] = length === 0 ? [1, 0] : [(b.x - a.x) / length, (b.y - a.y) / length];
      return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part, dx, dy };
    }
    rest -= length;
  }
  return null;
}

/** The ends of the visible part of an edge. */
function between(a, b) {
  const length = distance(a, b);
  const [dx, dy] = length === 0 ? [1, 0] : [(b.x - a.x) / length, (b.y - a.y) / length];
  const [fromA, fromB] = [inside(a, dx, dy), inside(b, -dx, -dy)];
  return [
    { x: a.x + dx * fromA, y: a.y + dy * fromA },
    { x: b.x - dx * fromB, y: b.y - dy * fromB },
  ];
}

/** How far a line from the point of a place runs inside its box. */
function inside({ box }, dx, dy) {
  if (!box) return 0;
  const vertical = (dy < 0 ? box.above : box.below) + MARK;
  return Math.min((box.half + MARK) / Math.abs(dx), vertical / Math.abs(dy));
}
