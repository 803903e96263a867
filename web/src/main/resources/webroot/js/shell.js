// SPDX-License-Identifier: Apache-2.0
// What every page of a run has: clock, phases, severity, range, pins, keys, palette, live stream.
import { one, all, html, fill, icon, severity, say, typing } from './lib/dom.js';
import { time, clock, span, minute, iso, grouped, cut } from './lib/format.js';
import { run, now, correct, elapsed, millisOf, tickOf } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import { flipTheme } from './lib/theme.js';
import { keyboardBrush } from './lib/chart.js';
import { openDeclare, closeDeclare } from './declareform.js';

// ---- clock

function showClock() {
  const seconds = clock(elapsed());
  for (const element of all('[data-clock]')) if (element.textContent !== seconds) element.textContent = seconds;
  const world = one('[data-world]');
  if (world) world.textContent = time(now());
  const left = one('[data-left]');
  if (left && !run.closed) left.textContent = clock(run.limitSeconds - elapsed());
}

// ---- incident bar

export async function refreshFacts() {
  try {
    showFacts(await api.facts());
  } catch {
    // The bar keeps what the server rendered.
  }
}

function showFacts(facts) {
  correct(facts.time, facts.paused);
  if (facts.severity) fill(one('[data-severity]'), severity(facts.severity, 'large'));
  if (facts.paused !== undefined) all('[data-clock]').forEach((c) => c.classList.toggle('paused', facts.paused));
  if (facts.closed && !run.closed && !leaving) location.reload();
}

// The page came before its world: modules fill in what they ask for. Where that took so long that some
// of them were refused, the page is made anew.
async function awaitWorld() {
  let refused = false;
  while (run.preparing) {
    try {
      await api.changes();
      run.preparing = false;
    } catch {
      refused = true;
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  }
  const place = one('[data-place]');
  if (place) place.textContent = place.dataset.place;
  dispatchEvent(new CustomEvent('brownout:ready'));
  if (refused) {
    closeDeclare();
    location.reload();
  }
}

// What users felt so far: facts of the world that the clock does not wait for.
async function showHarm() {
  const element = one('[data-harm]');
  if (!element || document.hidden) return;
  try {
    const { impact } = await api.scorecard();
    if (!impact) return;
    one('[data-harm-name]').textContent = impact.harm[0].toUpperCase() + impact.harm.slice(1);
    element.textContent = grouped(Math.round(impact.bad));
  } catch {
    // Stays as it was.
  }
}

function showPhases({ phases }) {
  for (const phase of phases) {
    const item = one(`[data-phase="${phase.name}"]`);
    if (!item) continue;
    const reached = phase.tick !== undefined;
    one('[data-time]', item).textContent = reached ? clock((millisOf(phase.tick) - run.startMillis) / 1000) : '';
    item.classList.toggle('done', reached);
    item.classList.remove('now');
    item.removeAttribute('aria-current');
  }
  const next = all('.phase').find((item) => !item.classList.contains('done'));
  next?.classList.add('now');
  next?.setAttribute('aria-current', 'step');
}

function setUpSeverity() {
  const button = one('[data-severity]');
  const menu = one('[data-severity-menu]');
  popover(button, menu);
  for (const choice of all('[data-set-severity]', menu)) {
    choice.addEventListener('click', async () => {
      menu.hidden = true;
      button.setAttribute('aria-expanded', 'false');
      button.focus();
      const chosen = choice.dataset.setSeverity;
      await attempt(() => api.post('severity_set', { severity: chosen, affected: [] }));
      fill(button, severity(chosen, 'large'));
      refreshFacts();
    });
  }
}

// A button that opens a menu below itself; Esc and a click elsewhere close it, arrows move in it.
function popover(button, menu) {
  const open = (state) => {
    menu.hidden = !state;
    button.setAttribute('aria-expanded', String(state));
    if (state) one('button', menu)?.focus();
  };
  button.addEventListener('click', () => open(menu.hidden));
  menu.addEventListener('keydown', (event) => {
    const items = all('button', menu);
    const at = items.indexOf(document.activeElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length].focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length].focus();
    else if (event.key === 'Escape') {
      open(false);
      button.focus();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) open(false);
  });
}

// Runs what may be refused and says why it was. Returns undefined then.
export async function attempt(work) {
  try {
    return (await work()) ?? {};
  } catch (refused) {
    say(refused.message);
    return undefined;
  }
}

// ---- range

function showRange() {
  const text = one('[data-range-text]');
  if (!text) return;
  const { from, to, live } = view.range();
  const length = (to - from) / 1000;
  const exact = length < 300 ? time : minute;
  text.textContent = `${exact(from)} – ${live ? 'now' : exact(to)}`;
  one('[data-range-length]').textContent = span(length);
}

