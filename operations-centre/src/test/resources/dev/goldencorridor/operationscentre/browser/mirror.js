// The mirror and the session: batches in any cut give the state and the digest of the topics.
const { Session } = await load('store/session.js');
const { Mirror } = await load('store/mirror.js');
const { hashes } = await load('store/digest.js');

// Known values of 32-bit FNV-1a.
equal(hashes('', '', '').length, 2, 'two hashes');
const fnv = (bytes, basis) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, basis);
const bytes = [...new TextEncoder().encode('ops.trips\nPORT/CNHRS/PT24H\n{"a":"Łódź"}')];
const expected = [fnv(bytes, 0x811c9dc5), fnv(bytes, 0xcbf29ce4)];
equal(hashes('ops.trips', 'PORT/CNHRS/PT24H', '{"a":"Łódź"}'), expected, 'hash of UTF-8');

let seed = 7;
const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;

// 1,000 random cuts: whatever is lost and sent again, the digests agree at the end.
const truth = new Mirror();
const log = [];
let session = new Session();
const digestAt = () => truth.digest();
let epoch = 'e1';
const snapshot = () => {
  const set = truth.topics().flatMap(topic => truth.entries(topic).map(({ key, text }) => [topic, key, text]));
  const half = Math.floor(set.length / 2);
  session.onHello({ epoch });
  session.onBatch(`${epoch}-0`, { full: true, more: true, set: set.slice(0, half) });
  if (random(3) === 0) return snapshot();
  const isRight = session.onBatch(`${epoch}-${log.length}`, { full: true, set: set.slice(half), digest: digestAt() });
  equal(isRight, true, 'digest of a full picture');
};
snapshot();
for (let cut = 0; cut < 1000; cut++) {
  for (let i = random(4); i >= 0; i--) {
    const [topic, key] = [`t${random(3)}`, `k${random(20)}`];
    const text = random(4) === 0 ? null : JSON.stringify({ v: random(1000) });
    if (text === null) truth.delete(topic, key);
    else truth.set(topic, key, text);
    log.push([topic, key, text]);
  }
  if (random(10) === 0) {
    snapshot();
    continue;
  }
  const since = Number(session.lastId.split('-')[1]);
  const missed = log.slice(since);
  const latest = [...new Map(missed.map(change => [change.slice(0, 2).join(), change])).values()];
  const set = latest.filter(change => change[2] !== null);
  const gone = latest.filter(change => change[2] === null).map(change => change.slice(0, 2));
  const isRight = session.onBatch(`${epoch}-${log.length}`, { full: false, set, delete: gone, digest: digestAt() });
  if (!isRight) throw new Error(`digests differ after cut ${cut}`);
}
equal(session.mirror.digest(), truth.digest(), 'digest after 1,000 cuts');
equal(session.mirror.size('t1'), truth.size('t1'), 'size');

// A wrong digest is noticed, in a batch and in a beat of the same sequence number, and a full picture is asked for.
equal(session.onBeat({ seq: log.length, digest: truth.digest() }), true, 'right beat');
equal(session.onBeat({ seq: log.length + 1, digest: 'x' }), true, 'beat of another sequence number');
equal(session.onBeat({ seq: log.length, digest: 'x' }), false, 'wrong beat');
equal(session.lastId, null, 'asks for a full picture');
equal(session.onBatch('e1-9', { full: false, set: [], delete: [], digest: 'x' }), false, 'wrong batch');

// The old picture stays until a new one is complete.
session.onHello({ epoch: 'e2' });
session.onBatch('e2-1', { full: true, more: true, set: [['t', 'k', '1']] });
equal(session.mirror.digest(), truth.digest(), 'old picture while a new one loads');
const versionBefore = session.version;
const one = new Mirror();
one.set('t', 'k', '1');
equal(session.onBatch('e2-1', { full: true, set: [], digest: one.digest() }), true, 'last part');
equal(session.mirror.get('t', 'k'), 1, 'new picture');
equal(session.version !== versionBefore, true, 'version changes');
