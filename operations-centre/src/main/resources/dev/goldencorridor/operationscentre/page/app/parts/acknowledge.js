import { h, patch } from '../tree.js';
import { button } from './basics.js';
import { messageOf } from '../store/remote.js';

const HOURS = [1, 4, 12, 24];
const HOUR_MS = 3_600_000;

/** The bearer token, if the server asks for one. It is kept until the page is closed, and nowhere else. */
let token = '';
let lastName = '';

/** Opens the dialog that acknowledges an alert: who, why, until when. It speaks to the server and closes on success. */
export function openAcknowledge(ctx, alert, withdraw = false) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'ack-title');
  const state = { needsToken: token !== '', problem: null, isBusy: false };
  const show = () =>
    patch(
      dialog,
      form(ctx, alert, withdraw, state, submit, () => dialog.close()),
    );
  const submit = async event => {
    event.preventDefault();
    const data = Object.fromEntries(new FormData(event.target));
    token = data.token ?? token;
    lastName = data.by ?? lastName;
    Object.assign(state, { isBusy: true, problem: null });
    show();
    const problem = await send(ctx, alert, withdraw, data);
    Object.assign(state, {
      isBusy: false,
      problem: problem?.text ?? null,
      needsToken: state.needsToken || problem?.isDenied,
    });
    if (problem) {
      show();
      return;
    }
    dialog.close();
    // The button that opened the dialog goes with the acknowledgement.
    if (withdraw) document.getElementById('acknowledge')?.focus();
  };
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  show();
  dialog.showModal();
}

function form(ctx, alert, withdraw, state, submit, cancel) {
  const { words } = ctx;
  return [
    h('h2', { id: 'ack-title', key: 'title' }, words.t(withdraw ? 'ack.withdraw' : 'ack.do')),
    h(
      'p',
      { key: 'what' },
      `${words.code('alert', alert.type)} · ${ctx.places.name(alert.facility)} · ${alert.trainNumber ?? ''}`,
    ),
    h(
      'form',
      { key: 'form', onsubmit: submit },
      !withdraw &&
        field(
          words.t('ack.by'),
          h('input', {
            name: 'by',
            required: true,
            maxlength: 100,
            autocomplete: 'name',
            value: lastName || undefined,
          }),
        ),
      !withdraw &&
        field(words.t('ack.reason'), h('textarea', { name: 'reason', required: true, maxlength: 500, rows: 3 })),
      !withdraw && field(words.t('ack.until'), until(ctx)),
      state.needsToken &&
        field(
          words.t('ack.token'),
          h('input', { name: 'token', type: 'password', required: true, autocomplete: 'off' }),
        ),
      state.problem && h('p', { class: 'problem', role: 'alert', key: 'problem' }, state.problem),
      h(
        'p',
        { class: 'actions', key: 'actions' },
        h(
          'button',
          { type: 'submit', class: 'primary', disabled: state.isBusy },
          words.t(withdraw ? 'ack.withdraw' : 'ack.send'),
        ),
        button(words.t('cancel'), cancel),
      ),
    ),
  ];
}

function field(name, control) {
  return h('label', { class: 'field', key: name }, h('span', null, name), control);
}

function until(ctx) {
  const { words } = ctx;
  return h(
    'select',
    { name: 'until' },
    HOURS.map(hours => h('option', { value: hours, selected: hours === 4 }, words.count('ack.hours', hours))),
    h('option', { value: '' }, words.t('ack.untilCleared')),
  );
}

/** @returns null if the server took it, else the problem */
async function send(ctx, alert, withdraw, data) {
  const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  // By the time of day, also in a replay: people work by it.
  const until = data.until ? new Date((ctx.serverNow ?? Date.now()) + data.until * HOUR_MS).toISOString() : null;
  const body = withdraw ? undefined : JSON.stringify({ by: data.by, reason: data.reason, until });
  const url = `/api/v1/alerts/${encodeURIComponent(alert.key)}/acknowledgement`;
  try {
    const response = await fetch(url, { method: withdraw ? 'DELETE' : 'POST', headers, body });
    if (response.ok) {
      ctx.actions.remote.forget(`/api/v1/alerts/${encodeURIComponent(alert.key)}`);
      return null;
    }
    const answer = await response.json().catch(() => ({}));
    const isDenied = response.status === 401 || response.status === 403;
    const text = messageOf(answer) ?? String(response.status);
    return { isDenied, text: ctx.words.t(isDenied ? 'ack.denied' : 'ack.failed', { problem: text }) };
  } catch {
    return { isDenied: false, text: ctx.words.t('ack.unreachable') };
  }
}
