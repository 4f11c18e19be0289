/** Delay alerts: which are open, how they are sorted and grouped, and how old they are. Pure functions. */
export const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR'];

/** 0 is the worst; a severity that the page does not have comes last. */
export function rank(severity) {
  const index = SEVERITIES.indexOf(severity);
  return index < 0 ? SEVERITIES.length : index;
}

/** The worst of some severities, or null. */
export function worst(severities) {
  const known = severities.filter(severity => severity);
  return known.length === 0 ? null : known.reduce((one, other) => (rank(other) < rank(one) ? other : one));
}

/** All alerts of the topics delays.<publisher>, with their acknowledgements. */
export function allAlerts(mirror) {
  const alerts = [];
  for (const topic of mirror.topics()) {
    if (!topic.startsWith('delays.')) continue;
    for (const { key, value } of mirror.entries(topic)) alerts.push(toAlert(topic, key, value, mirror));
  }
  return alerts;
}

function toAlert(topic, key, value, mirror) {
  const answer = mirror.get('ops.acknowledgements', key);
  // An answer to an earlier raising of the same key is none to this one.
  const acknowledgement = answer && answer.raisedAt === value.raisedAt ? answer : null;
  return { ...value, key, publisher: topic.slice('delays.'.length), acknowledgement, isOpen: value.state === 'RAISED' };
}

/** Whether the answer still holds. It ends by the time of day, also in a replay. */
export function isAcknowledged(alert, now) {
  const until = alert.acknowledgement?.until;
  return Boolean(alert.acknowledgement) && (!until || now === null || Date.parse(until) > now);
}

/** Worst first, then the newest. */
export function byUrgency(one, other) {
  return (
    rank(one.severity) - rank(other.severity) ||
    Date.parse(other.raisedAt) - Date.parse(one.raisedAt) ||
    (one.key < other.key ? -1 : 1)
  );
}

/**
 * The age or lateness in seconds. It grows with the pipeline's clock, except for a lateness that an event has settled
 * and for an alert that is over.
 */
export function ageSeconds(alert, now) {
  const isSettled = alert.type.endsWith('_LATE') && alert.occurredAt !== null;
  const since = now === null ? 0 : (now - Date.parse(alert.asOf)) / 1000;
  return alert.valueSeconds + (isSettled || !alert.isOpen ? 0 : Math.max(0, since));
}

/** Groups: an alert, followed by the open alerts that are its consequences (parentKey). Sorted by their first. */
export function grouped(alerts) {
  const byKey = new Map(alerts.map(alert => [alert.key, alert]));
  const groups = new Map();
  for (const alert of alerts) {
    const parent = alert.parentKey && byKey.has(alert.parentKey) ? alert.parentKey : alert.key;
    if (!groups.has(parent)) groups.set(parent, { parent: byKey.get(parent), children: [] });
    if (parent !== alert.key) groups.get(parent).children.push(alert);
  }
  const sorted = [...groups.values()];
  for (const group of sorted) group.children.sort(byUrgency);
  return sorted.sort((one, other) => byUrgency(one.parent, other.parent));
}

/** How many of each severity. */
export function countBySeverity(alerts) {
  return Object.fromEntries(SEVERITIES.map(name => [name, alerts.filter(alert => alert.severity === name).length]));
}
