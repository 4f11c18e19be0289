import { h } from '../tree.js';
import { ms } from '../model/runs.js';
import { symbol } from './basics.js';
import { table } from './table.js';

/** What each publisher sends, how long it is silent, and what was rejected. */
export function publisherTable(ctx, publishers) {
  const { words, times, serverNow } = ctx;
  const silent = new Set(ctx.truth.silent.map(one => one.publisher));
  const seconds = value => (value === null || value === undefined ? null : times.duration(value));
  const rows = publishers.map(status => ({
    ...status,
    isSilent: silent.has(status.publisher),
    silentSeconds:
      status.lastReceivedAt && serverNow ? Math.max(0, (serverNow - ms(status.lastReceivedAt)) / 1000) : null,
    reasons: Object.entries(status.rejectedByReason ?? {}).sort((one, other) => other[1] - one[1]),
  }));
  const count = (id, label, extra = {}) => ({
    id,
    label,
    number: true,
    value: row => row[id],
    show: row => words.number(row[id]),
    ...extra,
  });
  return table(ctx, {
    id: 'publishers',
    caption: words.t('publishers.title'),
    rows,
    limit: 3,
    sort: '-rejectedLast24h',
    key: row => row.publisher,
    rowClass: row => (row.isSilent ? 'silent' : null),
    columns: [
      { id: 'publisher', label: words.t('publisher'), value: row => row.publisher },
      count('rejectedLast24h', words.t('publishers.rejected'), {
        show: row => (row.rejectedLast24h > 0 ? h('strong', null, words.number(row.rejectedLast24h)) : '0'),
      }),
      {
        id: 'silentSeconds',
        label: words.t('publishers.last'),
        number: true,
        value: row => (row.silentSeconds === null ? null : Math.round(row.silentSeconds)),
        show: row =>
          row.silentSeconds !== null && [
            row.isSilent && symbol('MINOR'),
            ' ',
            times.duration(row.silentSeconds),
            row.isSilent && ` · ${words.t('publishers.silent')}`,
          ],
      },
      {
        id: 'usualGapSeconds',
        label: words.t('publishers.usual'),
        number: true,
        value: row => row.usualGapSeconds,
        show: row => seconds(row.usualGapSeconds),
        notOnWall: true,
      },
      count('acceptedLast24h', words.t('publishers.accepted'), { notOnWall: true }),
      count('rejected', words.t('publishers.rejectedTotal'), { hidden: true }),
      {
        id: 'reasons',
        label: words.t('publishers.reasons'),
        notOnWall: true,
        value: row => row.reasons.map(([reason, n]) => `${reason}:${n}`).join(' '),
        show: row =>
          row.reasons.length === 0 ? '–' : row.reasons.map(([reason, n]) => `${reason} ${words.number(n)}`).join(', '),
      },
      count('duplicates', words.t('publishers.duplicates'), { hidden: true }),
      count('retractions', words.t('publishers.retractions'), { hidden: true }),
    ],
  });
}
