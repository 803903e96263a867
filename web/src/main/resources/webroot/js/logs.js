// SPDX-License-Identifier: Apache-2.0
// The explorer's logs: volume by level, lines that unfold, fields that narrow the query.
import { one } from './lib/dom.js';
import { count, cut, minute } from './lib/format.js';
import { run } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import { chartAt, columns, stepFor } from './lib/chart.js';
import { setUpAsking } from './lib/ask.js';
import * as loglines from './lib/loglines.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const LIMIT = 500;
const LEVELS = [['ERROR', 'lv-error'], ['WARN', 'lv-warn'], ['INFO', 'lv-info'], ['DEBUG', 'lv-debug']];

let chart;
let newestFirst = true;
let recorded = '';
let found = [];

const isMetric = (text) => !text.trimStart().startsWith('{');

async function answer(text, signal) {
  const range = view.range();
  const step = stepFor(range, 90);
  if (isMetric(text)) return answerMatrix(text, range, step, signal);
  const [data] = await Promise.all([
    api.lines(text, range, { limit: LIMIT, direction: newestFirst ? 'backward' : 'forward' }, signal),
    volume(text, range, step, signal),
  ]);
  found = loglines.entries(data, newestFirst);
  one('[data-answer]').textContent = found.length
    ? found.length >= LIMIT
      ? `first ${LIMIT} lines, narrow the range or the query for the others`
      : `${count(found.length, 'line')} between ${minute(range.from)} and ${minute(range.to)}`
    : await nearest(text, range, signal);
  loglines.show(one('[data-lines]'), found, { onNarrow: narrow, onPin: pinLine });
  if (text !== recorded) api.viewed(['log', (recorded = text), 'Logs']);
  return undefined;
}

// How many lines of each level over time. A query whose count is not answered has no bars.
async function volume(text, range, step, signal) {
  try {
    const { result } = await api.logMatrix(`sum by (level) (count_over_time(${text} [${step}s]))`, range, step, signal);
    const { times, rows } = columns(result, range, step);
    const series = LEVELS.map(([level, tone]) => ({ name: level, color: tone, area: true, values: rows.find((r) => r.labels.level === level)?.values }))
      .filter((s) => s.values)
      .reverse();
    chart.show({ range, times, series, empty: 'No lines' });
  } catch (refused) {
    if (refused.name === 'AbortError') throw refused;
    chart.show({ range, times: [], series: [], empty: 'No volume for this query' });
  }
}

async function answerMatrix(text, range, step, signal) {
  const { result } = await api.logMatrix(text, range, step, signal);
  const { times, rows } = columns(result, range, step);
  chart.show({ range, times, series: rows.map((r) => ({ name: Object.values(r.labels).join(' '), values: r.values })) });
  found = [];
  loglines.show(one('[data-lines]'), []);
  one('[data-answer]').textContent = `${count(rows.length, 'series', 'series')}; a query that begins with { shows lines`;
}

// Nothing found: says what would be, without the last part of the query.
async function nearest(text, range, signal) {
  const shorter = text.replace(/\s*\|[^|]*$/, '');
  const said = `No lines between ${minute(range.from)} and ${minute(range.to)}.`;
  if (shorter === text || !shorter.includes('}')) return `${said} Check the labels, or widen the range.`;
  const data = await api.lines(shorter, range, { limit: 100 }, signal);
  const lines = loglines.entries(data).length;
  return `${said} ${lines >= 100 ? 'More than 100 lines' : count(lines, 'line')} without ${text.slice(shorter.length).trim()}`;
}

const quote = (value) => (/["\\]/.test(value) ? JSON.stringify(value) : `"${value}"`);

// = or != on a label goes into the selector, on a field behind | json.
function narrow({ kind, name, operator, value }) {
  const text = view.get('q') || initial();
  if (kind === 'label' || ['service', 'level'].includes(name)) {
    const matcher = `${name}${operator}${quote(value)}`;
    const selector = text.slice(0, text.indexOf('}'));
    return view.set({ q: `${selector}${selector.trim() === '{' ? '' : ', '}${matcher}${text.slice(text.indexOf('}'))}` });
  }
  const json = /\|\s*json\b/.test(text) ? '' : ' | json';
  const typed = /^-?\d+(\.\d+)?$/.test(value) && operator === '=' ? `${name} == ${value}` : `${name}${operator}${quote(value)}`;
  return view.set({ q: `${text}${json} | ${typed}` });
}

const initial = () => `{service="${view.get('svc') || run.front}"}`;

function pinLine(entry) {
  shell.pinAs(() => ({ title: `${entry.service}: ${entry.message}`, signal: 'log', at: entry.millis, snapshot: entry.line }));
  shell.pin().finally(describe);
}

function describe() {
  shell.pinAs(() => {
    const focused = found[document.activeElement?.dataset?.line];
    const shown = focused ?? found.find((e) => e.level === 'error') ?? found[0];
    return {
      title: shown ? `${shown.service}: ${cut(shown.message, 90)}${focused ? '' : `, ${count(found.length, 'line')}`}` : view.get('q') || initial(),
      signal: 'log',
      at: focused?.millis ?? view.range().to,
      snapshot: found.slice(0, 10).map((e) => e.line).join('\n'),
    };
  });
}

shell.buttons({
  wrap: (_, button) => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(on));
    one('[data-lines]').classList.toggle('wrapping', on);
  },
  order: (_, button) => {
    newestFirst = !newestFirst;
    button.textContent = newestFirst ? 'Newest first' : 'Oldest first';
    asking.ask();
  },
});
shell.keys({ j: () => loglines.step(one('[data-lines]'), 1), k: () => loglines.step(one('[data-lines]'), -1) });
shell.start();
look(view.get('svc'));
chart = chartAt('volume');
const asking = setUpAsking(answer, initial);
describe();
