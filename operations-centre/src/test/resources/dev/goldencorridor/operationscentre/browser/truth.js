// What may be trusted, from times and messages.
const { truthOf, silentPublishers } = await load('store/truth.js');
const now = Date.parse('2026-01-01T12:00:00Z');
const calm = {
  silentForMs: 900,
  complete: true,
  heard: true,
  beat: { clockReceivedAt: now - 1_000, consumer: 'live' },
  clock: { asOf: '2026-01-01T11:59:59Z', mode: 'wall' },
  serverNow: now,
};
const level = change => truthOf({ ...calm, ...change });
equal(level({}).level, 'ok', 'a calm moment');
equal(level({ complete: false, heard: false }).connection, 'connecting', 'before the first message');
equal(level({ complete: false }).connection, 'loading', 'before the picture is complete');
equal(level({ silentForMs: 2_600 }).connection, 'lost', 'no beat for 2.6 s');
equal(level({ beat: { ...calm.beat, clockReceivedAt: now - 4_600 } }).commits, 'no', 'no clock for 4.6 s');
equal(level({ beat: { ...calm.beat, clockReceivedAt: null } }).commits, 'unknown', 'no clock at all');
equal(level({ beat: { ...calm.beat, consumer: 'disconnected' } }).isLive, false, 'no broker');
equal(level({ clock: { asOf: '2026-01-01T11:50:00Z', mode: 'wall' } }).isBehind, true, 'ten minutes behind');
equal(level({ clock: { asOf: '2020-01-01T00:00:00Z', mode: 'event' } }).isBehind, false, 'a replay is never behind');
equal(level({ clock: undefined }).mode, 'unknown', 'no clock yet');
const publisher = (name, silentSeconds, usualGapSeconds) => ({
  publisher: name,
  lastReceivedAt: new Date(now - silentSeconds * 1_000).toISOString(),
  usualGapSeconds,
});
const silent = (list, isReplay = false) => silentPublishers(list, now, isReplay).map(one => one.publisher);
equal(silent([publisher('a', 1_799, 600)]), [], 'a long gap is no silence');
equal(silent([publisher('a', 1_801, 600), publisher('b', 7_200, 600)]), ['b', 'a'], 'three times the usual gap');
equal(silent([publisher('a', 9_000_000, null)]), [], 'no usual gap yet');
equal(silent([publisher('a', 1_799, 1)]), [], 'half an hour is never a silence');
equal(silent([publisher('a', 1_799, 1)], true), ['a'], 'in a replay it is');
equal(silent([publisher('a', 14, 1), publisher('b', 59, 6)], true), [], 'short pauses of a replay');
const quiet = { publishers: [publisher('a', 9_000, 60)] };
equal(level(quiet).silent.length, 1, 'one silent publisher');
equal(
  level({ ...quiet, beat: { ...calm.beat, clockReceivedAt: now - 9_000 } }).silent,
  [],
  'not while nothing is committed',
);
equal(silent([{ publisher: 'a', lastReceivedAt: null, usualGapSeconds: 5 }]), [], 'never received');
