// The virtual tree changes only what differs, and data is never markup.
const { h, patch } = await load('tree.js');
const root = document.createElement('div');
document.body.append(root);
const list = keys =>
  h(
    'ul',
    null,
    keys.map(key => h('li', { key, class: `k${key}` }, key)),
  );
patch(root, list(['a', 'b', 'c']));
const [a, b, c] = root.querySelectorAll('li');
patch(root, list(['c', 'a', 'd']));
equal(root.textContent, 'cad', 'order');
equal(
  [root.querySelectorAll('li')[0] === c, root.querySelectorAll('li')[1] === a, b.isConnected],
  [true, true, false],
  'elements stay',
);
patch(root, h('p', null, '<b>bold</b>', null, false, 0));
equal([root.textContent, root.querySelectorAll('b').length], ['<b>bold</b>0', 0], 'text is no markup');
let calls = 0;
let destroyed = 0;
patch(root, h('button', { onclick: () => (calls += 1) }, 'x'));
patch(root, h('button', { onclick: () => (calls += 10) }, 'x'));
root.firstChild.click();
equal(calls, 10, 'the last listener alone');
patch(root, h('div', { hook: { create: () => {}, destroy: () => destroyed++ } }));
patch(root, []);
equal([destroyed, root.childNodes.length], [1, 0], 'a foreign part is destroyed');
patch(root, h('svg', null, h('circle', { r: 1 })));
equal(root.querySelector('circle').namespaceURI, 'http://www.w3.org/2000/svg', 'SVG');
const input = value => h('div', null, h('input', { key: 'i', value }));
patch(root, input('a'));
root.querySelector('input').focus();
patch(root, [h('p', { key: 'p' }, 'new'), input('b')]);
equal([document.activeElement.tagName, document.activeElement.value], ['INPUT', 'b'], 'the focus stays');
root.remove();
