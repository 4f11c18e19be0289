import { LANGUAGES } from '../words.js';
import { ZONES } from '../times.js';
import { h } from '../tree.js';
import { searchBox } from './search.js';
import { signBar, statePill } from './signs.js';

const VIEWS = ['overview', 'map', 'runs', 'alerts', 'alarms', 'help'];
const THEMES = ['auto', 'light', 'dark'];

/** Everything around a view: skip link, name, state, navigation, settings. On the wall: name and state only. */
export function shell(ctx, content) {
  return [
    !ctx.wall && h('a', { class: 'skip', href: '#main', key: 'skip' }, ctx.words.t('skip')),
    h(
      'header',
      { class: 'top', key: 'top' },
      h('p', { class: 'brand' }, ctx.words.t('brand')),
      statePill(ctx),
      !ctx.wall && navigation(ctx),
      !ctx.wall && settings(ctx),
    ),
    signBar(ctx),
    h(
      'main',
      { id: 'main', tabindex: -1, key: `main ${ctx.route.view} ${ctx.route.id}`, class: `view-${ctx.route.view}` },
      content,
    ),
  ];
}

function navigation(ctx) {
  return h(
    'nav',
    { 'aria-label': ctx.words.t('nav.label'), key: 'nav' },
    h(
      'ul',
      null,
      VIEWS.map(view =>
        h(
          'li',
          { key: view },
          h(
            'a',
            { href: ctx.href(view), 'aria-current': ctx.route.view === view ? 'page' : null },
            ctx.words.t(`view.${view}`),
          ),
        ),
      ),
    ),
  );
}

function settings(ctx) {
  const { words, params } = ctx;
  return h(
    'div',
    { class: 'settings', key: 'settings' },
    searchBox(ctx),
    choice(ctx, 'lang', words.language, Object.entries(LANGUAGES)),
    choice(
      ctx,
      'zone',
      ctx.times.choice,
      Object.keys(ZONES).map(zone => [zone, words.t(`zone.${zone}`)]),
    ),
    choice(
      ctx,
      'theme',
      params.get('theme') ?? 'auto',
      THEMES.map(theme => [theme, words.t(`theme.${theme}`)]),
    ),
  );
}

/** A drop-down list whose value lives in the address. */
export function choice(ctx, name, chosen, options, label = ctx.words.t(`setting.${name}`)) {
  return h(
    'label',
    { class: 'choice', key: name },
    h('span', null, label),
    h(
      'select',
      { name, value: chosen, onchange: event => ctx.set(name, event.target.value) },
      options.map(([value, text]) => h('option', { value, key: value, selected: value === chosen }, text)),
    ),
  );
}
