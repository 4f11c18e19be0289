import { h } from '../tree.js';
import { absent, link, none, unknown } from './basics.js';

/** The time within which trains are to be released. */
export const LIMIT_SECONDS = 24 * 3600;
const STEP_SECONDS = 6 * 3600;

/**
 * The clearance latency of one port on a line of time: half, nine tenths and 99 hundredths of the releases, the 24 h
 * line, and each train that waits now as a mark.
 */
export function distribution(ctx, { facility, latency, ages }) {
  const { words, times } = ctx;
  if (!latency) return absent(ctx, unknown(words.t('clearance.unknown')));
  const longest = Math.max(LIMIT_SECONDS * 1.2, latency.p99Seconds ?? 0, ...ages.map(age => age.seconds));
  const end = Math.ceil(longest / STEP_SECONDS) * STEP_SECONDS;
  const at = seconds => `${((100 * Math.min(seconds, end)) / end).toFixed(2)}%`;
  const bars = [
    ['p99', latency.p99Seconds],
    ['p90', latency.p90Seconds],
    ['p50', latency.p50Seconds],
  ].filter(([, seconds]) => seconds !== null);
  return h(
    'div',
    { class: 'distribution', key: facility },
    h(
      'div',
      { class: 'scale', role: 'img', 'aria-label': sentence(ctx, latency, ages) },
      bars.map(([name, seconds]) => h('div', { class: `bar ${name}`, key: name, vars: { '--at': at(seconds) } })),
      h('div', { class: 'limit', vars: { '--at': at(LIMIT_SECONDS) } }, h('span', null, times.duration(LIMIT_SECONDS))),
      ages.map(age =>
        h('div', {
          key: age.key,
          class: `waiting ${age.seconds > LIMIT_SECONDS ? 'over' : ''}`,
          vars: { '--at': at(age.seconds) },
          title: `${age.name}: ${times.duration(age.seconds)}`,
        }),
      ),
    ),
    latency.count === 0
      ? none(words.t('clearance.none'))
      : h(
          'dl',
          { class: 'quantiles' },
          [...bars]
            .reverse()
            .map(([name, seconds]) =>
              h(
                'div',
                { key: name },
                h('dt', null, h('span', { class: `swatch ${name}`, 'aria-hidden': 'true' }), name),
                h('dd', null, times.duration(seconds)),
              ),
            ),
        ),
  );
}

function sentence(ctx, latency, ages) {
  const { words, times } = ctx;
  const time = seconds => (seconds === null ? words.t('unknown') : times.duration(seconds));
  const values = { p50: time(latency.p50Seconds), p90: time(latency.p90Seconds), p99: time(latency.p99Seconds) };
  const over = ages.filter(age => age.seconds > LIMIT_SECONDS).length;
  return words.t('clearance.sentence', { ...values, open: words.number(latency.open), over: words.number(over) });
}

/** The heading of one port above its distribution. */
export function distributionTitle(ctx, facility, latency) {
  const { words, places } = ctx;
  const share = latency?.within24hShare;
  const notes = [
    latency && words.count('clearance.open', latency.open),
    latency && share !== null && words.t('clearance.share', { share: words.percent(share, 1) }),
  ];
  return h(
    'h3',
    { key: `title-${facility}` },
    link(ctx, 'port', facility, places.name(facility)),
    ' ',
    h('span', { class: 'note' }, notes.filter(Boolean).join(' · ')),
  );
}
