/**
 * The address is the page's only memory: view, filters, sort order, columns, language, zone and theme. A link to a
 * view carries the settings along, and leaves the filters of the former view behind.
 */
const SETTINGS = ['lang', 'zone', 'theme', 'wall'];

/** @returns {{view: string, id: string|null, params: URLSearchParams}} */
export function parse(location) {
  const parts = location.pathname.split('/').filter(part => part !== '');
  const [view = 'overview', ...rest] = parts[0] === 'view' ? parts.slice(1) : [];
  const id = rest.length === 0 ? null : rest.map(decodeURIComponent).join('/');
  return { view, id, params: new URLSearchParams(location.search) };
}

/** The address of a view, with the settings of the present one and the given filters. */
export function href(params, view, id = null, filters = {}) {
  const query = new URLSearchParams();
  for (const name of SETTINGS) if (params.has(name)) query.set(name, params.get(name));
  for (const [name, value] of Object.entries(filters)) query.set(name, value);
  const path = id === null ? `/view/${view}` : `/view/${view}/${encodeURIComponent(id)}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The address of the present view with one parameter changed; null or '' removes it. */
export function withParam(location, name, value) {
  const params = new URLSearchParams(location.search);
  if (value === null || value === '') params.delete(name);
  else params.set(name, value);
  return params.size === 0 ? location.pathname : `${location.pathname}?${params}`;
}
