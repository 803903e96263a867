// SPDX-License-Identifier: Apache-2.0
// Log lines as rows: time, level, service, message; the rest of the fields behind it or unfolded.
import { html, fill, one, all } from './dom.js';
import { time } from './format.js';
import { run } from './run.js';
import * as view from './view.js';

const SHOWN_FIRST = new Set(['timestamp', 'level', 'service', 'message', 'traceId', 'spanId']);

// The entries of a Loki answer, oldest or newest first: {nanos, millis, labels, line, fields, level, service, message, traceId, spanId}.
export function entries(data, newestFirst = true) {
  const found = (data.result ?? []).flatMap(({ stream, values }) => values.map(([nanos, line, more]) => parse(nanos, line, stream, more)));
  found.sort((a, b) => (a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0));
  return newestFirst ? found.reverse() : found;
}

function parse(nanosText, line, stream, more) {
  const nanos = BigInt(nanosText);
  let fields = {};
  try {
    fields = JSON.parse(line);
  } catch {
    fields = {};
  }
  const labels = { ...stream, ...(more?.structuredMetadata ?? {}) };
  return {
    nanos,
    millis: Number(nanos / 1_000_000n),
    labels,
    line,
    fields,
    level: String(fields.level ?? labels.level ?? labels.detected_level ?? 'info').toLowerCase(),
    service: fields.service ?? labels.service ?? '',
    message: fields.message ?? line,
    traceId: fields.traceId ?? labels.traceId ?? '',
    spanId: fields.spanId ?? labels.spanId ?? '',
  };
}

const LEVELS = new Set(['fatal', 'error', 'warn', 'debug', 'trace']);

export const tone = (level) => (level === 'warning' ? 'warn' : LEVELS.has(level) ? level : '');

function rest(entry) {
  return Object.entries(entry.fields)
    .filter(([name, value]) => !SHOWN_FIRST.has(name) && typeof value !== 'object')
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

export const row = (entry, i) => html`<div><button type="button" class="log ${tone(entry.level)}" data-line="${i}" aria-expanded="false"><i></i><time>${time(entry.millis, true)}</time><span class="level">${entry.level.toUpperCase()}</span><span class="service clip">${entry.service}</span><span class="clip text">${entry.message} <span class="faint">${rest(entry)}</span></span></button></div>`;

// All facts of a line, with = and != to narrow the query and the way to its trace.
export function facts(entry) {
  const labels = Object.entries(entry.labels).filter(([name]) => !(name in entry.fields));
  const line = ([name, value], kind) => html`<tr><td>${name}</td><td>${String(value)}</td><td><button class="icon-button" type="button" data-narrow="=" data-kind="${kind}" data-name="${name}" data-value="${String(value)}" aria-label="Only ${name} = ${String(value)}">=</button><button class="icon-button" type="button" data-narrow="!=" data-kind="${kind}" data-name="${name}" data-value="${String(value)}" aria-label="Without ${name} = ${String(value)}">≠</button></td></tr>`;
  const trace = entry.traceId && view.link(`${run.base}/x/traces/${entry.traceId}`, { span: entry.spanId, svc: entry.service, trail: `log ${time(entry.millis)}` });
  return html`<div class="line-facts"><div class="row">${trace ? html`<a class="button low" href="${trace}">View trace</a>` : ''}<a class="button quiet low" href="${view.link(run.base, { svc: entry.service })}">Metrics for ${entry.service}</a><button class="button quiet low" type="button" data-pin-line>Pin line</button></div>
    <table><tbody>${Object.entries(entry.fields).map((pair) => line(pair, 'field'))}${labels.map((pair) => line(pair, 'label'))}</tbody></table></div>`;
}

// Fills a list and lets its lines unfold. `onNarrow({kind, name, operator, value})`, `onPin(entry)`.
export function show(list, found, { onNarrow, onPin } = {}) {
  fill(list, found.map(row));
  list.onclick = (event) => {
    const narrow = event.target.closest('[data-narrow]');
    if (narrow) return onNarrow?.({ kind: narrow.dataset.kind, name: narrow.dataset.name, operator: narrow.dataset.narrow, value: narrow.dataset.value });
    const button = event.target.closest('[data-line]');
    if (event.target.closest('[data-pin-line]')) return onPin?.(found[one('[data-line]', event.target.closest('.lines > div')).dataset.line]);
    if (!button) return undefined;
    const open = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!open));
    if (open) button.nextElementSibling.remove();
    else {
      const holder = document.createElement('div');
      button.after(fill(holder, facts(found[button.dataset.line])));
    }
    return undefined;
  };
}

export function step(list, by) {
  const lines = all('[data-line]', list);
  const at = lines.indexOf(document.activeElement);
  lines[Math.max(0, Math.min(lines.length - 1, at + by))]?.focus();
}
