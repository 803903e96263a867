// SPDX-License-Identifier: Apache-2.0
// The alerts inbox: its parts are made by the server, anew when something changes.
import { one, say } from './lib/dom.js';
import { count } from './lib/format.js';
import { run, now } from './lib/run.js';
import * as api from './lib/api.js';
import { move, refresh, startParts, visible } from './lib/parts.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

// ---- rows

const current = () => document.activeElement?.closest?.('[data-alert]');

const rows = () => visible('[data-alert]');

const chosen = (target) => target?.closest?.('[data-alert]') ?? current() ?? rows()[0];

async function acknowledge(target) {
  const row = chosen(target);
  if (!row || run.closed || !one('[data-do="acknowledge"]', row)) return;
  const body = { alertname: row.dataset.name, fingerprint: row.dataset.fingerprint };
  if (await shell.attempt(() => api.post('acknowledged', body))) {
    say(`Acknowledged: ${row.dataset.name}`);
    refresh();
  }
}

function explore() {
  const row = chosen();
  if (row?.dataset.explore) location.assign(row.dataset.explore);
}

// ---- silences

const dialog = one('[data-silence]');
const form = one('[data-silence-form]');

function openSilence(target) {
  const row = chosen(target);
  if (!row || run.closed) return;
  form.elements.matchers.value = row.dataset.matchers;
  form.elements.comment.value = '';
  one('[data-refused]', form).textContent = '';
  dialog.showModal();
  form.elements.comment.focus();
  preview();
}

let previewing = 0;

async function preview() {
  const mine = ++previewing;
  const text = form.elements.matchers.value.trim();
  const line = one('[data-preview]', form);
  if (!text) return void (line.textContent = 'Give at least one matcher.');
  try {
    const alerts = await api.firing(text);
    if (mine !== previewing) return;
    const names = [...new Set(alerts.map((a) => a.labels.alertname))];
    line.textContent = alerts.length
      ? `Mutes ${count(alerts.length, 'alert')} that fires now: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`
      : 'No alert that fires now has these labels.';
  } catch (refused) {
    if (mine === previewing) line.textContent = refused.message;
  }
}

const MATCHER = /([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^,}\s]*))/g;

const matchers = (text) =>
  [...text.matchAll(MATCHER)].map(([, name, operator, quoted, bare]) => ({
    name,
    value: quoted === undefined ? bare : quoted.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c)),
    isRegex: operator.endsWith('~'),
    isEqual: operator.startsWith('='),
  }));

async function silence(event) {
  event.preventDefault();
  const { minutes, comment, matchers: text } = form.elements;
  const from = now();
  const body = {
    matchers: matchers(text.value),
    startsAt: new Date(from).toISOString(),
    endsAt: new Date(from + Number(minutes.value) * 60_000).toISOString(),
    createdBy: 'you',
    comment: comment.value,
  };
  try {
    await api.silence(body);
    dialog.close();
    say('Silenced');
    refresh();
  } catch (refused) {
    one('[data-refused]', form).textContent = refused.message;
  }
}

async function expire(_, target) {
  if (await shell.attempt(() => api.expireSilence(target.dataset.id))) {
    say('The silence has ended');
    refresh();
  }
}

// ---- page

shell.start();
look('');
shell.pinAs(() => ({ title: one('[data-part="sum"]').textContent.trim() || 'Alerts', signal: 'alert' }));
shell.keys({
  j: () => move('[data-alert]', 1),
  k: () => move('[data-alert]', -1),
  y: () => acknowledge(),
  s: () => openSilence(),
  x: explore,
  Enter: () => current() && document.activeElement === current() && explore(),
  '/': () => one('#match').focus(),
});
shell.buttons({
  acknowledge: (_, target) => acknowledge(target),
  silence: (_, target) => openSilence(target),
  expire,
});
form.addEventListener('submit', silence);
form.elements.matchers.addEventListener('input', preview);
one('[data-match]').addEventListener('submit', (event) => {
  event.preventDefault();
  const url = new URL(location.href);
  const text = one('#match').value.trim();
  if (text) url.searchParams.set('match', text);
  else url.searchParams.delete('match');
  history.replaceState(null, '', url);
  refresh();
});
for (const kind of ['alert', 'acknowledged', 'acted', 'warped']) stream.on(kind, refresh);
startParts();
api.viewed(['alert', '', 'Alerts']);
