import { waitedSeconds } from '../model/runs.js';
import { place, severity, train } from './basics.js';
import { table } from './table.js';

/** Tables of train runs. All columns are defined once; each table shows some of them at first. */
function columns(ctx, shown) {
  const { words, times, now } = ctx;
  const code = (id, label, group) => ({
    id,
    label,
    value: run => run[id],
    show: run => (run[id] ? words.code(group, run[id]) : '–'),
  });
  const facility = (id, label) => ({
    id,
    label,
    value: run => run[id],
    show: run => (run[id] ? place(ctx, run[id]) : '–'),
  });
  const time = (id, label, at) => ({
    id,
    label,
    value: run => run[id],
    show: run => times.moment(run[id], run[at]) ?? '–',
  });
  const count = (id, label) => ({
    id,
    label,
    number: true,
    value: run => run[id],
    show: run => (run[id] === null ? null : words.number(run[id])),
  });
  const all = [
    {
      id: 'train',
      label: words.t('train'),
      value: run => run.trainNumber ?? run.trainRunId,
      show: run => train(ctx, run),
    },
    {
      id: 'waitingSeconds',
      label: words.t('waiting.age'),
      number: true,
      value: run => rounded(waitedSeconds(run, now)),
      show: run => (waitedSeconds(run, now) === null ? '–' : times.duration(waitedSeconds(run, now))),
    },
    facility('lastFacility', words.t('run.last')),
    code('customsState', words.t('run.customs'), 'customs'),
    code('state', words.t('run.state'), 'runState'),
    code('lastEvent', words.t('run.event'), 'event'),
    time('lastOccurredAt', words.t('run.occurred'), 'lastFacility'),
    facility('nextFacility', words.t('run.next')),
    time('nextExpectedAt', words.t('run.expected'), 'nextFacility'),
    {
      id: 'latenessSeconds',
      label: words.t('run.lateness'),
      number: true,
      value: run => run.latenessSeconds,
      show: run => (run.latenessSeconds === null ? '–' : times.duration(run.latenessSeconds)),
    },
    {
      id: 'worstSeverity',
      label: words.t('run.worst'),
      value: run => run.worstSeverity,
      show: run => (run.worstSeverity ? severity(ctx, run.worstSeverity) : '–'),
    },
    code('direction', words.t('direction'), 'direction'),
    facility('origin', words.t('run.origin')),
    facility('destination', words.t('run.destination')),
    {
      id: 'operatorLine',
      label: words.t('run.line.operator'),
      value: run => run.operatorLine,
      show: run => run.operatorLine ?? '–',
    },
    time('waitingSince', words.t('waiting.since'), 'lastFacility'),
    count('wagons', words.t('run.wagons')),
    { id: 'trainRunId', label: words.t('run.id'), value: run => run.trainRunId },
  ];
  return all.map(column => ({ ...column, hidden: !shown.includes(column.id), notOnWall: !shown.includes(column.id) }));
}

export function waitingTable(ctx, trains) {
  const shown = ['train', 'waitingSeconds', 'lastFacility', 'customsState', 'worstSeverity'];
  return table(ctx, {
    id: 'waiting',
    caption: ctx.words.t('waiting.title'),
    rows: trains,
    limit: 4,
    sort: '-waitingSeconds',
    key: run => run.trainRunId,
    columns: columns(ctx, shown),
  });
}

export function runTable(ctx, id, caption, runs) {
  const shown = [
    'train',
    'state',
    'lastFacility',
    'lastEvent',
    'lastOccurredAt',
    'nextFacility',
    'nextExpectedAt',
    'latenessSeconds',
    'worstSeverity',
  ];
  return table(ctx, {
    id,
    caption,
    rows: runs,
    limit: 12,
    sort: '-latenessSeconds',
    key: run => run.trainRunId,
    columns: columns(ctx, shown),
  });
}

function rounded(seconds) {
  return seconds === null ? null : Math.round(seconds);
}
