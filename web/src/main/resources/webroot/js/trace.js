// SPDX-License-Identifier: Apache-2.0
// One trace: facts, tree and waterfall, the selected span, and its logs docked below.
import { one, all, html, fill, icon } from './lib/dom.js';
import { count, cut, latency, time, shortId } from './lib/format.js';
import { run } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import * as queries from './lib/queries.js';
import { Chart, columns, stepFor } from './lib/chart.js';
import { parseTrace, attribute, chain } from './lib/spans.js';
import { highlight } from './lib/highlight.js';
import { latencyTick } from './lib/format.js';
import * as loglines from './lib/loglines.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const id = one('[data-trace]').dataset.trace;
const NARROW = 1000;
const WIDE = 30_000;

let trace = null;
let selected = null;
let lines = [];
const folded = new Set();
const filters = { critical: true, errors: false, slow: false, text: '' };
const tones = new Map();

// ---- times

const startMillis = () => Number(trace.startNanos / 1_000_000n);
const at = (seconds) => startMillis() + seconds * 1000;
const part = (seconds) => `${((seconds / trace.seconds) * 100).toFixed(3)}%`;

// A colour per service, in the order of their first span.
function toneOf(service) {
  if (!tones.has(service)) tones.set(service, `var(--v${(tones.size % 8) + 1})`);
  return tones.get(service);
}

// ---- head

function showHead() {
  const root = trace.roots[0];
  const status = attribute(root, 'http.response.status_code', 'http.status_code');
  const failures = trace.spans.filter((s) => s.failed).length;
  const services = new Set(trace.spans.map((s) => s.service)).size;
  const stat = (name, value) => html`<div class="stat"><span class="name">${name}</span><span class="value num">${value}</span></div>`;
  fill(one('[data-head]'), html`<div class="grow"><div class="row"><h2 class="clip">${root.service} ${root.name}</h2>${status ? html`<span class="tag ${Number(status) >= 500 ? 'bad' : ''}">${status}</span>` : ''}<span class="tag mono">${id}</span></div>
    <div class="small faint num">${time(startMillis(), true)} UTC${attribute(root, 'k8s.pod.name') ? `, ${attribute(root, 'k8s.pod.name')}` : ''}${trace.missing ? `. ${count(trace.missing, 'parent')} missing` : ''}</div></div>
    ${stat('Duration', latency(trace.seconds))}<div class="stat"><span class="name">Usual p50</span><span class="value num" data-usual>–</span></div>${stat('Spans', trace.spans.length)}${stat('Services', services)}${stat('Errors', failures)}`);
  usual(root, one('[data-usual]'));
}

// The median of the operation over the hour before.
async function usual(span, element) {
  const route = attribute(span, 'http.route');
  if (!route || span.kind !== 'server') return;
  const expression = `histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket{service="${span.service}",route="${route}"}[1h])))`;
  try {
    const { result } = await api.instant(expression, at(0));
    if (result[0]) element.textContent = latency(Number(result[0].value[1]));
  } catch {
    // Stays a dash.
  }
}

// ---- tree

const hidden = (span) => {
  for (let parent = trace.byId.get(span.parentId); parent; parent = trace.byId.get(parent.parentId)) if (folded.has(parent.id)) return true;
  return false;
};

function dim(span) {
  if (filters.errors && !span.failed) return true;
  if (filters.slow && span.end - span.start <= 0.1) return true;
  if (!filters.text) return false;
  const text = `${span.service} ${span.name} ${span.attributes.flat().join(' ')}`.toLowerCase();
  return !text.includes(filters.text);
}

