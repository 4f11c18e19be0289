/** What may be trusted now: pure functions of times and of the last messages. */

/** Without a beat for so long the connection counts as lost. The server beats once a second. */
export const MAX_SILENCE_MS = 2_500;
/** The pipeline publishes its clock once a second. The sign appears within 5 s of the last one. */
export const MAX_CLOCK_AGE_MS = 4_500;
/** On the time of day, the pipeline's clock may be behind by this much. */
export const MAX_BEHIND_MS = 60_000;
/** A publisher is silent if its silence is so many times its usual longest gap (p99), and at least this long. */
export const SILENCE_FACTOR = 3;
export const MIN_SILENCE_MS = 10_000;

/**
 * @param {object} facts
 *   silentForMs: since the last message; complete: whether there is a picture; heard: whether the server ever answered;
 *   beat: the last one, or null; clock: the value of ops.clock, or undefined; serverNow: ms, or null
 * @returns connection: connecting | loading | live | lost; consumer: live | catching-up | disconnected | unknown;
 *   commits: yes | no | unknown; mode: wall | event | unknown; behindMs; level: ok | warning | bad
 */
export function truthOf({ silentForMs, complete, heard, beat, clock, serverNow, publishers = [] }) {
  const connection = connectionOf(silentForMs, complete, heard);
  const consumer = beat?.consumer ?? 'unknown';
  const clockAgeMs = beat?.clockReceivedAt && serverNow ? Math.max(0, serverNow - beat.clockReceivedAt) : null;
  const commits = clockAgeMs === null ? 'unknown' : clockAgeMs > MAX_CLOCK_AGE_MS ? 'no' : 'yes';
  const mode = clock?.mode ?? 'unknown';
  const behindMs = mode === 'wall' && serverNow ? Math.max(0, serverNow - Date.parse(clock.asOf)) : null;
  const isBehind = behindMs !== null && behindMs > MAX_BEHIND_MS;
  const silent = serverNow ? silentPublishers(publishers, serverNow) : [];
  const isLive = connection === 'live' && consumer !== 'disconnected' && commits !== 'no';
  const level = !isLive ? 'bad' : isBehind || consumer !== 'live' || silent.length > 0 ? 'warning' : 'ok';
  return { connection, consumer, clockAgeMs, commits, mode, behindMs, isBehind, silent, isLive, level, silentForMs };
}

function connectionOf(silentForMs, complete, heard) {
  if (silentForMs > MAX_SILENCE_MS) return 'lost';
  if (complete) return 'live';
  return heard ? 'loading' : 'connecting';
}

/** The publishers that are silent for longer than is usual for them, the longest first. */
export function silentPublishers(publishers, serverNow) {
  return publishers
    .map(status => ({ publisher: status.publisher, usualMs: usual(status), ...silence(status, serverNow) }))
    .filter(
      ({ usualMs, silentMs }) => usualMs !== null && silentMs > Math.max(MIN_SILENCE_MS, SILENCE_FACTOR * usualMs),
    )
    .sort((one, other) => other.silentMs - one.silentMs);
}

function usual(status) {
  return status.usualGapSeconds === null || status.usualGapSeconds === undefined ? null : status.usualGapSeconds * 1000;
}

function silence(status, serverNow) {
  const since = status.lastReceivedAt ? Date.parse(status.lastReceivedAt) : null;
  return { since, silentMs: since === null ? 0 : serverNow - since };
}
