import { h } from '../tree.js';

const MAX_RESULTS = 12;

/** What is typed; kept outside of the tree since it is nobody's address. */
const state = { text: '', chosen: 0, isOpen: false, from: null };

/** Search by train number, run, or facility, after the pattern of a combobox. Enter opens the chosen result. */
export function searchBox(ctx) {
  const { words } = ctx;
  const results = state.isOpen ? find(ctx, state.text) : [];
  const refresh = ctx.actions.refresh;
  const close = () => {
    state.isOpen = false;
    refresh();
  };
  /** Gives the focus back to the element that had it before the search. */
  const leave = () => {
    state.text = '';
    const target = state.from?.isConnected ? state.from : document.getElementById('main');
    target.focus({ preventScroll: true });
    close();
  };
  const open = result => {
    Object.assign(state, { text: '', isOpen: false, chosen: 0 });
    ctx.actions.go(ctx.href(result.view, result.id));
  };
  const onkeydown = event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length > 0) {
      event.preventDefault();
      state.chosen = (state.chosen + step + results.length) % results.length;
      refresh();
    } else if (event.key === 'Enter' && results[state.chosen]) open(results[state.chosen]);
    else if (event.key === 'Escape') leave();
  };
  const isOpen = state.isOpen && state.text.trim() !== '';
  return h(
    'div',
    { class: 'search', role: 'search', key: 'search' },
    h(
      'label',
      null,
      h('span', { class: 'hidden' }, words.t('search.label')),
      h('input', {
        id: 'search',
        type: 'search',
        role: 'combobox',
        autocomplete: 'off',
        placeholder: words.t('search.placeholder'),
        'aria-expanded': String(isOpen),
        'aria-controls': 'results',
        'aria-autocomplete': 'list',
        'aria-activedescendant': isOpen && results.length > 0 ? `result-${state.chosen}` : null,
        value: state.text,
        oninput: event => {
          Object.assign(state, { text: event.target.value, chosen: 0, isOpen: true });
          refresh();
        },
        onfocus: event => (state.from = event.relatedTarget),
        onkeydown,
        onblur: close,
      }),
    ),
    h(
      'ul',
      {
        id: 'results',
        role: 'listbox',
        'aria-label': words.t('search.label'),
        hidden: !isOpen || results.length === 0,
      },
      isOpen && results.map((result, i) => option(result, i, open)),
    ),
    isOpen && h('p', { class: 'nothing', role: 'status' }, results.length === 0 ? words.t('search.none') : ''),
  );
}

function option(result, i, open) {
  const props = {
    id: `result-${i}`,
    role: 'option',
    key: `${result.view} ${result.id}`,
    'aria-selected': String(i === state.chosen),
    // Before the field loses the focus, which closes the list.
    onmousedown: event => {
      event.preventDefault();
      open(result);
    },
  };
  return h('li', props, h('strong', null, result.name), ' ', h('span', null, result.note));
}

/** Facilities and train runs that contain the text, those that begin with it first. */
export function find(ctx, text) {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const places = ctx.places.all().map(port => ({
    view: 'port',
    id: port.code,
    name: ctx.places.name(port.code),
    note: port.code,
    texts: [ctx.places.name(port.code), port.name, port.code],
  }));
  const runs = (ctx.picture.runs ?? []).map(run => ({
    view: 'run',
    id: run.trainRunId,
    name: run.trainNumber ?? run.trainRunId,
    note: `${run.trainRunId} · ${ctx.words.code('runState', run.state)}`,
    texts: [run.trainNumber ?? '', run.trainRunId, run.operatorLine ?? ''],
  }));
  const rank = item => {
    const texts = item.texts.map(one => one.toLowerCase());
    if (texts.includes(wanted)) return 0;
    if (texts.some(one => one.startsWith(wanted))) return 1;
    return texts.some(one => one.includes(wanted)) ? 2 : 3;
  };
  return [...places, ...runs]
    .map(item => ({ ...item, rank: rank(item) }))
    .filter(item => item.rank < 3)
    .sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1))
    .slice(0, MAX_RESULTS);
}
