import { h } from '../tree.js';

/**
 * What the page says about its own truth, in words: one line for each thing that is wrong, the worst first. Each sign
 * has a text without figures, too, so that a screen reader hears it once and not every second.
 */
export function signs(ctx) {
  const { truth, words, times } = ctx;
  const age = ms => times.duration(Math.max(0, ms) / 1000);
  const list = [];
  const add = (id, level, values = {}) =>
    list.push({ id, level, text: words.t(`sign.${id}`, values), spoken: words.t(`sign.${id}.spoken`, values) });
  if (truth.connection === 'connecting') add('connecting', 'busy');
  if (truth.connection === 'loading') add('loading', 'busy');
  if (truth.connection === 'lost' && ctx.complete) add('lost', 'bad', { age: age(truth.silentForMs) });
  if (truth.connection === 'lost' && !ctx.complete) add('unreachable', 'bad', { age: age(truth.silentForMs) });
  if (truth.connection === 'live') {
    if (truth.consumer === 'disconnected') add('disconnected', 'bad');
    if (truth.consumer === 'no-registry') add('no-registry', 'warning');
    if (truth.consumer === 'catching-up') add('catching-up', 'warning');
    // A server that reads nothing does not know whether the pipeline commits.
    if (truth.commits === 'no') add(truth.consumer === 'live' ? 'stalled' : 'old', 'bad', { age: age(truth.clockAgeMs) });
    if (truth.commits === 'unknown') add('no-clock', 'warning');
    if (truth.isBehind && truth.commits === 'yes') add('behind', 'warning', { age: age(truth.behindMs) });
    for (const { publisher, silentMs, usualMs } of truth.silent) {
      const values = { publisher: ctx.publisherName(publisher), age: age(silentMs), usual: age(usualMs) };
      add('silent', 'warning', values);
    }
  }
  if (ctx.reloading) add('new-version', 'busy');
  return list;
}

/** The signs below the header; nothing where all is well. */
export function signBar(ctx) {
  const list = signs(ctx);
  return [
    h(
      'section',
      { class: 'signs', key: 'signs', 'aria-label': list.length > 0 ? ctx.words.t('help.signs') : null },
      list.map((sign, i) =>
        h(
          'p',
          { key: `${sign.id}${i}`, class: `sign ${sign.level}`, 'data-sign': sign.id },
          icon(sign.level),
          sign.text,
        ),
      ),
    ),
    h('p', { class: 'hidden', role: 'status', key: 'spoken' }, list.map(sign => sign.spoken).join(' ')),
  ];
}

function icon(level) {
  const mark = { bad: '✕', warning: '!', busy: '…' }[level];
  return h('span', { class: 'mark', 'aria-hidden': 'true' }, mark);
}

/** The state in one word or two, with the pipeline's clock: the first thing that a reader looks at. */
export function statePill(ctx) {
  const { truth, words, times } = ctx;
  const isReplay = truth.mode === 'event';
  const state = !truth.isLive ? pillState(truth) : isReplay ? 'replay' : truth.level === 'ok' ? 'live' : 'limited';
  const clock = ctx.now === null ? words.t('unknown') : times.exact(ctx.now);
  return h(
    'div',
    { class: `state ${state}`, key: 'state', 'data-state': state },
    h('strong', null, h('span', { class: 'lamp', 'aria-hidden': 'true' }), words.t(`state.${state}`)),
    h(
      'span',
      { class: 'clock' },
      h('span', { class: 'label' }, words.t(isReplay ? 'clock.event' : 'clock.wall')),
      ' ',
      clock,
    ),
    h('span', { class: 'zone' }, words.t(`zone.${times.choice === 'port' ? 'beijing' : times.choice}`)),
  );
}

function pillState(truth) {
  if (truth.connection === 'connecting' || truth.connection === 'loading') return truth.connection;
  if (truth.connection === 'lost') return 'lost';
  return truth.consumer === 'disconnected' ? 'disconnected' : 'stalled';
}
