import { h } from '../tree.js';
import { alertTable } from '../parts/alerttable.js';
import { absent, facts, loading, none, panel, place, severity, unknown } from '../parts/basics.js';
import { callLine, callTable } from '../parts/calls.js';

const MAX_AGE_MS = 60_000;

/** One train run: where it is, what comes next, its calls and its alerts. After its end the API says when it ended. */
export function runView(ctx) {
  const { words, picture } = ctx;
  const id = ctx.route.id;
  const run = picture.run(id);
  const title = h(
    'div',
    { class: 'title', key: 'title' },
    h('h1', null, words.t('run.title', { train: run?.trainNumber ?? id })),
    h('p', { class: 'note' }, id),
  );
  const alerts = picture.alerts.filter(alert => alert.trainRunId === id);
  return [
    title,
    run ? content(ctx, run) : gone(ctx, id),
    panel(
      ctx,
      { id: 'run-alerts', title: words.t('run.alerts') },
      alerts.length === 0
        ? ctx.complete
          ? none(words.t('alerts.none'))
          : absent(ctx, null)
        : alertTable(ctx, 'alerts', words.t('run.alerts'), alerts),
    ),
  ];
}

function gone(ctx, id) {
  const { words } = ctx;
  if (!ctx.complete) return absent(ctx, null);
  if (ctx.picture.runs === null) return unknown(words.t('runs.unknown'));
  const answer = ctx.actions.remote.read(`/api/v1/runs/${encodeURIComponent(id)}`, MAX_AGE_MS);
  if (answer.state === 'done') return content(ctx, answer.body);
  if (answer.state === 'loading') return loading(words.t('loading'));
  return unknown(answer.message ?? words.t('run.gone'));
}

function content(ctx, run) {
  const { words, times } = ctx;
  const at = (time, facility) => (time ? times.moment(time, facility) : words.t('none'));
  const basis = run.expectedBasis ? ` (${words.code('basis', run.expectedBasis)})` : '';
  const p90 = run.nextExpectedP90At
    ? ` · ${words.t('run.p90')} ${times.moment(run.nextExpectedP90At, run.nextFacility)}`
    : '';
  return h(
    'div',
    { class: 'columns', key: 'content' },
    panel(
      ctx,
      { id: 'run-now', title: words.t('run.now') },
      facts(ctx, [
        [words.t('run.state'), words.code('runState', run.state)],
        [
          words.t('run.last'),
          run.lastFacility && [
            place(ctx, run.lastFacility),
            ` · ${words.code('event', run.lastEvent)} ${at(run.lastOccurredAt, run.lastFacility)}`,
          ],
        ],
        [
          words.t('run.next'),
          run.nextFacility
            ? [place(ctx, run.nextFacility), ` · ${words.code('event', run.nextEvent)}`]
            : words.t('none'),
        ],
        [words.t('run.planned'), at(run.nextPlannedAt, run.nextFacility)],
        [
          words.t('run.expected'),
          run.nextExpectedAt ? `${at(run.nextExpectedAt, run.nextFacility)}${basis}${p90}` : null,
        ],
        [words.t('run.lateness'), run.latenessSeconds === null ? null : times.duration(run.latenessSeconds)],
        [words.t('run.customs'), run.customsState ? words.code('customs', run.customsState) : words.t('none')],
        [words.t('run.worst'), run.worstSeverity ? severity(ctx, run.worstSeverity) : words.t('none')],
      ]),
    ),
    panel(
      ctx,
      { id: 'run-train', title: words.t('run.consist') },
      facts(ctx, [
        [words.t('direction'), words.code('direction', run.direction)],
        [words.t('run.origin'), run.origin && place(ctx, run.origin)],
        [words.t('run.destination'), run.destination && place(ctx, run.destination)],
        [words.t('run.line.operator'), run.operatorLine],
        [words.t('run.wagons'), run.wagons === null ? null : words.number(run.wagons)],
        [
          words.t('run.teu'),
          run.loadedTeu === null
            ? null
            : words.t('run.teu.value', { loaded: words.number(run.loadedTeu), empty: words.number(run.emptyTeu) }),
        ],
        [words.t('run.tonnes'), run.grossTonnes === null ? null : words.number(run.grossTonnes)],
      ]),
    ),
    panel(
      ctx,
      { id: 'run-calls', title: words.t('run.calls'), note: words.t('run.line.legend'), kind: 'wide' },
      callLine(ctx, run),
      run.callsOmitted > 0 && h('p', { class: 'note' }, words.count('run.omitted', run.callsOmitted)),
      callTable(ctx, run),
    ),
  );
}
