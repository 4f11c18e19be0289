import { h } from '../tree.js';
import { ageSeconds, grouped, isAcknowledged } from '../model/alerts.js';
import { link, none, symbol } from './basics.js';

/**
 * Open alerts, worst and newest first. The alerts that follow from a closed port are one line below it.
 *
 * @param {number|null} limit how many groups; the rest is counted in a last line
 */
export function alertList(ctx, alerts, limit = null) {
  const { words } = ctx;
  if (alerts.length === 0) return none(words.t('alerts.none'));
  const groups = grouped(alerts);
  const shown = limit === null ? groups : groups.slice(0, limit);
  const rest = groups.slice(shown.length).reduce((sum, group) => sum + 1 + group.children.length, 0);
  return [
    h(
      'ol',
      { class: 'alerts', key: 'alerts' },
      shown.map(group => item(ctx, group)),
    ),
    rest > 0 && h('p', { class: 'more', key: 'more' }, link(ctx, 'alerts', null, words.count('alerts.more', rest))),
  ];
}

function item(ctx, { parent, children }) {
  const { words } = ctx;
  return h(
    'li',
    { key: parent.key, class: isAcknowledged(parent, ctx.serverNow) ? 'acknowledged' : null },
    line(ctx, parent, ctx.wall && children.length > 0 ? words.count('alerts.children', children.length) : null),
    children.length > 0 &&
      !ctx.wall &&
      h(
        'details',
        { class: 'children' },
        h('summary', null, words.count('alerts.children', children.length)),
        h(
          'ol',
          { class: 'alerts' },
          children.map(child => h('li', { key: child.key }, line(ctx, child))),
        ),
      ),
  );
}

function line(ctx, alert, note = null) {
  const { words, times } = ctx;
  const isFacility = alert.trainRunId === 'ALL';
  const acknowledged =
    isAcknowledged(alert, ctx.serverNow) && words.t('alert.acknowledgedBy', { by: alert.acknowledgement.by });
  return h(
    'div',
    { class: 'alert', 'data-severity': alert.severity },
    symbol(alert.severity),
    h('span', { class: 'hidden' }, words.code('severity', alert.severity)),
    link(ctx, 'alert', alert.key, words.code('alert', alert.type), { class: 'type' }),
    h(
      'span',
      { class: 'where' },
      ctx.places.name(alert.facility),
      isFacility ? '' : ` · ${alert.trainNumber ?? alert.trainRunId}`,
      note && ` · ${note}`,
    ),
    h('span', { class: 'age' }, times.duration(ageSeconds(alert, ctx.now))),
    (alert.reason || acknowledged) &&
      h('span', { class: 'reason' }, [acknowledged, alert.reason].filter(Boolean).join(' · ')),
  );
}
