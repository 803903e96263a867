// SPDX-License-Identifier: Apache-2.0
// The explorer's metrics: a PromQL query as a graph and a table.
import { one, html, fill } from './lib/dom.js';
import { count, number, minute } from './lib/format.js';
import { run, now } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import * as queries from './lib/queries.js';
import { chartAt, columns, stepFor, color, dash } from './lib/chart.js';
import { setUpAsking } from './lib/ask.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const MOST_LINES = 40;

let chart;
let changes = [];
let shown = null;
let recorded = '';

const nameOf = (labels) => {
  const { __name__: name = '', ...rest } = labels;
  const text = Object.entries(rest).map(([k, v]) => `${k}="${v}"`).join(', ');
  return text ? `${name}{${text}}` : name || 'value';
};

async function answer(text, signal) {
  const range = view.range();
  const step = stepFor(range, 240);
  const began = performance.now();
  const data = await api.ranged(text, range, step, signal);
  const { times, rows } = columns(data.result, range, step);
  const series = rows.slice(0, MOST_LINES).map((r, i) => ({ name: nameOf(r.labels), values: r.values, color: color(i), dash: dash(i), area: rows.length === 1 }));
  shown = { range, times, series };
  paint();
  const took = Math.round(performance.now() - began);
  one('[data-answer]').textContent = rows.length
    ? `${count(rows.length, 'series', 'series')}, ${minute(range.from)} to ${minute(range.to)}, step ${step} s, ${took} ms${rows.length > MOST_LINES ? `, the graph shows the first ${MOST_LINES}` : ''}`
    : `No series between ${minute(range.from)} and ${minute(range.to)}. Check label names and values, or widen the range.`;
  showTable(rows, series);
  if (text !== recorded) api.viewed(['metric', (recorded = text), 'Metrics']);
}

function paint() {
  const { from, to } = shown.range;
  chart.show({ ...shown, marks: changes.filter((c) => c.time >= from && c.time <= to).map((c) => ({ at: c.time })) });
}

function showTable(rows, series) {
  const names = [...new Set(rows.flatMap((r) => Object.keys(r.labels)))];
  fill(one('[data-columns]'), html`<th><span class="visually-hidden">Colour</span></th>${names.map((n) => html`<th>${n === '__name__' ? 'metric' : n}</th>`)}<th class="right">last</th><th class="right">highest</th>`);
  fill(one('[data-rows]'), rows.slice(0, 500).map((r, i) => {
    const values = r.values.filter((v) => v !== null);
    const css = `background: var(--${series[i]?.color ?? 'line-2'})`;
    return html`<tr><td><span class="swatch" data-css="${css}"></span></td>${names.map((n) => html`<td>${r.labels[n] ?? ''}</td>`)}<td class="right num">${values.length ? number(values.at(-1)) : '–'}</td><td class="right num">${values.length ? number(values.reduce((a, b) => Math.max(a, b))) : '–'}</td></tr>`;
  }));
}

shell.start();
chart = chartAt('explore');
look(view.get('svc'));
shell.pinAs(() => ({ title: view.get('q') || 'metrics', signal: 'metric', at: view.range().to, snapshot: one('[data-answer]').textContent }));
const asking = setUpAsking(answer, () => queries.errorRatio(view.get('svc') || run.front, view.get('region')));
api.changes().then((rows) => {
  changes = rows;
  if (shown) paint();
}).catch(() => undefined);
setInterval(() => {
  if (document.hidden || run.closed || !view.range().live || !one('[data-problem]').hidden || document.activeElement?.closest('.editor')) return;
  if (now() % 15_000 < 5000) asking.ask();
}, 5000);
