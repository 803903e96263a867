// SPDX-License-Identifier: Apache-2.0
// The console: alerts, changes, four charts, the action prompt, notebook and channel.
import { one, all, html, fill, icon, severity, say } from './lib/dom.js';
import { time, clock, latency, latencyTick, number, count, shortId, minute } from './lib/format.js';
import { run, now, millisOf } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as queries from './lib/queries.js';
import { chartAt, columns, stepFor, color, dash } from './lib/chart.js';
import * as shell from './shell.js';
import { look } from './declareform.js';
import { setUpPrompt } from './prompt.js';
import { hear } from './lib/channel.js';

const BEFORE_ALERT = 6 * 60_000;
const MOST_CALLEES = 8;

let groups = [];
let selected = '';
let changes = [];

const service = () => view.get('svc') || run.front;
const region = () => view.get('region');

// ---- alerts

const LEVEL = { critical: 'P1', page: 'P1', warning: 'P2', info: 'P3' };

const level = (labels) => (/^p[0-3]$/i.test(labels.severity ?? '') ? labels.severity.toUpperCase() : (LEVEL[labels.severity] ?? 'P3'));

function grouped(alerts) {
  const byName = new Map();
  for (const alert of alerts) {
    const name = alert.labels.alertname;
    if (!byName.has(name)) byName.set(name, { name, alerts: [] });
    byName.get(name).alerts.push(alert);
  }
  return [...byName.values()]
    .map((group) => ({
      ...group,
      level: group.alerts.map((a) => level(a.labels)).sort()[0],
      since: Math.min(...group.alerts.map((a) => Date.parse(a.startsAt))),
    }))
    .sort((a, b) => a.level.localeCompare(b.level) || a.since - b.since || a.name.localeCompare(b.name));
}

let acknowledged = new Set();

async function loadAlerts() {
  let alerts;
  try {
    alerts = (await api.firing()).filter((a) => !a.endsAt || Date.parse(a.endsAt) > now() || a.status?.state === 'active');
  } catch {
    return;
  }
  groups = grouped(alerts);
  one('[data-alert-count]').textContent = groups.length ? `${alerts.length} firing in ${count(groups.length, 'group')}` : '';
  one('[data-quiet]').textContent = groups.length ? '' : 'All quiet. Look around.';
  showAlerts();
}

function showAlerts() {
  const area = one('[data-alerts]');
  const focused = document.activeElement?.dataset?.group;
  fill(area, groups.length ? groups.map(groupMarkup) : html`<p class="empty">Nothing firing. The rules are evaluated every 15 s.</p>`);
  if (focused && document.activeElement?.dataset?.group !== focused) one(`[data-group="${CSS.escape(focused)}"]`, area)?.focus();
  for (const age of all('[data-since]', area)) age.textContent = clock((now() - Number(age.dataset.since)) / 1000);
}

function groupMarkup(group) {
  const first = group.alerts[0];
  const acked = acknowledged.has(group.name);
  const where = [...new Set(group.alerts.map((a) => a.labels.service).filter(Boolean))];
  return html`<article class="group" ${group.name === selected ? 'data-selected' : ''}>
    <div class="row">${severity(group.level)}${where.length === 1 ? html`<span class="tag mono">${where[0]}</span>` : ''}<span class="grow"></span><span class="tiny faint num" data-since="${group.since}"></span></div>
    <h3><button type="button" data-group="${group.name}" aria-pressed="${group.name === selected}">${group.name}</button></h3>
    <p class="small soft">${first.annotations?.summary ?? first.annotations?.description ?? ''}</p>
    ${group.alerts.length > 1 ? group.alerts.slice(0, 4).map((a) => html`<div class="alert"><span class="clip mono tiny">${a.labels.service ?? a.labels.instance ?? a.labels.pod ?? ''}</span><span class="tiny faint">${a.labels.region ?? ''}</span><span class="tiny faint num" data-since="${Date.parse(a.startsAt)}"></span></div>`) : ''}
    <div class="meta">${acked ? html`<span class="tag ok">Acknowledged</span>` : run.closed ? '' : html`<button class="tag" type="button" data-ack="${group.name}">Acknowledge <kbd>y</kbd></button>`}
    ${explore(group, 'x/metrics', queries.errorRatio(first.labels.service, first.labels.region), 'Metrics')}
    ${explore(group, 'x/logs', first.annotations?.logs, 'Logs')}
    ${explore(group, 'x/traces', first.annotations?.traces, 'Traces')}</div>
  </article>`;
}

const explore = (group, page, q, name) =>
  q ? html`<a class="link" href="${view.link(`${run.base}/${page}`, { q, ...around(group) })}">${name}</a>` : '';

