/** Train runs: where each is between its last and its next place, and which wait. Pure functions. */

/** What is assumed where the pipeline expects no time: half of the way. */
const UNKNOWN_FRACTION = 0.5;

/** How far a moving train is on its way to the next place, 0–1. It stays short of the place until it is reported. */
export function progress(run, now) {
  const left = ms(run.lastOccurredAt);
  const due = ms(run.nextExpectedAt) ?? ms(run.nextPlannedAt);
  if (left === null || due === null || due <= left || now === null) return UNKNOWN_FRACTION;
  return Math.min(Math.max((now - left) / (due - left), 0), 0.97);
}

/** Runs that wait for customs, the longest first. */
export function waiting(runs) {
  return runs
    .filter(run => run.waitingSince && run.state !== 'ENDED')
    .sort((one, other) => ms(one.waitingSince) - ms(other.waitingSince));
}

/**
 * How long a train has waited for customs, in seconds; null if it does not wait. In a fast replay a run may be some
 * moments ahead of the published clock, so its own time counts if it is later.
 */
export function waitedSeconds(run, now) {
  if (!run.waitingSince || run.state === 'ENDED' || now === null) return null;
  return Math.max(0, Math.max(now, ms(run.asOf)) - ms(run.waitingSince)) / 1000;
}

export function moving(runs) {
  return runs.filter(run => run.state === 'UNDER_WAY' && run.lastFacility);
}

/** The trains at each place now: a map from facility to runs. */
export function presentByPlace(runs) {
  const present = new Map();
  for (const run of runs) {
    if (run.state !== 'AT_PLACE' || !run.lastFacility) continue;
    if (!present.has(run.lastFacility)) present.set(run.lastFacility, []);
    present.get(run.lastFacility).push(run);
  }
  return present;
}

/** The milliseconds of an ISO instant; null for none. */
export function ms(instant) {
  return instant === null || instant === undefined ? null : Date.parse(instant);
}

/** The train number, or the run id where no number is known. */
export function label(run) {
  return run.trainNumber ?? run.trainRunId;
}
