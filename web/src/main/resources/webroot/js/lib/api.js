// SPDX-License-Identifier: Apache-2.0
// The run's public APIs, the same that Grafana, promtool or a script would call.
import { run } from './run.js';

// A refused query: the API's own message, and where in the query it points (1-based column).
export class Refused extends Error {
  constructor(message, status, body = {}) {
    super(message);
    this.status = status;
    this.body = body;
    const at = /(?:^|\s)(\d+):(\d+):|line (\d+), col(?:umn)? (\d+)/.exec(message);
    this.line = at ? Number(at[1] ?? at[3]) : 0;
    this.column = at ? Number(at[2] ?? at[4]) : 0;
  }
}

async function call(url, options = {}) {
  const response = await fetch(url, { headers: { Accept: 'application/json' }, ...options });
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (!response.ok) {
    const said = typeof body === 'string' ? body : (body?.error ?? body?.detail ?? body?.message ?? body?.title ?? (text.trim() || response.statusText));
    throw new Refused(String(said), response.status, typeof body === 'object' ? (body ?? {}) : {});
  }
  return body;
}

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, v]) => v !== '' && v !== undefined));

const seconds = (millis) => millis / 1000;

// ---- Prometheus

const prometheus = (path, values, signal) =>
  call(`${run.base}/prometheus/api/v1/${path}?${query(values)}`, { signal }).then((body) => body.data);

export const instant = (expression, at, signal) => prometheus('query', { query: expression, time: seconds(at) }, signal);

// One matrix: [{metric, values: [[seconds, text], …]}].
export const ranged = (expression, range, step, signal) =>
  prometheus('query_range', { query: expression, start: seconds(range.from), end: seconds(range.to), step }, signal);

export const exemplars = (expression, range, signal) =>
  prometheus('query_exemplars', { query: expression, start: seconds(range.from), end: seconds(range.to) }, signal);

export const labelValues = (name, signal) => prometheus(`label/${name}/values`, {}, signal);

export const prometheusAlerts = () => prometheus('alerts', {}).then((data) => data.alerts ?? []);

// ---- Alertmanager

export const firing = (filter = '') => call(`${run.base}/alertmanager/api/v2/alerts?${query({ filter })}`);

export const silence = (body) =>
  call(`${run.base}/alertmanager/api/v2/silences`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });

export const expireSilence = (id) => call(`${run.base}/alertmanager/api/v2/silence/${id}`, { method: 'DELETE' });

// ---- Loki: nanoseconds as text

const nanos = (millis) => `${Math.round(millis)}000000`;

export async function lines(expression, range, { limit = 500, direction = 'backward' } = {}, signal) {
  const values = { query: expression, start: nanos(range.from), end: nanos(range.to), limit, direction };
  const { data } = await call(`${run.base}/loki/loki/api/v1/query_range?${query(values)}`, { signal });
  return data;
}

export async function logMatrix(expression, range, step, signal) {
  const values = { query: expression, start: nanos(range.from), end: nanos(range.to), step };
  const { data } = await call(`${run.base}/loki/loki/api/v1/query_range?${query(values)}`, { signal });
  return data;
}

// ---- Tempo

export const searchTraces = (expression, range, limit = 50, signal) =>
  call(
    `${run.base}/tempo/api/search?${query({ q: expression, start: Math.floor(seconds(range.from)), end: Math.ceil(seconds(range.to)), limit })}`,
    { signal },
  );

export const trace = (id) => call(`${run.base}/tempo/api/v2/traces/${encodeURIComponent(id)}`);

// ---- the drill

export const facts = () => call(run.api);
export const changes = () => call(`${run.api}/changes`).then((body) => body.changes);
export const actions = () => call(`${run.api}/actions`).then((body) => body.actions);
export const scorecard = () => call(`${run.api}/scorecard`);
export const inventory = () => call(`${run.api}/inventory`).then((body) => body.services);

const send = (url, body, headers = {}) =>
  call(url, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

// What people can look at, each with `looks`, and what a shell's words for some begin with.
export const inspections = () =>
  call(`${run.api}/inspections`).then(({ inspections: all, shell }) => ({ looks: all.map((each) => ({ ...each, looks: true })), shell }));

export const inspect = (line) => send(`${run.api}/inspections`, { line });

export const preview = (line) => send(`${run.api}/actions/preview`, { line });

// A key makes a repeated send count once.
export const newKey = () =>
  crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');

export const act = (line, key = newKey()) => send(`${run.api}/actions`, { line }, { 'Idempotency-Key': key });

// What a person looked at, for the debrief; losing one matters to nobody.
export function viewed(...views) {
  if (run.closed) return;
  const url = location.pathname.slice(run.base.length + 1) + location.search;
  send(`${run.api}/views`, { views: views.map(([signal, query, title]) => ({ signal, query, title, url })) }).catch(() => undefined);
}

export const post = (kind, body, key = newKey()) =>
  send(`${run.api}/events`, { kind, body }, { 'Idempotency-Key': key });
