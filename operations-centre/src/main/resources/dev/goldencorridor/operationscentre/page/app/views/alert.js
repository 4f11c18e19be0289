import { h } from '../tree.js';
import { ageSeconds, isAcknowledged } from '../model/alerts.js';
import { button, facts, link, loading, none, panel, place, severity, unknown } from '../parts/basics.js';
import { alertTable } from '../parts/alerttable.js';
import { openAcknowledge } from '../parts/acknowledge.js';
import { table } from '../parts/table.js';

const MAX_AGE_MS = 15_000;

/** One alert, also after its end: what, where, since when, its history, who acknowledged it. */
export function alertView(ctx) {
  const { words } = ctx;
  const key = ctx.route.id;
  const live = ctx.picture.alert(key);
  const answer = ctx.actions.remote.read(`/api/v1/alerts/${encodeURIComponent(key)}`, MAX_AGE_MS);
  const alert = live ?? fromAnswer(answer);
  if (!alert) return [h('h1', { key: 'h1' }, words.t('alert.title')), missing(ctx, answer)];
  const train = alert.trainRunId === 'ALL' ? '' : ` · ${alert.trainNumber ?? alert.trainRunId}`;
  return [
    h(
      'div',
      { class: 'title', key: 'title' },
      h('h1', null, words.code('alert', alert.type), ' · ', ctx.places.name(alert.facility), train),
      h('p', { class: 'note' }, key),
    ),
    h(
      'div',
      { class: 'columns', key: 'columns' },
      panel(
        ctx,
        { id: 'alert-facts', title: words.t(alert.isOpen ? 'alert.open' : 'alert.over') },
        alertFacts(ctx, alert),
      ),
      panel(ctx, { id: 'alert-answer', title: words.t('alert.answer') }, acknowledgement(ctx, alert)),
      panel(ctx, { id: 'alert-history', title: words.t('alert.history'), kind: 'wide' }, history(ctx, answer)),
      relatives(ctx, alert),
    ),
  ];
}

function fromAnswer(answer) {
  const body = answer.state === 'done' ? answer.body : null;
  if (!body) return null;
  const acknowledgement = body.acknowledgement?.raisedAt === body.raisedAt ? body.acknowledgement : null;
  return { ...body, key: body.key, acknowledgement, isOpen: body.state === 'RAISED' && !body.deleted };
}

function missing(ctx, answer) {
  if (!ctx.complete || answer.state === 'loading') return loading(ctx.words.t('loading'));
  return unknown(answer.message ?? ctx.words.t('alert.gone'));
}

function alertFacts(ctx, alert) {
  const { words, times } = ctx;
  const at = instant => times.exact(instant, alert.facility) ?? words.t('none');
  return facts(ctx, [
    [words.t('severity'), severity(ctx, alert.severity)],
    [words.t('alert.state'), words.code('alertState', alert.state)],
    [words.t('place'), place(ctx, alert.facility)],
    [
      words.t('train'),
      alert.trainRunId === 'ALL'
        ? words.t('none')
        : link(ctx, 'run', alert.trainRunId, alert.trainNumber ?? alert.trainRunId),
    ],
    [words.t('alert.age'), times.duration(ageSeconds(alert, ctx.now))],
    [words.t('alert.threshold'), alert.thresholdSeconds > 0 ? times.duration(alert.thresholdSeconds) : words.t('none')],
    [words.t('alert.raised'), at(alert.raisedAt)],
    [words.t('alert.planned'), at(alert.plannedAt)],
    [words.t('alert.occurred'), at(alert.occurredAt)],
    [
      words.t('alert.cleared'),
      alert.clearedAt ? `${at(alert.clearedAt)} (${words.code('cause', alert.clearedCause)})` : words.t('none'),
    ],
    [words.t('alert.reason'), alert.reason ?? words.t('none')],
    [words.t('alert.parent'), alert.parentKey ? link(ctx, 'alert', alert.parentKey, alert.parentKey) : words.t('none')],
  ]);
}

function acknowledgement(ctx, alert) {
  const { words, times } = ctx;
  const answer = alert.acknowledgement;
  const isValid = isAcknowledged(alert, ctx.serverNow);
  const canAnswer = ctx.session.hello?.acknowledging && alert.isOpen && !ctx.wall;
  return [
    answer
      ? facts(ctx, [
          [words.t('ack.by'), answer.by],
          [words.t('ack.reason'), answer.reason],
          [words.t('ack.at'), times.exact(answer.acknowledgedAt, alert.facility)],
          [
            words.t('ack.until'),
            answer.until
              ? `${times.exact(answer.until, alert.facility)}${isValid ? '' : ` (${words.t('ack.expired')})`}`
              : words.t('ack.untilCleared'),
          ],
        ])
      : none(words.t('ack.none')),
    canAnswer &&
      h(
        'p',
        { class: 'actions', key: 'actions' },
        button(words.t(answer ? 'ack.again' : 'ack.do'), () => openAcknowledge(ctx, alert), {
          class: 'primary',
          id: 'acknowledge',
        }),
        answer && button(words.t('ack.withdraw'), () => openAcknowledge(ctx, alert, true), { id: 'withdraw' }),
      ),
    !ctx.session.hello?.acknowledging && ctx.complete && h('p', { class: 'note', key: 'off' }, words.t('ack.off')),
  ];
}

function history(ctx, answer) {
  const { words, times } = ctx;
  if (answer.state === 'loading') return loading(words.t('loading'));
  const values = answer.body?.history;
  if (!values) return unknown(words.t('alert.history.unknown'));
  return table(ctx, {
    id: 'history',
    caption: words.t('alert.history'),
    rows: values,
    key: value => value.revision,
    columns: [
      { id: 'revision', label: words.t('alert.revision'), number: true, value: value => value.revision },
      {
        id: 'asOf',
        label: words.t('alert.at'),
        value: value => value.asOf,
        show: value => times.exact(value.asOf, value.facility),
      },
      {
        id: 'state',
        label: words.t('alert.state'),
        value: value => value.state,
        show: value => words.code('alertState', value.state),
      },
      {
        id: 'severity',
        label: words.t('severity'),
        value: value => value.severity,
        show: value => severity(ctx, value.severity),
      },
      {
        id: 'valueSeconds',
        label: words.t('alert.age'),
        number: true,
        value: value => value.valueSeconds,
        show: value => times.duration(value.valueSeconds),
      },
      {
        id: 'reason',
        label: words.t('alert.reason'),
        value: value => value.reason,
        show: value => value.reason ?? '–',
      },
      {
        id: 'clearedCause',
        label: words.t('alert.cause'),
        value: value => value.clearedCause,
        show: value => (value.clearedCause ? words.code('cause', value.clearedCause) : '–'),
      },
    ],
  });
}

function relatives(ctx, alert) {
  const children = ctx.picture.openAlerts.filter(one => one.parentKey === alert.key);
  if (children.length === 0) return null;
  const title = ctx.words.t('alert.consequences');
  return panel(ctx, { id: 'alert-children', title, kind: 'wide' }, alertTable(ctx, 'consequences', title, children));
}
