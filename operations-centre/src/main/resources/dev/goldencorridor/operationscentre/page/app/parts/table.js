import { download, toCsv, toJson } from '../exports.js';
import { h } from '../tree.js';
import { button, value } from './basics.js';

/** A table never has more rows than this, so that a page stays quick whatever is published. Its files have all. */
const MAX_ROWS = 500;

/** A column of whole numbers, e.g. counts; `id` is also the field of the row. */
export function countColumn(ctx, id, label, hidden = false) {
  return { id, label, number: true, hidden, value: row => row[id], show: row => ctx.words.number(row[id]) };
}

/**
 * A table whose sort order and columns live in the address, and which can be saved as it is shown.
 *
 * @param {object} options id: names its parameters; caption; rows; key(row); sort: the default, e.g. '-waiting';
 *     limit: rows on the wall; columns: {id, label, value(row): exact value for sorting and files, show(row): what the
 *     cell shows, number: aligned right, hidden: not shown unless chosen}
 */
export function table(ctx, options) {
  const columns = visibleColumns(ctx, options);
  const { column: sorted, descending } = sortOf(ctx, options);
  let rows = sorted ? sort(options.rows, sorted, descending) : options.rows;
  if (ctx.wall && options.limit) rows = rows.slice(0, options.limit);
  return h(
    'div',
    { class: 'table', key: `table-${options.id}`, 'data-table': options.id },
    h(
      'div',
      { class: 'scroller', tabindex: ctx.wall ? null : 0, role: 'group', 'aria-label': options.caption },
      h(
        'table',
        null,
        h('caption', { class: 'hidden' }, options.caption),
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            columns.map(column => header(ctx, options, column, sorted, descending)),
          ),
        ),
        h(
          'tbody',
          null,
          rows.slice(0, MAX_ROWS).map(row => tr(ctx, options, columns, row)),
        ),
      ),
    ),
    !ctx.wall && tools(ctx, options, columns, rows),
  );
}

function tr(ctx, options, columns, row) {
  return h(
    'tr',
    { key: options.key(row), class: options.rowClass?.(row) ?? null },
    columns.map((column, i) => {
      const content = value(ctx, column.show ? column.show(row) : column.value(row));
      return i === 0
        ? h('th', { scope: 'row', class: column.number ? 'number' : null }, content)
        : h('td', { class: column.number ? 'number' : null }, content);
    }),
  );
}

function header(ctx, options, column, sorted, descending) {
  const isSorted = sorted?.id === column.id;
  const direction = isSorted ? (descending ? 'descending' : 'ascending') : null;
  const props = { scope: 'col', class: column.number ? 'number' : null, 'aria-sort': direction, key: column.id };
  if (ctx.wall) return h('th', props, column.label);
  const next = isSorted && !descending ? `-${column.id}` : column.id;
  const arrow = h('span', { class: 'arrow', 'aria-hidden': 'true' }, isSorted ? (descending ? ' ▼' : ' ▲') : '');
  return h(
    'th',
    props,
    button([column.label, arrow], () => ctx.set(`${options.id}.sort`, next), { class: 'plain' }),
  );
}

function sortOf(ctx, options) {
  const text = ctx.params.get(`${options.id}.sort`) ?? options.sort ?? '';
  const descending = text.startsWith('-');
  return { column: options.columns.find(column => column.id === text.replace('-', '')), descending };
}

function sort(rows, column, descending) {
  const order = (one, other) =>
    typeof one === 'number' && typeof other === 'number' ? one - other : one < other ? -1 : one > other ? 1 : 0;
  const sign = descending ? -1 : 1;
  // A missing value comes last in both directions.
  return [...rows].sort((one, other) => {
    const [a, b] = [
      column.order ? column.order(one) : column.value(one),
      column.order ? column.order(other) : column.value(other),
    ];
    const [isMissing, isOtherMissing] = [a === null || a === undefined, b === null || b === undefined];
    return isMissing || isOtherMissing ? isMissing - isOtherMissing : sign * order(a, b);
  });
}

function visibleColumns(ctx, options) {
  const chosen = ctx.params.get(`${options.id}.columns`)?.split(',');
  const visible = options.columns.filter(
    (column, i) => i === 0 || (chosen ? chosen.includes(column.id) : !column.hidden),
  );
  return ctx.wall ? visible.filter(column => !column.notOnWall) : visible;
}

function tools(ctx, options, columns, rows) {
  const { words } = ctx;
  const name = `corridor-${options.id}`;
  return h(
    'div',
    { class: 'tools' },
    h(
      'span',
      { class: 'count' },
      words.count('rows', rows.length),
      rows.length > MAX_ROWS && words.t('rows.first', { n: words.number(MAX_ROWS) }),
    ),
    h(
      'details',
      { class: 'columns', key: 'columns', onkeydown: closeOnEscape },
      h('summary', null, words.t('table.columns')),
      h(
        'fieldset',
        null,
        h('legend', { class: 'hidden' }, `${words.t('table.columns')}: ${options.caption}`),
        options.columns.slice(1).map(column => columnBox(ctx, options, columns, column)),
      ),
    ),
    button('CSV', () => download(`${name}.csv`, 'text/csv', toCsv(columns, rows)), {
      class: 'export',
      'aria-label': words.t('table.export', { name: options.caption, format: 'CSV' }),
    }),
    button('JSON', () => download(`${name}.json`, 'application/json', toJson(columns, rows)), {
      class: 'export',
      'aria-label': words.t('table.export', { name: options.caption, format: 'JSON' }),
    }),
  );
}

/** Closes an open list, and gives the focus back to the line that opened it. */
function closeOnEscape(event) {
  const list = event.currentTarget;
  if (event.key !== 'Escape' || !list.open) return;
  list.open = false;
  list.querySelector('summary').focus();
}

function columnBox(ctx, options, columns, column) {
  const shown = columns.map(visible => visible.id);
  const isShown = shown.includes(column.id);
  const toggle = () => {
    const next = isShown ? shown.filter(id => id !== column.id) : [...shown, column.id];
    ctx.set(`${options.id}.columns`, next.join(','));
  };
  return h('label', null, h('input', { type: 'checkbox', checked: isShown, onchange: toggle }), ' ', column.label);
}