function rowOf(span) {
  const tone = toneOf(span.service);
  const length = span.end - span.start;
  const inside = length / trace.seconds > 0.14;
  const right = 1 - span.end / trace.seconds;
  const where = inside
    ? `right: calc(${(right * 100).toFixed(3)}% + 6px)`
    : span.end / trace.seconds > 0.86
      ? `right: calc(${((1 - span.start / trace.seconds) * 100).toFixed(3)}% + 5px)`
      : `left: calc(${part(span.end)} + 5px)`;
  // Hatched: own time that is a real part of the trace, not the moments around calls.
  const waits = span.gaps.filter(([from, to]) => to - from > trace.seconds * 0.05);
  return html`<div class="span ${dim(span) ? 'dim' : ''}" role="treeitem" tabindex="${span === selected ? 0 : -1}" aria-level="${span.depth + 1}" aria-selected="${span === selected}" ${span.children.length ? html`aria-expanded="${!folded.has(span.id)}"` : ''} data-span="${span.id}">
    <div class="name" data-css="padding-left: ${8 + span.depth * 14}px"><span class="fold" ${span.children.length ? 'data-fold' : ''}>${span.children.length ? icon(folded.has(span.id) ? 'right' : 'down', 's') : ''}</span><i class="swatch-bar" data-css="background: ${tone}"></i><b>${span.service}</b><span class="faint clip">${span.name}</span>${span.failed ? html`<span class="failed" role="img" aria-label="error">!</span>` : ''}${folded.has(span.id) ? html`<span class="tag num">+${descendants(span)}</span>` : ''}</div>
    <div class="lane"><i class="bar" data-css="left: ${part(span.start)}; width: ${part(length)}; background: ${tone}"></i>${waits.map(([from, to]) => html`<i class="self" data-css="left: ${part(from)}; width: ${part(to - from)}"></i>`)}${filters.critical ? span.critical.map(([from, to]) => html`<i class="critical" data-css="left: ${part(from)}; width: ${part(to - from)}"></i>`) : ''}<span class="took num ${inside ? 'inside' : ''}" data-css="${where}">${latency(length)}</span></div></div>`;
}

const descendants = (span) => span.children.reduce((sum, c) => sum + 1 + descendants(c), 0);

function showTree() {
  const tree = one('[data-tree]');
  const focused = tree.contains(document.activeElement);
  fill(tree, trace.spans.filter((s) => !hidden(s)).map(rowOf));
  if (focused) one('[aria-selected="true"]', tree)?.focus({ preventScroll: true });
}

function showFrame() {
  fill(one('[data-ticks]'), [0, 0.25, 0.5, 0.75, 1].map((f) => html`<span data-css="left: ${f * 100}%">${latency(trace.seconds * f)}</span>`));
  const height = Math.min(1.75, 32 / trace.spans.length);
  fill(one('[data-minimap]'), trace.spans.map((s, i) => html`<i data-css="left: ${part(s.start)}; width: max(1px, ${part(s.end - s.start)}); top: ${3 + i * height}px; background: ${toneOf(s.service)}"></i>`));
}

// ---- selection

function select(span, { focus = false } = {}) {
  selected = span;
  if (view.get('span') !== span.id) view.set({ span: span.id }, { replace: true, quiet: true });
  look(span.service, chain(trace, span));
  showTree();
  showInspector();
  showLogs();
  const row = one(`[data-span="${span.id}"]`);
  row?.scrollIntoView({ block: 'nearest' });
  if (focus) row?.focus();
}

let tab = 'attributes';

const BAD = (name, value) => (/status_code$/.test(name) && Number(value) >= 500) || name.startsWith('error') || name === 'exception.type';

function facts(pairs) {
  return html`<dl class="facts">${pairs.map(([name, value]) => html`<dt>${name}</dt><dd class="${BAD(name, value) ? 'bad' : ''}" title="${String(value)}">${String(value)}</dd>`)}</dl>`;
}

