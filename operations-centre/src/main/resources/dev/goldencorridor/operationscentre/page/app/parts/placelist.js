import { h } from '../tree.js';
import { facilities, NODES } from '../model/corridor.js';
import { moving, presentByPlace } from '../model/runs.js';
import { worst } from '../model/alerts.js';
import { place, severity } from './basics.js';
import { table } from './table.js';

/** The line diagram as a table: for small screens, for screen readers, and to be saved. */
export function placeList(ctx) {
  const { words, picture } = ctx;
  const present = picture.runs === null ? null : presentByPlace(picture.runs);
  const coming = picture.runs === null ? null : countBy(moving(picture.runs).map(run => run.nextFacility));
  const drawn = facilities();
  const others = [
    ...new Set([...ctx.places.all().map(port => port.code), ...picture.openAlerts.map(alert => alert.facility)]),
  ];
  const codes = [...drawn, ...others.filter(code => !drawn.includes(code))];
  const rows = codes.map((code, order) => {
    const alerts = picture.openAlertsAt(code);
    return {
      code,
      order,
      leg: NODES[code]?.leg ?? null,
      present: present === null ? null : (present.get(code)?.length ?? 0),
      awaiting: picture.port(code)?.awaitingRelease ?? null,
      coming: coming === null ? null : (coming.get(code) ?? 0),
      alerts: alerts.length,
      worst: worst(alerts.map(alert => alert.severity)),
    };
  });
  return table(ctx, {
    id: 'places',
    caption: words.t('places.title'),
    rows,
    key: row => row.code,
    columns: [
      {
        id: 'place',
        label: words.t('place'),
        value: row => row.code,
        order: row => row.order,
        show: row => place(ctx, row.code),
      },
      {
        id: 'leg',
        label: words.t('leg'),
        value: row => row.leg,
        show: row => (row.leg ? words.t(`leg.${row.leg}`) : '–'),
      },
      number('present', words.t('places.present')),
      {
        ...number('awaiting', words.t('places.awaiting')),
        show: row => (ctx.places.isBorderPort(row.code) ? row.awaiting : '–'),
      },
      number('coming', words.t('places.coming')),
      number('alerts', words.t('places.alerts')),
      {
        id: 'worst',
        label: words.t('severity'),
        value: row => row.worst,
        show: row => (row.worst ? severity(ctx, row.worst) : '–'),
      },
    ],
  });
}

function number(id, label) {
  return { id, label, number: true, value: row => row[id] };
}

function countBy(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
