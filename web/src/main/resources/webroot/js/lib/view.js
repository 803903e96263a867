// SPDX-License-Identifier: Apache-2.0
// What the page shows, kept in the URL and nowhere else: from, to, q, svc, region, span, trail.
import { iso } from './format.js';
import { now } from './run.js';

const listeners = new Set();
const UNIT = { s: 1e3, m: 6e4, h: 3.6e6 };

export const get = (name) => new URLSearchParams(location.search).get(name) ?? '';

// Sets parameters; an empty value removes one. `replace` leaves no step to come back to.
export function set(values, { replace = false, quiet = false } = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === null || value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  const url = location.pathname + (text ? `?${text}` : '') + location.hash;
  if (url !== location.pathname + location.search + location.hash) {
    history[replace ? 'replaceState' : 'pushState'](null, '', url);
  }
  if (!quiet) changed();
}

export const onChange = (listener) => listeners.add(listener);

function changed() {
  for (const listener of listeners) listener();
}

addEventListener('popstate', changed);

function instant(text, fallback) {
  const relative = /^now(?:-(\d+)([smh]))?$/.exec(text);
  if (relative) return now() - (relative[1] ? Number(relative[1]) * UNIT[relative[2]] : 0);
  const parsed = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(parsed) ? parsed : fallback;
}

// The shared range in world milliseconds; `live` when it ends at now.
export function range() {
  const toText = get('to') || 'now';
  const live = toText === 'now';
  const to = instant(toText, now());
  const from = instant(get('from') || 'now-15m', to - 9e5);
  return from < to ? { from, to, live } : { from: to - 6e4, to, live };
}

// Shows [from, to]; an end at or after now follows the clock.
export function setRange(from, to, options) {
  const start = Math.floor(from / 1000) * 1000;
  const end = Math.max(start + 1e4, Math.ceil(to / 1000) * 1000);
  set({ from: iso(start), to: end >= now() - 1000 ? 'now' : iso(end) }, options);
}

export const setLast = (minutes) => set({ from: `now-${minutes}m`, to: 'now' });

// A link to another page of the run that carries the range, and what else is given.
export function link(path, values = {}) {
  const query = new URLSearchParams();
  for (const name of ['from', 'to', 'svc', 'region']) if (get(name)) query.set(name, get(name));
  for (const [name, value] of Object.entries(values)) {
    if (value === '' || value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return path + (text ? `?${text}` : '');
}
