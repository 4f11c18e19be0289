/** What may be trusted now: pure functions of times and of the last messages. */

/** Without a beat for so long the connection counts as lost. The server beats once a second. */
export const MAX_SILENCE_MS = 2_500;
/** The pipeline publishes its clock once a second. The sign appears within 5 s of the last one. */
export const MAX_CLOCK_AGE_MS = 4_500;
/** On the time of day, the pipeline's clock may be behind by this much. */
export const MAX_BEHIND_MS = 60_000;
/**
 * A publisher is silent after so many of its usual longest gaps (p99), and not before the shortest silence. A replay
 * passes hours in seconds, and pauses like any program. The server's health-of-data has the same rule.
 */
const SILENCE = { usualGaps: 3, leastMs: 30 * 60_000 };
const SILENCE_IN_REPLAY = { usualGaps: 10, leastMs: 15_000 };

/**
 * @param {object} facts
 *   silentForMs: since the last message; complete: whether there is a picture; heard: whether the server ever answered;
 *   beat: the last one, or null; clock: the value of ops.clock, or undefined; serverNow: ms, or null
 * @returns connection: connecting | loading | live | lost; consumer: live | catching-up | disconnected | unknown;
 *   commits: yes | no | unknown; mode: wall | event | unknown; behindMs; level: ok | warning | bad
 */
export function truthOf({ silentForMs, complete, heard, beat, clock, serverNow, publishers = [] }) {
  const connection = connectionOf(silentForMs, complete && beat !== null, heard);
  const consumer = beat?.consumer ?? 'unknown';
  const clockAgeMs = beat?.clockReceivedAt && serverNow ? Math.max(0, serverNow - beat.clockReceivedAt) : null;
  const commits = clockAgeMs === null ? 'unknown' : clockAgeMs > MAX_CLOCK_AGE_MS ? 'no' : 'yes';
  const mode = clock?.mode ?? 'unknown';
  const behindMs = mode === 'wall' && serverNow ? Math.max(0, serverNow - Date.parse(clock.asOf)) : null;
  const isBehind = behindMs !== null && behindMs > MAX_BEHIND_MS;
  // Without new records every publisher would seem silent.
  const silent = serverNow && commits === 'yes' ? silentPublishers(publishers, serverNow, mode === 'event') : [];
  const isLive = connection === 'live' && consumer !== 'disconnected' && commits !== 'no';
  const isLimited = isBehind || consumer !== 'live' || commits === 'unknown' || silent.length > 0;
  const level = !isLive ? 'bad' : isLimited ? 'warning' : 'ok';
  return { connection, consumer, clockAgeMs, commits, mode, behindMs, isBehind, silent, isLive, level, silentForMs };
}

function connectionOf(silentForMs, isComplete, heard) {
  if (silentForMs > MAX_SILENCE_MS) return 'lost';
  if (isComplete) return 'live';
  return heard ? 'loading' : 'connecting';
}

/** The publishers that are silent for longer than is usual for them, the longest first. */
export function silentPublishers(publishers, serverNow, isReplay) {
  const { usualGaps, leastMs } = isReplay ? SILENCE_IN_REPLAY : SILENCE;
  return publishers
    .filter(({ usualGapSeconds, lastReceivedAt }) => lastReceivedAt && typeof usualGapSeconds === 'number')
    .map(({ publisher, usualGapSeconds, lastReceivedAt }) => ({
      publisher,
      usualMs: usualGapSeconds * 1000,
      silentMs: serverNow - Date.parse(lastReceivedAt),
    }))
    .filter(({ usualMs, silentMs }) => silentMs > Math.max(leastMs, usualGaps * usualMs))
    .sort((one, other) => other.silentMs - one.silentMs);
}
