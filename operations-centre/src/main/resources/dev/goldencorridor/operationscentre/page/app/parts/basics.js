import { h } from '../tree.js';

/** Small parts that all views share. */

const SHAPES = {
  CRITICAL: 'M6 1h8l5 5v8l-5 5H6l-5-5V6z',
  MAJOR: 'M10 0.5 19.5 10 10 19.5 0.5 10z',
  MINOR: 'M10 1.5 19.5 18.5H0.5z',
};

/** The shape of a severity, 20 by 20 units, as an SVG path. */
export function shape(severity) {
  return SHAPES[severity] ?? SHAPES.MINOR;
}

/** A severity as shape and colour; the word belongs beside it. */
export function symbol(severity) {
  return h(
    'svg',
    { class: `symbol ${severity}`, viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' },
    h('path', { d: shape(severity) }),
  );
}

export function severity(ctx, value) {
  return h('span', { class: 'severity' }, symbol(value), h('span', null, ctx.words.code('severity', value)));
}

/** A section with a heading. The heading's level is 2: the view's title is the only one above it. */
export function panel(ctx, { id, title, note, kind = '', tools }, ...content) {
  return h(
    'section',
    { class: `panel ${kind}`, key: id, 'aria-labelledby': `${id}-title`, 'data-panel': id },
    h(
      'header',
      null,
      h('h2', { id: `${id}-title` }, title),
      note && h('p', { class: 'note' }, note),
      !ctx.wall && tools && h('div', { class: 'tools' }, tools),
    ),
    ...content,
  );
}

/** There is nothing, and that is certain. */
export function none(text) {
  return h('p', { class: 'absent none' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, '∅'), text);
}

/** There may be something, but no data says so. */
export function unknown(text) {
  return h('p', { class: 'absent unknown' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, '?'), text);
}

/** The data is on its way. */
export function loading(text) {
  return h('p', { class: 'absent loading' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, '…'), text);
}

/** Nothing to show: loading until the first picture is complete, then what the caller gives. */
export function absent(ctx, what) {
  return ctx.complete ? what : loading(ctx.words.t('loading'));
}

/** A value in a table or list; a missing one is a question mark that explains itself. */
export function value(ctx, content) {
  return content ?? h('span', { class: 'missing', title: ctx.words.t('unknown') }, '?');
}

/** A link to a view; on the wall it is text, since nobody can follow it there. */
export function link(ctx, view, id, text, props = {}) {
  return ctx.wall ? h('span', props, text) : h('a', { href: ctx.href(view, id), ...props }, text);
}

export function train(ctx, run) {
  return link(ctx, 'run', run.trainRunId, run.trainNumber ?? run.trainRunId);
}

export function place(ctx, code) {
  if (!code) return value(ctx, null);
  return link(ctx, 'port', code, ctx.places.name(code), { title: code });
}

/** A change against an earlier figure: an arrow and a number, in grey, since more or less is not abnormal. */
export function change(ctx, percent) {
  if (percent === null || percent === undefined) return h('span', { class: 'change' }, ctx.words.t('change.none'));
  const arrow = percent > 0 ? '▲' : percent < 0 ? '▼' : '＝';
  const mark = h('span', { class: 'arrow', 'aria-hidden': 'true' }, arrow);
  return h('span', { class: 'change' }, mark, ' ', ctx.words.change(percent));
}

/** A list of names and values. */
export function facts(ctx, pairs) {
  return h(
    'dl',
    { class: 'facts' },
    pairs.map(([name, content]) => h('div', null, h('dt', null, name), h('dd', null, value(ctx, content)))),
  );
}

export function button(text, onclick, props = {}) {
  return h('button', { type: 'button', onclick, ...props }, text);
}
