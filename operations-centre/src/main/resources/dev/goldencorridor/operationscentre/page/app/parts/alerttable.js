import { ageSeconds, isAcknowledged, rank } from '../model/alerts.js';
import { link, place, severity } from './basics.js';
import { table } from './table.js';

/** Alerts as a table with all that is known of each. */
export function alertTable(ctx, id, caption, alerts) {
  const { words, times } = ctx;
  const time = (name, label, hidden = false) => ({
    id: name,
    label,
    hidden,
    value: alert => alert[name],
    show: alert => times.moment(alert[name], alert.facility) ?? '–',
  });
  return table(ctx, {
    id,
    caption,
    rows: alerts,
    limit: 14,
    sort: 'severity',
    key: alert => alert.key,
    rowClass: alert => (alert.isOpen ? null : 'cleared'),
    columns: [
      {
        id: 'severity',
        label: words.t('severity'),
        value: alert => alert.severity,
        order: alert => urgency(alert),
        show: alert => severity(ctx, alert.severity),
      },
      {
        id: 'type',
        label: words.t('alert.type'),
        value: alert => alert.type,
        show: alert => link(ctx, 'alert', alert.key, words.code('alert', alert.type)),
      },
      {
        id: 'state',
        label: words.t('alert.state'),
        value: alert => alert.state,
        show: alert => words.code('alertState', alert.state),
      },
      {
        id: 'facility',
        label: words.t('place'),
        value: alert => alert.facility,
        show: alert => place(ctx, alert.facility),
      },
      {
        id: 'train',
        label: words.t('train'),
        value: alert => alert.trainNumber ?? null,
        show: alert =>
          alert.trainRunId === 'ALL' ? '–' : link(ctx, 'run', alert.trainRunId, alert.trainNumber ?? alert.trainRunId),
      },
      time('raisedAt', words.t('alert.raised')),
      {
        id: 'ageSeconds',
        label: words.t('alert.age'),
        number: true,
        value: alert => Math.round(ageSeconds(alert, ctx.now)),
        show: alert => times.duration(ageSeconds(alert, ctx.now)),
      },
      {
        id: 'reason',
        label: words.t('alert.reason'),
        value: alert => alert.reason,
        show: alert => alert.reason ?? '–',
      },
      {
        id: 'acknowledgedBy',
        label: words.t('alert.acknowledged'),
        value: alert => (isAcknowledged(alert, ctx.serverNow) ? alert.acknowledgement.by : null),
        show: alert => (isAcknowledged(alert, ctx.serverNow) ? alert.acknowledgement.by : '–'),
      },
      {
        id: 'clearedCause',
        label: words.t('alert.cause'),
        value: alert => alert.clearedCause,
        hidden: true,
        show: alert => (alert.clearedCause ? words.code('cause', alert.clearedCause) : '–'),
      },
      time('clearedAt', words.t('alert.cleared'), true),
      time('plannedAt', words.t('alert.planned'), true),
      { id: 'publisher', label: words.t('publisher'), value: alert => alert.publisher, hidden: true },
      { id: 'key', label: words.t('alert.key'), value: alert => alert.key, hidden: true },
    ],
  });
}

/** Sorts by severity, and the newest first within one. */
function urgency(alert) {
  return rank(alert.severity) * 1e14 - Date.parse(alert.raisedAt);
}