function around(group) {
  const labels = group.alerts[0].labels;
  return { from: new Date(group.since - BEFORE_ALERT).toISOString().replace('.000', ''), to: 'now', svc: labels.service ?? '', region: labels.region ?? '' };
}

function selectAlert(name) {
  const group = groups.find((g) => g.name === name);
  if (!group) return;
  selected = name;
  view.set({ ...around(group), alert: name });
  showAlerts();
}

async function acknowledge(name) {
  const group = groups.find((g) => g.name === name);
  if (!group || acknowledged.has(name)) return;
  if (await shell.attempt(() => api.post('acknowledged', { alertname: name, fingerprint: group.alerts[0].fingerprint ?? '' }))) {
    acknowledged.add(name);
    showAlerts();
    shell.refreshFacts();
  }
}

// ---- changes

async function loadChanges() {
  try {
    changes = await api.changes();
  } catch {
    return;
  }
  showChanges();
}

function showChanges() {
  const { from, to } = view.range();
  const shown = changes.filter((c) => c.time >= from && c.time <= to);
  const badge = one('[data-changes-count]');
  if (badge) badge.textContent = shown.length || '';
  one('[data-changes-since]').textContent = `since ${minute(from)}`;
  fill(one('[data-changes]'), shown.length
    ? shown.map((c) => html`<a href="${view.link(`${run.base}/changes`)}#c${c.id}" title="${c.summary}"><time>${time(c.time)}</time><span class="clip">${c.target}</span><span class="faint clip">${c.summary}</span></a>`)
    : html`<p class="none faint">none</p>`);
}

// ---- charts

const charts = {};

function setUpCharts() {
  charts.requests = chartAt('requests');
  charts.errors = chartAt('errors', { format: (v) => `${+v.toPrecision(2)}%` });
  charts.latency = chartAt('latency', { format: latencyTick, log: true, onPick: openExemplar });
  charts.downstream = chartAt('downstream', { format: latencyTick });
}

let drawing = null;

async function draw() {
  drawing?.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  const range = view.range();
  const step = stepFor(range);
  const marks = changes.filter((c) => c.time >= range.from && c.time <= range.to).map((c) => ({ at: c.time }));
  const ask = (expression) => api.ranged(expression, range, step, signal).then((data) => columns(data.result, range, step));
  const [svc, reg] = [service(), region()];
  record(svc, reg);
  const panels = [
    async () => {
      const { times, rows } = await ask(queries.requests(svc, reg));
      single('requests', { range, marks, times, row: rows[0], color: 'v1' }, number);
    },
    async () => {
      const { times, rows } = await ask(queries.errorRatio(svc, reg));
      single('errors', { range, marks, times, row: rows[0], color: 'bad', top: 2 }, (v) => `${v.toFixed(v < 10 ? 2 : 1)} %`);
    },
    () => drawLatency(ask, { svc, reg, range, step, marks, signal }),
    async () => {
      const { times, rows } = await ask(queries.downstream(svc, reg));
      rows.sort((a, b) => a.labels.peer_service.localeCompare(b.labels.peer_service));
      const all = rows.map((r, i) => ({ name: r.labels.peer_service, values: r.values, color: color(i), dash: dash(i) }));
      const series = slowest(all);
      one('[data-sub="downstream"]').textContent =
        series.length < all.length ? `p99, slowest ${series.length} of ${all.length} called` : 'p99 by service called';
      charts.downstream.show({ range, marks, times, series, empty: `${svc} calls nobody` });
      legend('downstream', series);
    },
  ];
  await Promise.all(panels.map((panel) => panel().catch((refused) => refused.name === 'AbortError' || console.warn(refused.message))));
}

// A chart of more lines cannot be read.
function slowest(series) {
  const peak = (s) => s.values.reduce((most, v) => (v > most ? v : most), 0);
  const shown = new Set([...series].sort((a, b) => peak(b) - peak(a)).slice(0, MOST_CALLEES));
  return series.filter((s) => shown.has(s));
}

let recorded = '';

// For the debrief: which charts were on the screen, once per service, region and alert.
function record(svc, reg) {
  const key = [svc, reg, selected].join();
  if (key === recorded) return;
  recorded = key;
  const about = `of ${svc}${selected ? `, ${selected}` : ''}`;
  api.viewed(
    ...(selected ? [['alert', selected, selected]] : []),
    ['metric', queries.requests(svc, reg), `Requests ${about}`],
    ['metric', queries.errorRatio(svc, reg), `Errors ${about}`],
    ['metric', queries.quantile(0.99, svc, reg), `Latency ${about}`],
    ['metric', queries.downstream(svc, reg), `Downstream calls ${about}`],
  );
}

