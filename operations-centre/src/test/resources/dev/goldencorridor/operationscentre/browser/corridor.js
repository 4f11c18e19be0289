// Ways and points of the diagram, and the projection of the map.
const { facilities, NODES, path, pointOn } = await load('model/corridor.js');
const { project, MAP } = await load('model/projection.js');
const { progress, waitedSeconds } = await load('model/runs.js');
equal(path('CNXAG', 'KZALA').slice(0, 4), ['CNXAG', 'CNURM', 'CNHRS', 'KZHOR'], 'a way');
equal(path('KZDOS', 'PLMAA'), ['KZDOS', 'junction', 'PLMAA'], 'over the junction');
equal(path('CNXAG', 'nowhere'), null, 'a place that is not drawn');
equal(facilities().includes('junction'), false, 'the junction is no facility');
for (const one of facilities())
  for (const other of facilities()) equal(path(one, other).at(-1), other, `${one} to ${other}`);
const half = pointOn(['CNXAG', 'CNURM'], 0.5);
equal(
  [half.x, half.y, half.dx],
  [(NODES.CNXAG.x + NODES.CNURM.x) / 2, NODES.CNURM.y, -1],
  'half of the way, to the west',
);
equal(pointOn(['CNURM', 'CNHRS'], 0).x, NODES.CNURM.x, 'the way begins at its first place');
equal(pointOn(['CNXAG', 'CNURM'], 2).x, NODES.CNURM.x, 'not further than the end');
const { CNHRS: port } = NODES;
for (let percent = 0; percent <= 100; percent++) {
  const { x, y } = pointOn(['CNURM', 'CNHRS', 'KZHOR'], percent / 100);
  const isHidden = Math.abs(x - port.x) < port.box.half && y - port.y < port.box.below && port.y - y < port.box.above;
  equal(isHidden, false, `a train at ${percent} % of its way is not behind the box of a port`);
}
const run = { lastOccurredAt: '2026-01-01T00:00:00Z', nextExpectedAt: '2026-01-01T10:00:00Z', nextPlannedAt: null };
const at = hour => progress(run, Date.parse(`2026-01-01T${hour}:00:00Z`));
equal([at('05'), at('20')], [0.5, 0.97], 'a late train stays short of its next place');
equal(progress({ ...run, nextExpectedAt: null }, 0), 0.5, 'no expected time');
const inside = (longitude, latitude) => {
  const [x, y] = project(longitude, latitude);
  return x > 0 && x < MAP.width && y > 0 && y < MAP.height;
};
equal(
  [inside(9.987, 53.529), inside(113.667, 34.767), inside(106.55, 29.583)],
  [true, true, true],
  'the corridor is on the map',
);

const waits = { state: 'AT_PLACE', waitingSince: '2026-01-01T00:00:00Z', asOf: '2026-01-01T02:00:00Z' };
const noon = Date.parse('2026-01-01T12:00:00Z');
equal(waitedSeconds(waits, noon), 43_200, 'by the clock');
equal(waitedSeconds(waits, noon - 86_400_000), 7_200, 'the clock of a fast replay is behind the run');
equal(waitedSeconds({ ...waits, waitingSince: null }, noon), null, 'does not wait');