function showInspector() {
  const span = selected;
  const stat = (name, value) => html`<div class="stat"><span class="name">${name}</span><span class="value num">${value}</span></div>`;
  const near = { from: new Date(at(span.start) - 6e5).toISOString(), to: new Date(at(span.end) + 6e5).toISOString(), svc: span.service };
  const tabButton = (name, title, n) => html`<button type="button" role="tab" aria-selected="${tab === name}" data-tab="${name}">${title}${n ? html` <span class="faint num">${n}</span>` : ''}</button>`;
  const body = {
    attributes: () => facts([['span.kind', span.kind], ...span.attributes, ...(span.message ? [['status.message', span.message]] : []), ['span_id', span.id]]),
    events: () => (span.events.length ? span.events.map((e) => html`<p class="small medium">${e.name} <span class="faint num">+${latency(e.at - span.start)}</span></p>${facts(e.attributes)}`) : html`<p class="empty">No events.</p>`),
    resource: () => facts(span.resource),
  }[tab]();
  fill(one('[data-inspector]'), html`<div class="row"><i class="swatch-bar" data-css="background: ${toneOf(span.service)}"></i><h3 class="clip grow">${span.service}</h3>${span.failed ? html`<span class="tag bad">error</span>` : ''}</div>
    <p class="mono small soft clip" title="${span.name}">${span.name}</p>
    <div class="row actions"><a class="button" href="${view.link(run.base, near)}">${icon('metric')}Metrics</a><a class="button quiet" href="${view.link(`${run.base}/x/traces`, { q: `{ resource.service.name = "${span.service}" && name = "${span.name}" }`, ...near })}">Others like it</a></div>
    <div class="row figures">${stat('Duration', latency(span.end - span.start))}${stat('Self', latency(span.self))}<div class="stat"><span class="name">Usual p50</span><span class="value num" data-span-usual>–</span></div></div>
    <div class="tabs" role="tablist" aria-label="Facts of the span">${tabButton('attributes', 'Attributes')}${tabButton('events', 'Events', span.events.length)}${tabButton('resource', 'Resource')}</div>
    <div role="tabpanel">${body}</div>
    <div class="operation" data-operation hidden><div class="row small"><span class="medium clip">${span.name} p99</span></div><div class="chart" data-chart="operation" role="group" aria-label="p99 of the operation"></div></div>`);
  usual(span, one('[data-span-usual]'));
  showOperation(span);
}

async function showOperation(span) {
  const route = attribute(span, 'http.route');
  if (!route || span.kind !== 'server') return;
  const range = { from: at(span.start) - 6e5, to: Math.min(at(span.end) + 6e5, view.range().live ? view.range().to : Infinity) };
  const step = stepFor(range, 80);
  const expression = `histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{service="${span.service}",route="${route}"}[1m])))`;
  try {
    const { times, rows } = columns((await api.ranged(expression, range, step)).result, range, step);
    if (!rows.length || selected !== span) return;
    one('[data-operation]').hidden = false;
    new Chart(one('[data-chart="operation"]'), { format: latencyTick }).show({ range, times, series: [{ name: 'p99', values: rows[0].values, color: 'v6' }], marks: [{ at: at(span.start) }] });
  } catch {
    // The chart stays away.
  }
}

// ---- logs of the span

let logs = { window: NARROW, whole: false, token: 0 };

const selector = () => (logs.whole ? '{service=~".+"}' : `{service="${selected.service}"}`);

const spanQuery = () => `${selector()} |= "${id}" | json${logs.whole ? '' : ` | spanId="${selected.id}"`}`;

async function showLogs(window = NARROW, whole = false) {
  logs = { window, whole, token: logs.token + 1 };
  const mine = logs.token;
  const span = selected;
  const span0 = whole ? { start: 0, end: trace.seconds } : span;
  const ask = async (query, around) => {
    const range = { from: Math.floor(at(span0.start) - around), to: Math.ceil(at(span0.end) + around) };
    return loglines.entries(await api.lines(query, range, { limit: 300, direction: 'forward' }), false);
  };
  let query = spanQuery();
  let said = whole ? 'of the whole trace' : `±${window / 1000} s around the span`;
  try {
    lines = await ask(query, window);
    if (!lines.length && !whole && window === NARROW) {
      lines = await ask(query, WIDE);
      said = 'none within ±1 s, so widened to ±30 s';
    }
    if (!lines.length && !whole) {
      query = `${selector()} |= "${id}" | json`;
      lines = await ask(query, WIDE);
      said = lines.length ? `of ${span.service} in this trace; none names this span` : `none of ${span.service} in this trace within ±30 s`;
    }
  } catch (refused) {
    lines = [];
    said = refused.message;
  }
  if (mine !== logs.token) return;
  one('[data-logs-count]').textContent = `${count(lines.length, 'line')}, ${said}`;
  fill(one('[data-logs-query]'), html`${highlight(query)}<span class="grow"></span><a class="tiny faint" data-edit>edit</a>`);
  const link = view.link(`${run.base}/x/logs`, { q: query, svc: span.service, from: new Date(at(span0.start) - WIDE).toISOString(), to: new Date(at(span0.end) + WIDE).toISOString() });
  one('[data-open-logs]').href = link;
  one('[data-edit]').href = link;
  loglines.show(one('[data-lines]'), lines, { onPin: pinLine });
  one('[data-lines]').scrollTop = 0;
  api.viewed(['trace', id, `${span.service} ${span.name}`], ['log', query, `Logs of ${span.service} ${span.name}`]);
}

