// SPDX-License-Identifier: Apache-2.0
// The alerts inbox. The server makes its parts; this module has them made anew when something changes,
// and leaves the focused row where it is.
import { one, all, say } from './lib/dom.js';
import { clock, count } from './lib/format.js';
import { run, now } from './lib/run.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const REFRESH = 15_000;

// ---- parts

let loading = null;

async function refresh() {
  loading?.abort();
  loading = new AbortController();
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' }, signal: loading.signal });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of all('[data-part]')) swap(part, one(`[data-part="${part.dataset.part}"]`, fresh));
    ages();
  } catch {
    // The next change tries again.
  }
}

// Ages are left out of the comparison: they go on by themselves.
const said = (part) => part.innerHTML.replace(/(data-since="\d+"[^>]*>)[^<]*/g, '$1').replace(/next flush [\d:]+/g, '');

function swap(part, fresh) {
  if (!fresh || said(part) === said(fresh)) return;
  const focused = document.activeElement?.closest?.('[data-key]')?.dataset.key;
  const open = all('details[open]', part).map((d) => d.dataset.key);
  const row = focused && rowOf(focused);
  const top = row?.getBoundingClientRect().top;
  part.innerHTML = fresh.innerHTML;
  for (const details of all('details', part)) details.open = open.includes(details.dataset.key);
  const again = focused && rowOf(focused);
  if (again) {
    again.focus({ preventScroll: true });
    part.scrollTop += again.getBoundingClientRect().top - top; // new groups do not move it
  }
}

const rowOf = (key) => all('[data-alert]').find((row) => row.dataset.key === key);

function ages() {
  for (const age of all('[data-since]')) age.textContent = clock(Math.max(0, (now() - Number(age.dataset.since)) / 1000));
}

// ---- rows

const rows = () => all('[data-alert]').filter((row) => row.checkVisibility());
const current = () => document.activeElement?.closest?.('[data-alert]');

function move(by) {
  const list = rows();
  const at = list.indexOf(current());
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

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
  j: () => move(1),
  k: () => move(-1),
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
addEventListener('brownout:ready', refresh);
setInterval(ages, 1000);
setInterval(refresh, REFRESH);
ages();
api.viewed(['alert', '', 'Alerts']);
