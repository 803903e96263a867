// SPDX-License-Identifier: Apache-2.0
// How numbers and times read. World times are UTC.

const two = (n) => String(n).padStart(2, '0');

export function time(millis, fraction = false) {
  const iso = new Date(millis).toISOString();
  return fraction ? iso.slice(11, 23) : iso.slice(11, 19);
}

export const minute = (millis) => new Date(millis).toISOString().slice(11, 16);

export const iso = (millis) => new Date(millis).toISOString().replace('.000Z', 'Z');

// 1:52 or 1:02:52, from seconds.
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const h = Math.floor(s / 3600);
  const m = Math.floor((s % 3600) / 60);
  return h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

// A span of time for a label: 18 min, 45 s, 2 h.
export function span(seconds) {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${+(seconds / 3600).toFixed(1)} h`;
}

// A latency: 3.42 s, 214 ms, 0.8 ms.
export function latency(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds >= 100) return `${Math.round(seconds)} s`;
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  const millis = seconds * 1000;
  return `${millis >= 10 || millis === 0 ? Math.round(millis) : millis.toFixed(1)} ms`;
}

// An axis value without needless digits: 10 ms, 0.3 s, 2 s.
export const latencyTick = (seconds) =>
  seconds === 0 ? '0 s' : seconds < 1 ? `${+(seconds * 1000).toPrecision(3)} ms` : `${+seconds.toPrecision(3)} s`;

const UNITS = [[1e9, 'G'], [1e6, 'M'], [1e4, 'k', 1e3]];

export function number(value) {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  for (const [from, unit, by = from] of UNITS) if (size >= from) return `${+(value / by).toPrecision(3)} ${unit}`;
  if (size >= 100) return String(Math.round(value));
  return size === 0 ? '0' : String(+value.toPrecision(3));
}

export const percent = (ratio) =>
  !Number.isFinite(ratio) ? '–' : `${+(ratio * 100).toFixed(ratio < 0.1 ? 2 : 1)} %`;

// Thousands in groups: 38 412.
export const grouped = (n) => n.toLocaleString('en-US').replaceAll(',', ' ');

export const count = (n, word, words = `${word}s`) => `${grouped(n)} ${n === 1 ? word : words}`;

// A text cut to a length at a word, with an ellipsis.
export const cut = (text, length) => (text.length <= length ? text : `${text.slice(0, length).replace(/\s+\S*$/, '')}…`);

export const shortId = (id) => (id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);
