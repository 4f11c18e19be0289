import { h } from '../tree.js';
import { alertList } from '../parts/alertlist.js';
import { absent, facts, none, panel, unknown } from '../parts/basics.js';
import { portClearance } from '../parts/clearance.js';
import { curve } from '../parts/curve.js';
import { LIMIT_SECONDS } from '../parts/distribution.js';
import { runTable, waitingTable } from '../parts/runtables.js';
import { choice } from '../parts/shell.js';
import { hourCurve } from '../parts/trips.js';
import { clearanceTable, durationTable, transitTable, tripTable, WINDOWS } from '../parts/placetables.js';
import { waiting } from '../model/runs.js';

/** One facility: a border port with its clearance and queue, or a hub with its trips. */
export function portView(ctx) {
  const { places, words } = ctx;
  const code = ctx.route.id;
  const isBorder = places.isBorderPort(code);
  const dimension = isBorder ? 'PORT' : 'HUB';
  return [
    h(
      'div',
      { class: 'title', key: 'title' },
      h('h1', null, places.name(code)),
      h(
        'p',
        { class: 'note' },
        [code, words.t(isBorder ? 'port.border' : 'port.hub'), places.zone(code)].filter(Boolean).join(' · '),
      ),
      !places.get(code) && ctx.complete && unknown(words.t('port.uncatalogued')),
    ),
    h(
      'div',
      { class: 'columns', key: 'columns' },
      isBorder && statusPanel(ctx, code),
      panel(
        ctx,
        { id: 'port-alerts', title: words.t('alerts.title') },
        ctx.complete ? alertList(ctx, ctx.picture.openAlertsAt(code)) : absent(ctx, null),
      ),
      panel(
        ctx,
        { id: 'port-trips', title: words.t('trips.title'), note: words.t(isBorder ? 'trips.note' : 'trips.hub') },
        isBorder && hourCurve(ctx, dimension, code, places.name(code), 8),
        tripTable(ctx, dimension, code),
      ),
      isBorder && clearancePanel(ctx, code),
      isBorder && waitingPanel(ctx, code),
      panel(ctx, { id: 'port-dwell', title: words.t('dwell.title') }, durationTable(ctx, 'dwell', code)),
      panel(
        ctx,
        { id: 'port-transit', title: words.t('transit.title'), note: words.t('window.P7D') },
        transitTable(ctx, code),
      ),
      panel(ctx, { id: 'port-runs', title: words.t('port.trains'), kind: 'wide' }, trains(ctx, code)),
    ),
  ];
}

function statusPanel(ctx, code) {
  const { picture, words, times } = ctx;
  const status = picture.port(code);
  const content = status
    ? facts(ctx, [
        [words.t('port.awaiting'), words.number(status.awaitingRelease)],
        [words.t('port.releasedLong'), words.number(status.releasedNotDeparted)],
        [words.t('port.present'), words.number(status.present)],
        [
          words.t('port.oldestWaits'),
          status.oldestOpenSeconds === null
            ? words.t('none')
            : times.duration(ctx.grown(status.oldestOpenSeconds, status.asOf)),
        ],
      ])
    : absent(ctx, unknown(words.t('port.unknown')));
  return panel(ctx, { id: 'port-status', title: words.t('port.now') }, content);
}

function clearancePanel(ctx, code) {
  const { words } = ctx;
  const window = WINDOWS.includes(ctx.params.get('window')) ? ctx.params.get('window') : 'PT24H';
  const windows = WINDOWS.map(name => [name, words.t(`window.${name}`)]);
  return panel(
    ctx,
    {
      id: 'port-clearance',
      title: words.t('clearance.title'),
      tools: choice(ctx, 'window', window, windows, words.t('window')),
    },
    portClearance(ctx, code, window),
    clearanceCurve(ctx, code),
    clearanceTable(ctx, code),
  );
}

function clearanceCurve(ctx, code) {
  const { words, times, picture } = ctx;
  const hours = picture.periods('ops.clearance', 'PORT', code, 'HOUR').filter(hour => hour.p90Seconds !== null);
  if (hours.length < 2) return null;
  const inHours = seconds => seconds / 3600;
  return curve(ctx, {
    id: `clearance-${code}`,
    facility: code,
    label: words.t('clearance.curve'),
    times: hours.map(hour => Date.parse(`${hour.period}:00:00Z`) / 1000),
    series: [
      { label: 'p50', values: hours.map(hour => inHours(hour.p50Seconds)), kind: 'line' },
      { label: 'p90', values: hours.map(hour => inHours(hour.p90Seconds)), kind: 'line', dash: [6, 3] },
    ],
    limit: { value: 24, label: times.duration(LIMIT_SECONDS) },
    format: hour => times.duration(hour * 3600),
    height: 8,
  });
}

function waitingPanel(ctx, code) {
  const { words, picture } = ctx;
  const here = picture.runs === null ? [] : waiting(picture.runs).filter(run => run.lastFacility === code);
  const content =
    picture.runs === null
      ? absent(ctx, unknown(words.t('runs.unknown')))
      : here.length === 0
        ? none(words.t('waiting.none'))
        : waitingTable(ctx, here);
  return panel(ctx, { id: 'port-waiting', title: words.t('waiting.title') }, content);
}

function trains(ctx, code) {
  const { words, picture } = ctx;
  if (picture.runs === null) return absent(ctx, unknown(words.t('runs.unknown')));
  const here = picture.runs.filter(
    run => run.state !== 'ENDED' && (run.lastFacility === code || run.nextFacility === code),
  );
  return here.length === 0 ? none(words.t('runs.none')) : runTable(ctx, 'runs', words.t('port.trains'), here);
}
