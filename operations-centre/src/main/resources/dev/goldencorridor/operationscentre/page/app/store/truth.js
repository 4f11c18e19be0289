/** What may be trusted now: pure functions of times and of the last messages. */

/** Without a beat for so long the connection counts as lost. The server beats once a second. */
export const MAX_SILENCE_MS = 2_500;
/** The pipeline publishes its clock once a second. The sign appears within 5 s of the last one. */
export const MAX_CLOCK_AGE_MS = 4_500;
/** On the time of day, the pipeline's clock may be behind by this much. */
export const MAX_BEHIND_MS = 60_000;
/**
 * @param {object} facts
 *   silentForMs: since the last message; complete: whether there is a picture; heard: whether the server ever answered;
 *   beat: the last one, or null, with the names of silent publishers; clock: the value of ops.clock, or undefined; serverNow: ms, or null
 * @returns connection: connecting | loading | live | lost; consumer: live | catching-up | no-registry | disconnected |
 *   unknown;
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
  const silent = serverNow && commits === 'yes' ? silences(beat, publishers, serverNow) : [];
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

/** The publishers that the server calls silent, the longest silence first. Their ages grow by the page's clock. */
function silences(beat, publishers, serverNow) {
  return publishers
    .filter(({ publisher }) => beat.silent?.includes(publisher))
    .map(({ publisher, usualGapSeconds, lastReceivedAt }) => ({
      publisher,
      usualMs: usualGapSeconds * 1000,
      silentMs: serverNow - Date.parse(lastReceivedAt),
    }))
    .sort((one, other) => other.silentMs - one.silentMs);
}