function shift(halves) {
  const { from, to } = view.range();
  const by = ((to - from) / 2) * halves;
  view.setRange(Math.min(from + by, now() - 1e4), Math.min(to + by, now()));
}

function zoom(factor) {
  const { from, to, live } = view.range();
  const length = (to - from) * factor;
  const middle = live ? to - length / 2 : (from + to) / 2;
  view.setRange(middle - length / 2, Math.min(middle + length / 2, now()));
}

// ---- pins

// What P keeps: pages say more by replacing this.
let describe = () => ({ title: document.title.split(' · ')[0], signal: 'metric' });

export const pinAs = (describer) => (describe = describer);

export async function pin() {
  const { from, to } = view.range();
  const what = describe();
  const body = {
    id: `p${api.newKey().replaceAll('-', '').slice(0, 12)}`,
    url: location.pathname + location.search,
    title: cut(what.title, 140),
    signal: what.signal,
    fromTick: tickOf(from),
    toTick: tickOf(to),
    atTick: tickOf(Math.min(what.at ?? to, now())),
    snapshot: (what.snapshot ?? '').slice(0, 2000),
  };
  if (await attempt(() => api.post('pinned', body))) {
    say(`Pinned: ${body.title}`);
    dispatchEvent(new CustomEvent('brownout:pinned', { detail: body }));
  }
}

export const signalIcon = (signal) => ({ metric: 'metric', log: 'log', trace: 'trace', alert: 'bell', change: 'change' })[signal] ?? 'pin';

async function copyLink() {
  const url = new URL(location.href);
  const { from, to } = view.range();
  url.searchParams.set('from', iso(from));
  url.searchParams.set('to', iso(to));
  await attempt(() => navigator.clipboard.writeText(url.href));
  say('Link copied');
}

// ---- palette

function setUpPalette() {
  const dialog = one('[data-palette]');
  const input = one('input', dialog);
  const list = one('ul', dialog);
  let found = [];
  let at = 0;
  const pages = [
    ['console', 'Console', ''], ['bell', 'Alerts', '/alerts'], ['metric', 'Metrics', '/x/metrics'], ['log', 'Logs', '/x/logs'],
    ['trace', 'Traces', '/x/traces'], ['change', 'Changes', '/changes'], ['target', 'Targets', '/targets'], ['target', 'TSDB status', '/tsdb-status'],
    ['note', 'Runbooks', '/runbooks'], ['note', 'Playbook', '/playbook'], ['note', 'Channel', '/channel'], ['bolt', 'Hints', '/hints'],
    ['flag', 'Declare root cause', '/declare'],
  ].map(([kind, name, path]) => ({ kind, name, go: () => (path === '/declare' ? (dialog.close(), openDeclare()) : location.assign(view.link(run.base + path))) }));
  const services = run.services.flatMap((service) => [
    { kind: 'console', name: `${service}: golden signals`, go: () => location.assign(view.link(run.base, { svc: service })) },
    { kind: 'log', name: `${service}: logs`, go: () => location.assign(view.link(`${run.base}/x/logs`, { q: `{service="${service}"}`, svc: service })) },
    { kind: 'trace', name: `${service}: traces`, go: () => location.assign(view.link(`${run.base}/x/traces`, { q: `{ resource.service.name = "${service}" }`, svc: service })) },
  ]);
  // Runbooks are those of the list of them, asked for once somebody looks for something.
  let runbooks = [];
  const loadRunbooks = async () => {
    if (runbooks.length) return;
    try {
      const answer = await fetch(`${run.base}/runbooks`, { headers: { Accept: 'text/html' } });
      const list = new DOMParser().parseFromString(await answer.text(), 'text/html');
      runbooks = all('[data-row] [data-page]', list).map((link) => {
        const path = link.getAttribute('href');
        return { kind: 'note', name: `${link.dataset.page}: runbook`, go: () => location.assign(view.link(path)) };
      });
      if (dialog.open) paint();
    } catch {
      // The next time it is opened.
    }
  };
  const paint = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = [...pages, ...services, ...runbooks].filter((e) => words.every((w) => e.name.toLowerCase().includes(w))).slice(0, 60);
    at = Math.min(at, Math.max(0, found.length - 1));
    fill(list, found.map((e, i) => html`<li role="option" id="palette-${i}" aria-selected="${i === at}" data-i="${i}">${icon(e.kind, 's')}<span>${e.name}</span></li>`));
    input.setAttribute('aria-activedescendant', `palette-${at}`);
    one('[aria-selected="true"]', list)?.scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', () => ((at = 0), paint()));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') at = Math.min(found.length - 1, at + 1);
    else if (event.key === 'ArrowUp') at = Math.max(0, at - 1);
    else if (event.key === 'Enter') return found[at]?.go();
    else return;
    event.preventDefault();
    paint();
  });
  list.addEventListener('click', (event) => found[event.target.closest('li')?.dataset.i]?.go());
  return () => {
    input.value = '';
    at = 0;
    dialog.showModal();
    paint();
    loadRunbooks();
  };
}

