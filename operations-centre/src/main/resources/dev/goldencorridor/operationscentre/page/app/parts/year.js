import { absent, change, place, unknown } from './basics.js';
import { table } from './table.js';

const MAX_HUBS = 5;

/** Trips of the running year beside the same part of the year before. */
export function yearTable(ctx) {
  const { words, picture, places } = ctx;
  const row = (dimension, id) => ({ dimension, id, year: picture.running('ops.trips', dimension, id, 'YEAR') });
  const hubs = ctx.wall
    ? []
    : picture
        .ids('ops.trips', 'HUB')
        .map(id => row('HUB', id))
        .filter(hub => hub.year)
        .sort((one, other) => other.year.trips - one.year.trips)
        .slice(0, MAX_HUBS);
  const rows = [row('NETWORK', 'ALL'), ...places.borderPorts().map(port => row('PORT', port.code)), ...hubs].filter(
    one => one.year,
  );
  if (rows.length === 0) return absent(ctx, unknown(words.t('year.unknown')));
  const number = (id, label, field) => ({
    id,
    label,
    number: true,
    value: one => one.year[field],
    show: one => (one.year[field] === null ? null : words.number(one.year[field])),
  });
  return table(ctx, {
    id: 'year',
    caption: words.t('year.title'),
    rows: rows.map((one, order) => ({ ...one, order })),
    key: one => `${one.dimension}/${one.id}`,
    columns: [
      {
        id: 'id',
        label: words.t('place'),
        value: one => `${one.dimension}/${one.id}`,
        order: one => one.order,
        show: one => (one.id === 'ALL' ? words.t('network') : place(ctx, one.id)),
      },
      number('trips', words.t('year.trips'), 'trips'),
      number('lastYear', words.t('year.last'), 'lastYearTrips'),
      {
        id: 'change',
        label: words.t('change'),
        number: true,
        value: one => one.year.yearOnYearPercent,
        show: one => change(ctx, one.year.yearOnYearPercent),
      },
      { ...number('teu', 'TEU', 'teu'), hidden: true },
      { ...number('tonnes', words.t('year.tonnes'), 'grossTonnes'), hidden: true },
      { id: 'period', label: words.t('year.period'), value: one => one.year.period, hidden: true },
    ],
  });
}