function pinLine(entry) {
  shell.pinAs(() => ({ title: `${entry.service}: ${entry.message}`, signal: 'log', at: entry.millis, snapshot: entry.line }));
  shell.pin().finally(describe);
}

function describe() {
  shell.pinAs(() => {
    if (!selected) return { title: `trace ${shortId(id)}`, signal: 'trace' };
    const worst = lines.find((e) => e.level === 'error') ?? lines.find((e) => e.level === 'warn');
    const share = Math.round(((selected.end - selected.start) / trace.seconds) * 100);
    return worst && !logs.whole
      ? { title: `${worst.service}: ${cut(worst.message, 90)}, ${count(lines.length, 'line')}`, signal: 'log', at: worst.millis, snapshot: lines.slice(0, 10).map((e) => e.line).join('\n') }
      : { title: `${shortId(id)} ${latency(trace.seconds)}, ${share} % in ${selected.service} ${selected.name}`, signal: 'trace', at: at(selected.start) };
  });
}

// ---- trail

function showTrail() {
  const steps = view.get('trail').split('>').filter(Boolean);
  const back = (text) => (text.startsWith('log ') ? `${run.base}/x/logs` : text === 'traces' ? `${run.base}/x/traces` : run.base);
  fill(one('[data-trail]'), [...steps.flatMap((s) => [html`<a href="${view.link(back(s))}">${s}</a>`, icon('right', 's')]), html`<span aria-current="step">trace</span>`]);
}

// ---- keys and events

function move(by) {
  const shown = trace.spans.filter((s) => !hidden(s));
  const next = shown[Math.max(0, Math.min(shown.length - 1, shown.indexOf(selected) + by))];
  if (next) select(next, { focus: true });
}

function fold(span, close) {
  if (!span.children.length) return;
  if (close) folded.add(span.id);
  else folded.delete(span.id);
  showTree();
}

function setUpTree() {
  const tree = one('[data-tree]');
  tree.addEventListener('click', (event) => {
    const row = event.target.closest('[data-span]');
    if (!row) return;
    const span = trace.byId.get(row.dataset.span);
    if (event.target.closest('[data-fold]')) fold(span, !folded.has(span.id));
    else select(span, { focus: true });
  });
  tree.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'ArrowLeft') fold(selected, true);
    else if (event.key === 'ArrowRight') fold(selected, false);
    else return;
    event.preventDefault();
  });
  for (const button of all('[data-filter]')) {
    button.addEventListener('click', () => {
      const on = (filters[button.dataset.filter] = !filters[button.dataset.filter]);
      button.setAttribute('aria-pressed', String(on));
      showTree();
    });
  }
  one('[data-find]').addEventListener('input', (event) => {
    filters.text = event.target.value.trim().toLowerCase();
    showTree();
  });
  one('[data-inspector]').addEventListener('click', (event) => {
    const button = event.target.closest('[data-tab]');
    if (!button) return;
    tab = button.dataset.tab;
    showInspector();
    one(`[data-tab="${tab}"]`).focus();
  });
}

async function load() {
  try {
    trace = parseTrace(await api.trace(id));
  } catch (refused) {
    trace = null;
    if (refused.status !== 404) shell.attempt(() => Promise.reject(refused));
  }
  if (!trace) {
    fill(one('[data-head]'), html`<div class="grow"><div class="row"><h2>Trace not found</h2><span class="tag mono">${id}</span></div><p class="small faint">It is not in this world's retention, or has not ended yet.</p></div>`);
    return;
  }
  showHead();
  showFrame();
  setUpTree();
  const asked = trace.byId.get(view.get('span'));
  select(asked ?? trace.roots[0]);
  one('[aria-selected="true"]', one('[data-tree]'))?.focus({ preventScroll: true });
}

shell.buttons({ 'whole-trace': () => showLogs(NARROW, true), widen: () => showLogs(WIDE) });
shell.keys({ j: () => move(1), k: () => move(-1), '/': () => one('[data-find]').focus() });
shell.start();
showTrail();
describe();
load();
