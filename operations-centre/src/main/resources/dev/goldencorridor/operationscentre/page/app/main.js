import { parse, withParam } from './address.js';
import { Context } from './context.js';
import { Picture } from './model/picture.js';
import { shell } from './parts/shell.js';
import { signs } from './parts/signs.js';
import { Elapsed, ServerTime } from './store/clocks.js';
import { Remote } from './store/remote.js';
import { Session } from './store/session.js';
import { Stream } from './store/stream.js';
import { truthOf } from './store/truth.js';
import { patch } from './tree.js';
import { languageOf, loadWords } from './words.js';
import { viewOf } from './views.js';

/** At most so many renderings a second while changes come in. */
const MIN_RENDER_GAP_MS = 100;
/** The local timer: it alone makes ages grow and lost connections visible. */
const TICK_MS = 500;
/** A new version of the page is loaded after a while, so that not all walls ask at once. */
const MAX_RELOAD_WAIT_MS = 5_000;
/** A tab that is hidden for longer gives its connection back. It asks for what it missed when it is seen again. */
const MAX_HIDDEN_MS = 30_000;
const FADES_MS = [2_500, 30_000, 300_000];

const elapsed = new Elapsed();
const serverTime = new ServerTime();
const session = new Session();
const remote = new Remote(
  () => elapsed.now(),
  () => schedule(),
);
const stream = new Stream('/api/v1/stream', session, () => elapsed.now(), onMessage);
const actions = { set: setParam, go, refresh: render, remote };

let route = parse(location);
let words = null;
let picture = { version: -1, value: null };
let lastRender = 0;
let scheduled = null;
let reloading = false;
let pauseTimer = null;

function onMessage(kind) {
  if (kind === 'hello') onHello(session.hello);
  if (kind === 'beat') serverTime.onBeat(session.beat.serverTime, elapsed.now());
  if (kind !== 'beat' || document.visibilityState === 'visible') schedule();
}

function onHello(hello) {
  serverTime.onBeat(hello.serverTime, elapsed.now());
  const own = new URL(import.meta.url).pathname.split('/')[2];
  if (hello.build === own || reloading || sessionStorage.getItem('reloaded-for') === hello.build) return;
  // Once for each build: if the server keeps sending the old page, the board goes on with it.
  sessionStorage.setItem('reloaded-for', hello.build);
  reloading = true;
  setTimeout(() => location.reload(), 1_000 + Math.random() * MAX_RELOAD_WAIT_MS);
}

function schedule() {
  if (scheduled !== null) return;
  const wait = Math.max(0, lastRender + MIN_RENDER_GAP_MS - elapsed.now());
  scheduled = setTimeout(() => requestAnimationFrame(render), wait);
}

function context() {
  if (picture.version !== session.version) picture = { version: session.version, value: new Picture(session.mirror) };
  const now = elapsed.now();
  const serverNow = serverTime.at(now);
  const truth = truthOf({
    silentForMs: stream.silentFor(),
    complete: session.complete,
    heard: stream.heardAt !== null,
    beat: session.beat,
    clock: picture.value.clock,
    serverNow,
    publishers: picture.value.publishers ?? [],
  });
  return new Context({ session, truth, serverNow, words, route, actions, reloading, picture: picture.value });
}

function render() {
  clearTimeout(scheduled);
  scheduled = null;
  lastRender = elapsed.now();
  if (!words) return;
  const ctx = context();
  const view = viewOf(route.view);
  mark(ctx);
  patch(document.getElementById('board'), shell(ctx, view(ctx)));
}

/** What the style sheet needs: theme, wall, state and age of the picture. */
function mark(ctx) {
  const root = document.documentElement;
  const set = (name, value) => {
    if (root.getAttribute(name) !== value) root.setAttribute(name, value);
  };
  const { truth } = ctx;
  const staleMs = truth.connection === 'lost' ? truth.silentForMs : truth.commits === 'no' ? truth.clockAgeMs : 0;
  set('lang', ctx.words.tag);
  set('data-theme', ctx.params.get('theme') ?? 'auto');
  set('data-wall', String(ctx.wall));
  set('data-mode', truth.mode);
  set('data-level', truth.level);
  set('data-fade', String(truth.isLive ? 0 : FADES_MS.filter(limit => staleMs > limit).length));
  set('data-version', String(session.version));
  const title = [signs(ctx)[0] && `(${ctx.words.t('title.warning')})`, ctx.words.t('brand')].filter(Boolean).join(' ');
  if (document.title !== title) document.title = title;
}

function setParam(name, value) {
  history.replaceState(history.state, '', withParam(location, name, value));
  navigated(false);
}

function go(address) {
  history.replaceState({ ...history.state, focus: focusedSelector() }, '');
  history.pushState({ hasFormerView: true }, '', address);
  navigated(true);
}

/** Finds the focused element again after the view has been left, so that the way back leads to it. */
function focusedSelector() {
  const { id, name } = document.activeElement;
  const href = document.activeElement.getAttribute('href');
  if (id) return `#${CSS.escape(id)}`;
  if (href) return `a[href="${CSS.escape(href)}"]`;
  return name ? `[name="${CSS.escape(name)}"]` : null;
}

/** @param {string|null} focus selects the element that gets the focus in a new view; the content by default */
async function navigated(isNewView, focus = null) {
  route = parse(location);
  const language = languageOf(route.params);
  if (words?.language !== language) words = await loadWords(language);
  render();
  if (!isNewView) return;
  scrollTo(0, 0);
  const former = focus && document.querySelector(focus);
  if (former) former.focus();
  else document.getElementById('main')?.focus({ preventScroll: true });
}

/** Links to views change the address without loading the page again. */
document.addEventListener('click', event => {
  const anchor = event.target.closest?.('a[href]');
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!anchor || !isPlain) return;
  const address = anchor.getAttribute('href');
  if (address === '#main') {
    event.preventDefault();
    document.getElementById('main').focus();
  } else if (address.startsWith('/view/')) {
    event.preventDefault();
    go(address);
  }
});

const KEYS = { o: 'overview', m: 'map', t: 'runs', a: 'alerts', r: 'alarms', '?': 'help' };

document.addEventListener('keydown', event => {
  const isTyping = event.target.closest?.('input, textarea, select, dialog');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    event.preventDefault();
    document.getElementById('search')?.focus();
  } else if (event.key === 'Escape' && route.view === 'help' && history.state?.hasFormerView) {
    history.back();
  } else if (KEYS[event.key] && route.params.get('wall') !== '1') {
    go(context().href(KEYS[event.key]));
  }
});

addEventListener('popstate', event => navigated(true, event.state?.focus));
addEventListener('pagehide', () => stream.pause());
for (const name of ['online', 'pageshow', 'focus']) addEventListener(name, () => stream.wake());
document.addEventListener('visibilitychange', () => {
  clearTimeout(pauseTimer);
  if (document.visibilityState === 'hidden') {
    pauseTimer = setTimeout(() => stream.pause(), MAX_HIDDEN_MS);
    return;
  }
  stream.wake();
  render();
});

setInterval(() => {
  stream.check();
  if (document.visibilityState === 'visible') render();
}, TICK_MS);

stream.connect();
await navigated(false);
