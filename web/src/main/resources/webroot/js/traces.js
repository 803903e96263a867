// SPDX-License-Identifier: Apache-2.0
// The explorer's traces: a TraceQL search as a scatter of start and duration, and a list.
import { one, all, html, fill } from './lib/dom.js';
import { count, latency, latencyTick, minute, time, shortId } from './lib/format.js';
import { run } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import { chartAt } from './lib/chart.js';
import { setUpAsking } from './lib/ask.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const LIMIT = 100;

let chart;
let recorded = '';

const initial = () => `{ resource.service.name = "${view.get('svc') || run.front}" && duration > 1s }`;

async function answer(text, signal) {
  const range = view.range();
  const { traces = [] } = await api.searchTraces(text, range, LIMIT, signal);
  const found = traces
    .map((t) => ({ ...t, at: Number(BigInt(t.startTimeUnixNano) / 1_000_000n), seconds: (t.durationMs ?? 0) / 1000 }))
    .sort((a, b) => b.at - a.at);
  one('[data-answer]').textContent = found.length
    ? `${count(found.length, 'trace')}${found.length >= LIMIT ? ', the newest ones' : ''}, longest ${latency(Math.max(...found.map((t) => t.seconds)))}`
    : `No trace between ${minute(range.from)} and ${minute(range.to)} matches. Try a shorter duration, or widen the range.`;
  const ends = found.map((t) => t.at);
  chart.show({
    range: found.length >= LIMIT ? { from: Math.min(...ends) - 500, to: Math.max(...ends) + 500 } : range,
    times: [],
    series: [],
    empty: found.length ? '' : 'No traces in this range',
    exemplars: found.map((t) => ({ at: t.at, value: Math.max(t.seconds, 0.0005), traceId: t.traceID, label: `${latency(t.seconds)} at ${time(t.at)}, ${t.rootServiceName} ${t.rootTraceName}` })),
  });
  fill(one('[data-rows]'), found.map((t) => html`<tr><td class="num">${time(t.at, true)}</td><td><a class="link" href="${href(t.traceID)}">${shortId(t.traceID)}</a></td><td>${t.rootServiceName}</td><td>${t.rootTraceName}</td><td class="right num">${latency(t.seconds)}</td><td class="right num">${t.spanSets?.[0]?.matched ?? t.spanSet?.matched ?? ''}</td></tr>`));
  if (text !== recorded) api.viewed(['trace', (recorded = text), 'Traces']);
}

const href = (id) => view.link(`${run.base}/x/traces/${id}`, { trail: 'traces' });

function step(by) {
  const links = all('[data-rows] a');
  links[Math.max(0, Math.min(links.length - 1, links.indexOf(document.activeElement) + by))]?.focus();
}

shell.keys({ j: () => step(1), k: () => step(-1) });
shell.start();
look(view.get('svc'));
chart = chartAt('scatter', { format: latencyTick, log: true, onPick: (exemplar) => location.assign(href(exemplar.traceId)) });
shell.pinAs(() => ({ title: view.get('q') || initial(), signal: 'trace', at: view.range().to, snapshot: one('[data-answer]').textContent }));
setUpAsking(answer, initial);