function single(name, { range, marks, times, row, color: tone, top = 0 }, format) {
  const series = row ? [{ name, values: row.values, color: tone, area: true }] : [];
  charts[name].show({ range, marks, times, series, top });
  const last = row?.values.findLast((v) => v !== null);
  one(`[data-value="${name}"]`).textContent = last === undefined ? '' : format(last);
}

async function drawLatency(ask, { svc, reg, range, step, marks, signal }) {
  const [spread, p50, p99, found] = await Promise.all([
    ask(queries.buckets(svc, reg)),
    ask(queries.quantile(0.5, svc, reg)),
    ask(queries.quantile(0.99, svc, reg)),
    api.exemplars(queries.exemplars(svc, reg), range, signal),
  ]);
  const named = [['p50', p50], ['p99', p99]].filter(([, q]) => q.rows.length);
  const series = named.map(([name, q], i) => ({ name, values: q.rows[0].values, color: ['v3', 'v2'][i], dash: dash(i) }));
  const exemplars = found.flatMap((s) =>
    s.exemplars.map((e) => ({
      at: Number(e.timestamp) * 1000,
      value: Number(e.value),
      traceId: e.labels.traceID ?? e.labels.trace_id ?? e.labels.traceId,
      series: s.seriesLabels,
    })),
  );
  for (const e of exemplars) e.label = `${latency(e.value)} at ${time(e.at)}, exemplar`;
  charts.latency.show({ range, marks, times: spread.times, series, exemplars: dedupe(exemplars), heat: heatOf(spread, step) });
  legend('latency', series);
  one('[data-sub="latency"]').textContent = `${svc}, requests per bucket`;
}

// An exemplar may be listed for several buckets; one diamond each.
const dedupe = (list) => [...new Map(list.map((e) => [`${e.traceId}@${e.at}`, e])).values()];

// Cumulative bucket rates to requests per bucket: spans [low, high] of each row in seconds.
function heatOf({ times, rows }, step) {
  const sorted = rows
    .map((r) => ({ bound: r.labels.le === '+Inf' ? Infinity : Number(r.labels.le), values: r.values }))
    .sort((a, b) => a.bound - b.bound);
  const finite = sorted.filter((r) => Number.isFinite(r.bound));
  if (finite.length < 2) return null;
  const last = finite.at(-1).bound;
  const all = sorted.map((r, i) => {
    const low = i === 0 ? r.bound / 2 : sorted[i - 1].bound;
    const below = i === 0 ? null : sorted[i - 1].values;
    return {
      span: [low, Number.isFinite(r.bound) ? r.bound : last * 2],
      counts: r.values.map((v, t) => (v === null ? 0 : Math.max(0, v - (below?.[t] ?? 0)))),
    };
  });
  const used = all.filter((r) => r.counts.some((n) => n > 1e-9));
  return used.length ? { times, step, spans: used.map((r) => r.span), counts: used.map((r) => r.counts) } : null;
}

function legend(name, series) {
  fill(one(`[data-legend="${name}"]`), series.map((s) => html`<span><svg viewBox="0 0 16 6" aria-hidden="true"><path d="M0 3h16" stroke="var(--${s.color})" stroke-width="2" stroke-dasharray="${(s.dash ?? []).join(' ')}"/></svg>${s.name}</span>`));
}

// ---- exemplar popover

let openedBy = null;

function openExemplar(exemplar, button) {
  closeExemplar();
  openedBy = button;
  button.setAttribute('aria-expanded', 'true');
  const { series } = exemplar;
  const trail = [selected && `alert ${selected}`, 'latency', `exemplar ${time(exemplar.at)}`].filter(Boolean).join('>');
  const href = view.link(`${run.base}/x/traces/${exemplar.traceId}`, { svc: service(), trail });
  const pop = document.createElement('div');
  pop.className = 'pop exemplar';
  pop.setAttribute('role', 'dialog');
  pop.setAttribute('aria-label', 'Exemplar');
  fill(pop, html`<div class="row"><span class="value num">${latency(exemplar.value)}</span><span class="tiny faint num">${time(exemplar.at)}</span><span class="grow"></span><span class="tag mono">${shortId(exemplar.traceId)}</span></div>
    <p class="tiny faint clip">${[series.method, series.route].filter(Boolean).join(' ')}${series.pod ? ` on ${series.pod}` : ''}${series.status ? `, ${series.status}` : ''}</p>
    <div class="row"><a class="button" href="${href}">View trace <kbd>↵</kbd></a><a class="button quiet" href="${view.link(`${run.base}/x/logs`, { q: `{service="${series.service ?? service()}"} |= "${exemplar.traceId}"` })}">Logs</a><button class="button quiet" type="button" data-pin-exemplar>Pin</button></div>`);
  document.body.append(pop);
  place(pop, button);
  one('[data-pin-exemplar]', pop).addEventListener('click', () => {
    shell.pinAs(() => ({ title: `${latency(exemplar.value)} exemplar at ${time(exemplar.at)}, ${service()}`, signal: 'metric', at: exemplar.at }));
    shell.pin().finally(describeView);
    closeExemplar();
  });
  one('a', pop).focus();
  pop.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closeExemplar(true);
  });
}

