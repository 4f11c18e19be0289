// Order, groups and ages of alerts.
const { ageSeconds, byUrgency, grouped, isAcknowledged, worst } = await load('model/alerts.js');
const alert = (key, severity, raisedAt, more = {}) => ({
  key,
  severity,
  raisedAt,
  type: 'ARRIVAL_LATE',
  asOf: '2026-01-01T10:00:00Z',
  valueSeconds: 600,
  occurredAt: null,
  isOpen: true,
  ...more,
});
const list = [
  alert('a', 'MINOR', '2026-01-01T09:00:00Z'),
  alert('b', 'CRITICAL', '2026-01-01T08:00:00Z'),
  alert('c', 'CRITICAL', '2026-01-01T09:00:00Z', { parentKey: 'p' }),
  alert('p', 'MAJOR', '2026-01-01T07:00:00Z'),
  alert('d', 'MINOR', '2026-01-01T09:30:00Z', { parentKey: 'gone' }),
];
const keys = groups => groups.map(group => [group.parent.key, group.children.map(child => child.key)]);
equal(
  keys(grouped(list)),
  [
    ['b', []],
    ['p', ['c']],
    ['d', []],
    ['a', []],
  ],
  'groups, worst and newest first',
);
equal(
  [...list].sort(byUrgency).map(one => one.key),
  ['c', 'b', 'p', 'd', 'a'],
  'order',
);
equal(worst([null, 'MINOR', 'MAJOR']), 'MAJOR', 'worst');
equal(worst([]), null, 'worst of nothing');
const now = Date.parse('2026-01-01T10:10:00Z');
equal(ageSeconds(list[0], now), 1_200, 'a missing event grows older');
equal(ageSeconds({ ...list[0], occurredAt: '2026-01-01T09:00:00Z' }, now), 600, 'a settled lateness does not');
equal(
  ageSeconds({ ...list[0], type: 'CLEARANCE_HELD', occurredAt: '2026-01-01T09:00:00Z' }, now),
  1_200,
  'an age does',
);
equal(ageSeconds({ ...list[0], isOpen: false }, now), 600, 'an ended alert does not');
equal(isAcknowledged({ acknowledgement: { until: '2026-01-01T10:05:00Z' } }, now), false, 'an expired answer');
equal(isAcknowledged({ acknowledgement: { until: null } }, now), true, 'an answer until the end');
equal(isAcknowledged({ acknowledgement: null }, now), false, 'no answer');
