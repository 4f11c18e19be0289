// What may be trusted, from times and messages.
const { truthOf } = await load('store/truth.js');
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
const publisher = (name, silentSeconds) => ({
  publisher: name,
  lastReceivedAt: new Date(now - silentSeconds * 1_000).toISOString(),
  usualGapSeconds: 600,
});
const quiet = {
  publishers: [publisher('a', 9_000), publisher('b', 90), publisher('c', 9_500)],
  beat: { ...calm.beat, silent: ['a', 'c', 'unheard'] },
};
equal(
  level(quiet).silent.map(one => [one.publisher, one.silentMs, one.usualMs]),
  [
    ['c', 9_500_000, 600_000],
    ['a', 9_000_000, 600_000],
  ],
  'those that the server calls silent, the longest first',
);
equal(level(quiet).level, 'warning', 'a silent publisher limits the trust');
equal(level({ ...quiet, beat: { ...quiet.beat, clockReceivedAt: now - 9_000 } }).silent, [], 'nothing is committed');
equal(level({ publishers: quiet.publishers }).silent, [], 'a server that calls none silent');