// ---- keys and buttons

let openPalette = () => {};

const GO = { c: '', a: '/alerts', m: '/x/metrics', l: '/x/logs', t: '/x/traces', h: '/changes', p: '/targets', r: '/runbooks', i: '/channel' };

const DO = {
  theme: flipTheme,
  palette: () => openPalette(),
  declare: () => openDeclare(),
  pin,
  copy: copyLink,
  help: () => one('[data-help]').showModal(),
  'zoom-in': () => zoom(0.5),
  'zoom-out': () => zoom(2),
  'pan-back': () => shift(-1),
  'pan-on': () => shift(1),
  finish,
};

const KEYS = {
  D: 'declare', P: 'pin', U: 'copy', '?': 'help', '-': 'zoom-out', '+': 'zoom-in', '=': 'zoom-in', '[': 'pan-back', ']': 'pan-on',
};

// Pages add their own: `keys({ j: fn })`, `buttons({ wrap: fn })`.
const pageKeys = {};
export const keys = (more) => Object.assign(pageKeys, more);
export const buttons = (more) => Object.assign(DO, more);

let prefix = 0;

function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    return openPalette();
  }
  if (event.key === 'T' && event.shiftKey && !typing(event)) return flipTheme();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event) || one('dialog[open]')) return undefined;
  if (Date.now() - prefix < 1500) {
    prefix = 0;
    const path = GO[event.key];
    if (path !== undefined) return location.assign(view.link(run.base + path));
  }
  if (event.key === 'g') return void (prefix = Date.now());
  if (event.key === '.') return view.setLast(Math.round((view.range().to - view.range().from) / 6e4) || 15);
  if (event.key === 'b' || event.key === 'B') return keyboardBrush();
  if (event.key === 'Backspace') return history.back();
  const own = pageKeys[event.key] ?? pageKeys[event.key.toLowerCase()];
  const name = KEYS[event.key] ?? KEYS[event.key.toUpperCase()];
  if (own ? own(event) !== false : name && DO[name]) {
    event.preventDefault();
    if (!own) DO[name](event);
  }
  return undefined;
}

let leaving = false;

async function finish() {
  if (!confirm('End this drill and see the debrief? The clock stops and nothing can be declared any more.')) return;
  leaving = true;
  if (await attempt(() => api.post('finished', {}))) location.assign(`${run.base}/debrief`);
  else leaving = false;
}

function clicked(event) {
  const target = event.target.closest('[data-do]');
  const action = target && DO[target.dataset.do];
  if (action && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    action(event, target);
  }
}

const RANGE = { from: true, to: true };

// Links to other pages of the run carry the range at the moment of the click, and what else they had.
function follow(event) {
  const anchor = event.target.closest('a[data-nav]');
  if (!anchor) return;
  const { origin, pathname, searchParams } = new URL((anchor.dataset.path ??= anchor.href));
  const own = [...searchParams].filter(([name]) => !(name in RANGE && view.get(name)));
  anchor.href = origin + view.link(pathname, Object.fromEntries(own));
}

export function start() {
  openPalette = setUpPalette();
  setUpSeverity();
  const range = one('[data-do="range"]');
  if (range) {
    popover(range, one('[data-range-menu]'));
    for (const choice of all('[data-last]')) {
      choice.addEventListener('click', () => {
        one('[data-range-menu]').hidden = true;
        range.focus();
        view.setLast(Number(choice.dataset.last));
      });
    }
  }
  delete DO.range;
  if (run.preparing) awaitWorld();
  addEventListener('keydown', pressed);
  document.addEventListener('click', clicked);
  document.addEventListener('click', follow, true);
  for (const dialog of all('dialog')) {
    for (const close of all('[data-close]', dialog)) {
      close.addEventListener('click', (event) => {
        event.preventDefault();
        dialog.matches('.declare') ? closeDeclare() : dialog.close();
      });
    }
  }
  view.onChange(showRange);
  showRange();
  showClock();
  setInterval(showClock, 250);
  setInterval(() => view.range().live && showRange(), 5000);
  stream.on('phase', showPhases);
  for (const kind of ['severity_set', 'paused', 'resumed', 'finished', 'expired', 'warped']) stream.on(kind, refreshFacts);
  showHarm();
  if (run.closed) return;
  stream.open();
  setInterval(showHarm, 15_000);
}
