/**
 * A small virtual tree. A view is a function that returns nodes made by h(); patch() changes only the parts of the
 * document that differ. Text is always text: no markup is ever parsed, so data cannot become script.
 */
const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes a node.
 *
 * @param {string} tag the element's name
 * @param {object|null} props attributes; `key` identifies a node among its siblings, functions named on… are event
 *     listeners, `vars` are custom properties for the style sheet, `hook` is {create(el), update(el), destroy(el)} for
 *     an element whose inside is foreign
 * @param children nodes, texts, numbers, arrays of these; null and false show nothing
 */
export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: flat(children) };
}

function flat(children) {
  const nodes = [];
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === true) continue;
    nodes.push(typeof child === 'object' ? child : { text: String(child) });
  }
  return nodes;
}

/** Makes the children of an element equal to the given nodes. The focus stays on its element. */
export function patch(element, nodes) {
  const focused = document.activeElement;
  patchChildren(element, flat([nodes]), element.namespaceURI === SVG);
  if (focused && focused !== document.activeElement && focused.isConnected && focused !== document.body) {
    focused.focus({ preventScroll: true });
  }
}

function patchChildren(element, nodes, inSvg) {
  const keyed = new Map();
  const plain = [];
  for (const child of element.childNodes) {
    const key = child.vnode?.props?.key;
    if (key !== undefined) keyed.set(key, child);
    else plain.push(child);
  }
  let nextPlain = 0;
  let cursor = element.firstChild;
  for (const node of nodes) {
    const key = node.props?.key;
    let found;
    if (key === undefined) {
      found = plain[nextPlain];
      if (found && same(found, node)) nextPlain++;
      else found = undefined;
    } else {
      found = keyed.get(key);
      if (found && same(found, node)) keyed.delete(key);
      else found = undefined;
    }
    const child = found ?? create(node, inSvg);
    if (found) update(found, node, inSvg);
    if (child === cursor) cursor = cursor.nextSibling;
    else element.insertBefore(child, cursor);
  }
  for (const child of [...keyed.values(), ...plain.slice(nextPlain)]) remove(child);
}

function same(child, node) {
  const old = child.vnode;
  if (!old) return false;
  return node.tag === old.tag && !node.props?.hook === !old.props?.hook && node.props?.key === old.props?.key;
}

function create(node, inSvg) {
  if (node.tag === undefined) {
    const text = document.createTextNode(node.text);
    text.vnode = node;
    return text;
  }
  const isSvg = inSvg || node.tag === 'svg';
  const element = isSvg ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  element.vnode = { props: {} };
  setProps(element, {}, node.props);
  if (node.props.hook) node.props.hook.create(element);
  else patchChildren(element, node.children, isSvg && node.tag !== 'foreignObject');
  // A select takes its value only once it has its options.
  if (node.tag === 'select' && 'value' in node.props) element.value = node.props.value;
  element.vnode = node;
  return element;
}

function update(element, node, inSvg) {
  const old = element.vnode;
  if (node.tag === undefined) {
    if (element.data !== node.text) element.data = node.text;
    element.vnode = node;
    return;
  }
  setProps(element, old.props, node.props);
  if (node.props.hook) node.props.hook.update?.(element);
  else patchChildren(element, node.children, inSvg || node.tag === 'svg');
  element.vnode = node;
}

function setProps(element, old, props) {
  for (const name in old) {
    if (!(name in props)) setProp(element, name, old[name], null);
  }
  for (const name in props) {
    if (old[name] !== props[name]) setProp(element, name, old[name], props[name]);
  }
}

function setProp(element, name, old, value) {
  if (name === 'key' || name === 'hook') return;
  if (name === 'vars') {
    for (const [variable, content] of Object.entries(value ?? {})) element.style.setProperty(variable, content);
    return;
  }
  if (name.startsWith('on')) {
    if (old) element.removeEventListener(name.slice(2), old);
    if (value) element.addEventListener(name.slice(2), value);
  } else if (name === 'value' || name === 'checked' || name === 'open') {
    if (name === 'open' && value === undefined) return;
    if (element[name] !== value) element[name] = value ?? '';
  } else if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

function remove(child) {
  destroyHooks(child);
  child.remove();
}

function destroyHooks(child) {
  child.vnode?.props?.hook?.destroy?.(child);
  for (const inner of child.childNodes) destroyHooks(inner);
}
