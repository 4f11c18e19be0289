import { h } from '../tree.js';
import { SEVERITIES } from '../model/alerts.js';
import { loading, none, panel, severity, unknown } from '../parts/basics.js';

const KEYS = ['/', '?', 'o', 'm', 't', 'a', 'r', 'Esc'];
const SIGNS = ['lost', 'stalled', 'silent', 'behind', 'replay'];

/** Keys, signs and symbols. */
export function helpView(ctx) {
  const { words } = ctx;
  const list = pairs =>
    h(
      'dl',
      { class: 'help' },
      pairs.map(([name, text]) => h('div', null, h('dt', null, name), h('dd', null, text))),
    );
  return [
    h('h1', { key: 'h1' }, words.t('view.help')),
    h(
      'div',
      { class: 'columns', key: 'columns' },
      panel(
        ctx,
        { id: 'help-keys', title: words.t('help.keys') },
        list(KEYS.map(key => [h('kbd', null, key), words.t(`help.key.${key}`)])),
      ),
      panel(
        ctx,
        { id: 'help-signs', title: words.t('help.signs') },
        list(SIGNS.map(sign => [words.t(`help.sign.${sign}`), words.t(`help.sign.${sign}.text`)])),
      ),
      panel(
        ctx,
        { id: 'help-symbols', title: words.t('help.symbols') },
        list(SEVERITIES.map(name => [severity(ctx, name), words.t(`help.severity.${name}`)])),
      ),
      panel(
        ctx,
        { id: 'help-absent', title: words.t('help.absent') },
        none(words.t('help.none')),
        unknown(words.t('help.unknown')),
        loading(words.t('help.loading')),
      ),
      panel(
        ctx,
        { id: 'help-address', title: words.t('help.address') },
        h('p', null, words.t('help.address.text')),
        h('p', null, words.t('help.wall.text')),
        h('p', null, h('code', null, '?wall=1&theme=dark')),
      ),
      panel(
        ctx,
        { id: 'help-words', title: words.t('help.words') },
        list(
          ['p50', 'clock', 'trip', 'expected', 'change'].map(name => [
            words.t(`help.word.${name}`),
            words.t(`help.word.${name}.text`),
          ]),
        ),
      ),
    ),
  ];
}
