import { h } from '../tree.js';
import { SEVERITIES } from '../model/alerts.js';
import { alertTable } from '../parts/alerttable.js';
import { absent, none, panel, unknown } from '../parts/basics.js';
import { runTable } from '../parts/runtables.js';
import { choice } from '../parts/shell.js';

const RUN_STATES = ['PLANNED', 'UNDER_WAY', 'AT_PLACE', 'ENDED'];
const DIRECTIONS = ['OUTBOUND', 'RETURN', 'DOMESTIC'];
const TYPES = [
  'CLEARANCE_OVERDUE',
  'CLEARANCE_HELD',
  'CLEARANCE_REFUSED',
  'DWELL_EXCEEDED',
  'DEPARTURE_LATE',
  'ARRIVAL_LATE',
  'TRAIN_SILENT',
  'PORT_CLOSED',
];

/** All train runs, filtered by the address. */
export function runsView(ctx) {
  const { words, picture } = ctx;
  const filters = [
    filter(ctx, 'facility', words.t('place'), facilityOptions(ctx)),
    filter(ctx, 'state', words.t('run.state'), codes(ctx, 'runState', RUN_STATES)),
    filter(ctx, 'direction', words.t('direction'), codes(ctx, 'direction', DIRECTIONS)),
    filter(ctx, 'severity', words.t('run.worst'), codes(ctx, 'severity', SEVERITIES)),
  ];
  const matches = run =>
    is(ctx, 'state', run.state) &&
    is(ctx, 'direction', run.direction) &&
    is(ctx, 'severity', run.worstSeverity) &&
    visits(run, ctx.params.get('facility'));
  return list(ctx, 'runs', filters, picture.runs === null ? unknown(words.t('runs.unknown')) : null, () => {
    const runs = picture.runs.filter(matches);
    return runs.length === 0 ? none(words.t('runs.none')) : runTable(ctx, 'runs', words.t('view.runs'), runs);
  });
}

/** All alerts, open or cleared within the last day. */
export function alertsView(ctx) {
  const { words, picture } = ctx;
  const filters = [
    filter(ctx, 'state', words.t('alert.state'), codes(ctx, 'alertState', ['RAISED', 'CLEARED']), 'RAISED'),
    filter(ctx, 'severity', words.t('severity'), codes(ctx, 'severity', SEVERITIES)),
    filter(ctx, 'type', words.t('alert.type'), codes(ctx, 'alert', TYPES)),
    filter(ctx, 'facility', words.t('place'), facilityOptions(ctx)),
  ];
  const matches = alert =>
    is(ctx, 'state', alert.state, 'RAISED') &&
    is(ctx, 'severity', alert.severity) &&
    is(ctx, 'type', alert.type) &&
    is(ctx, 'facility', alert.facility);
  return list(ctx, 'alerts', filters, null, () => {
    const alerts = picture.alerts.filter(matches);
    return alerts.length === 0
      ? none(words.t('alerts.noneMatching'))
      : alertTable(ctx, 'alerts', words.t('view.alerts'), alerts);
  });
}

function list(ctx, view, filters, problem, content) {
  return [
    h('h1', { key: 'h1' }, ctx.words.t(`view.${view}`)),
    !ctx.wall &&
      h('div', { class: 'filters', key: 'filters', role: 'group', 'aria-label': ctx.words.t('filters') }, filters),
    panel(
      ctx,
      { id: `${view}-list`, title: ctx.words.t(`${view}.list`), kind: 'wide' },
      absent(ctx, problem) ?? content(),
    ),
  ];
}

function filter(ctx, name, label, options, preset = '') {
  const all = [['*', ctx.words.t('all')], ...options];
  return choice(ctx, name, ctx.params.get(name) ?? (preset || '*'), all, label);
}

function is(ctx, name, actual, preset = null) {
  const wanted = ctx.params.get(name) ?? preset;
  return wanted === null || wanted === '*' || wanted === actual;
}

function visits(run, facility) {
  if (!facility || facility === '*') return true;
  return (
    run.lastFacility === facility || run.nextFacility === facility || run.calls.some(call => call.facility === facility)
  );
}

function codes(ctx, group, names) {
  return names.map(name => [name, ctx.words.code(group, name)]);
}

function facilityOptions(ctx) {
  return ctx.places.all().map(port => [port.code, ctx.places.name(port.code)]);
}
