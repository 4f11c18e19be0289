import { h } from '../tree.js';
import { countBySeverity, SEVERITIES } from '../model/alerts.js';
import { waiting } from '../model/runs.js';
import { alertList } from '../parts/alertlist.js';
import { absent, none, panel, symbol, unknown } from '../parts/basics.js';
import { clearancePanel } from '../parts/clearance.js';
import { lineDiagram } from '../parts/linediagram.js';
import { placeList } from '../parts/placelist.js';
import { publisherTable } from '../parts/publishers.js';
import { waitingTable } from '../parts/runtables.js';
import { tripsPanel } from '../parts/trips.js';
import { yearTable } from '../parts/year.js';

const GROUPS_ON_WALL = 5;
const GROUPS = 20;

/** The whole corridor at one glance. */
export function overview(ctx) {
  const { words } = ctx;
  return [
    h('h1', { class: 'hidden', key: 'h1' }, words.t('view.overview')),
    h(
      'div',
      { class: 'overview', key: 'overview' },
      corridorPanel(ctx),
      tripsPanel(ctx),
      clearancePanel(ctx),
      waitingPanel(ctx),
      alertsPanel(ctx),
      yearPanel(ctx),
      publishersPanel(ctx),
    ),
  ];
}

function corridorPanel(ctx) {
  const { words } = ctx;
  return panel(
    ctx,
    { id: 'corridor', title: words.t('corridor.title'), kind: 'wide corridor' },
    lineDiagram(ctx),
    !ctx.wall &&
      h(
        'details',
        { class: 'astable', key: 'astable', open: ctx.narrow || undefined },
        h('summary', null, words.t('diagram.table')),
        placeList(ctx),
      ),
  );
}

function waitingPanel(ctx) {
  const { words, picture } = ctx;
  const trains = picture.runs === null ? [] : waiting(picture.runs);
  const content =
    picture.runs === null
      ? absent(ctx, unknown(words.t('runs.unknown')))
      : trains.length === 0
        ? none(words.t('waiting.none'))
        : waitingTable(ctx, ctx.wall ? trains : trains.slice(0, 10));
  return panel(
    ctx,
    {
      id: 'waiting',
      title: words.t('waiting.title'),
      note: trains.length > 0 ? words.count('waiting.count', trains.length) : null,
    },
    content,
  );
}

function alertsPanel(ctx) {
  const { words, picture } = ctx;
  const counts = countBySeverity(picture.openAlerts);
  const summary = h(
    'ul',
    { class: 'counts', key: 'counts' },
    SEVERITIES.map(severity =>
      h(
        'li',
        { key: severity, class: counts[severity] === 0 ? 'zero' : null, 'data-count': severity },
        symbol(severity),
        h('strong', null, words.number(counts[severity])),
        ' ',
        words.code('severity', severity),
      ),
    ),
  );
  const list = alertList(ctx, picture.openAlerts, ctx.wall ? GROUPS_ON_WALL : GROUPS);
  return panel(
    ctx,
    { id: 'alerts', title: words.t('alerts.title'), kind: 'tall' },
    ctx.complete ? [summary, list] : absent(ctx, null),
  );
}

function yearPanel(ctx) {
  return panel(ctx, { id: 'year', title: ctx.words.t('year.title'), note: ctx.words.t('year.note') }, yearTable(ctx));
}

function publishersPanel(ctx) {
  const { words, picture } = ctx;
  const content =
    picture.publishers === null
      ? absent(ctx, unknown(words.t('publishers.unknown')))
      : publisherTable(ctx, picture.publishers);
  return panel(
    ctx,
    { id: 'publishers', title: words.t('publishers.title'), note: words.t('publishers.note') },
    content,
  );
}