// Beside the diamond, flipped where it would leave the window.
function place(pop, button) {
  const at = button.getBoundingClientRect();
  const box = pop.getBoundingClientRect();
  const left = at.left + at.width / 2 - box.width - 8 < 8 ? at.right + 8 : at.left - box.width - 4;
  const top = at.bottom + box.height + 8 > innerHeight ? at.top - box.height - 6 : at.bottom + 4;
  pop.style.position = 'fixed';
  pop.style.left = `${left}px`;
  pop.style.top = `${top}px`;
}

function closeExemplar(focus = false) {
  one('.pop.exemplar')?.remove();
  openedBy?.setAttribute('aria-expanded', 'false');
  if (focus) openedBy?.focus();
  openedBy = null;
}

document.addEventListener('pointerdown', (event) => {
  if (openedBy && !event.target.closest('.pop.exemplar, .diamond')) closeExemplar();
});

// ---- notebook and channel

async function loadNotebook() {
  try {
    const facts = await api.facts();
    acknowledged = new Set(Object.keys(facts.acknowledged));
    showPins(facts.pins);
  } catch {
    showPins([]);
  }
}

function showPins(pins) {
  one('[data-pin-count]').textContent = pins.length ? `${pins.length} pinned` : '';
  fill(one('[data-pins]'), pins.length
    ? pins.map((p) => html`<a class="pin" href="${p.url}">${icon(shell.signalIcon(p.signal))}<span class="clip" title="${p.title}">${p.title}</span><span class="tiny faint num">${time(p.time)}</span></a>`)
    : html`<p class="empty">Press <kbd>P</kbd> on anything.</p>`);
}

function setUpChannel() {
  one('[data-compose]').addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = event.target.elements.text;
    const text = input.value.trim();
    if (text && (await shell.attempt(() => api.post('noted', { text })))) input.value = '';
  });
}

// ---- the whole

function describeView() {
  shell.pinAs(() => {
    const errors = one('[data-value="errors"]').textContent;
    return { title: `${service()}${region() ? ` in ${region()}` : ''}: ${errors ? `errors ${errors}` : 'golden signals'}`, signal: 'metric', at: view.range().to };
  });
}

function setUpPickers() {
  const [svc, reg] = [one('[data-service]'), one('[data-region]')];
  const show = () => {
    svc.value = service();
    reg.value = region();
    look(view.get('svc'));
  };
  svc.addEventListener('change', () => view.set({ svc: svc.value }));
  reg.addEventListener('change', () => view.set({ region: reg.value }));
  view.onChange(show);
  show();
}

// Once for a burst of news, such as the replay after connecting.
function soon(work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, 300);
  };
}

function step(by) {
  const buttons = all('[data-group]');
  const at = buttons.indexOf(document.activeElement);
  buttons[Math.max(0, Math.min(buttons.length - 1, at + by))]?.focus();
}

selected = view.get('alert');
shell.keys({
  j: () => step(1),
  k: () => step(-1),
  y: () => acknowledge(document.activeElement?.dataset?.group ?? selected ?? groups[0]?.name),
  n: () => one('#note').focus(),
  m: () => one('#note').focus(),
  a: () => one('[data-prompt] input').focus(),
});
shell.buttons({ note: () => one('#note').focus() });
shell.start();
setUpCharts();
setUpPickers();
setUpChannel();
setUpPrompt();
describeView();

one('[data-alerts]').addEventListener('click', (event) => {
  const ack = event.target.closest('[data-ack]');
  if (ack) return acknowledge(ack.dataset.ack);
  const group = event.target.closest('[data-group]');
  return group && selectAlert(group.dataset.group);
});

view.onChange(() => {
  closeExemplar();
  selected = view.get('alert');
  showAlerts();
  showChanges();
  draw();
});
stream.on('*', hear);
stream.on('alert', soon(loadAlerts));
for (const kind of ['acted', 'change', 'warped']) stream.on(kind, soon(() => loadChanges().then(draw)));
for (const kind of ['pinned', 'acknowledged']) stream.on(kind, soon(loadNotebook));
addEventListener('brownout:pinned', loadNotebook);

draw();
loadChanges().then(draw);
loadNotebook().then(loadAlerts);
setInterval(() => {
  if (document.hidden || run.closed) return;
  loadAlerts();
  if (view.range().live && !openedBy && !one('dialog[open]')) draw();
}, 5000);
