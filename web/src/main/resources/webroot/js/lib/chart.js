// SPDX-License-Identifier: Apache-2.0
// A time chart of the page's shared range: lines over fixed-height boxes, change markers, a heatmap
// below and exemplar diamonds above, brushing. Colours come from the tokens.
import uPlot from '../../vendor/uplot.js';
import { token, one, all } from './dom.js';
import { minute, number, time } from './format.js';
import * as view from './view.js';

const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]];
const SHADES = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const MOST_DIAMONDS = 40;
const AXIS_WIDTH = 46;

const charts = new Set();

const COLORS = 8;

// Line number `index` of a chart: 32 lines differ in colour or dashes.
export const dash = (index) => DASHES[(index + Math.floor(index / COLORS)) % DASHES.length];
export const color = (index) => `v${(index % COLORS) + 1}`;

export class Chart {
  // `format` writes axis values; `log` makes the value axis logarithmic; `onPick(exemplar, button)`.
  constructor(element, { format = number, log = false, onPick = null, points = false, empty = 'No data in this range' } = {}) {
    this.element = element;
    this.options = { format, log, onPick, points, empty };
    this.content = null;
    this.plot = null;
    this.shape = '';
    this.diamonds = new Map();
    charts.add(this);
    new ResizeObserver(() => this.resize()).observe(element);
  }

  // times in seconds; series [{name, values, color, dash, area}]; marks [{at, label}] in milliseconds;
  // exemplars [{at, value, traceId}]; heat {times, bounds, counts}; top: the least upper end of the axis.
  show(content) {
    this.content = { marks: [], exemplars: [], heat: null, threshold: null, top: 0, ...content };
    this.element.removeAttribute('aria-busy');
    const shape = JSON.stringify(this.content.series.map((s) => [s.name, s.color, s.dash]));
    if (!this.plot || shape !== this.shape) {
      this.shape = shape;
      this.rebuild();
    } else {
      this.plot.batch(() => {
        this.plot.setData(this.data(), false);
        this.plot.setScale('x', this.edges());
      });
    }
    // A new plot sets its scales in a microtask of its own.
    queueMicrotask(() => this.annotate());
  }

  edges() {
    return { min: this.content.range.from / 1000, max: this.content.range.to / 1000 };
  }

  data() {
    const { times, series } = this.content;
    return series.length ? [times, ...series.map((s) => s.values)] : [[this.edges().min, this.edges().max], [null, null]];
  }

  // The value axis: from zero, or whole decades; room for exemplars and buckets.
  extent() {
    const { series, exemplars, heat, top } = this.content;
    let high = top;
    let low = Infinity;
    const take = (v) => {
      if (v === null || !Number.isFinite(v)) return;
      high = Math.max(high, v);
      if (v > 0) low = Math.min(low, v);
    };
    series.forEach((s) => s.values.forEach(take));
    exemplars.forEach((e) => take(e.value));
    if (heat) heat.spans.forEach(([from, to]) => (take(from), take(to)));
    if (high <= 0) high = 1;
    if (!this.options.log) return [0, high * 1.08];
    if (!Number.isFinite(low)) low = high / 1000;
    return [Math.max(low, high / 1e4) * 0.85, high * 1.15];
  }

  rebuild() {
    this.plot?.destroy();
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) {
      this.plot = null;
      return;
    }
    const axis = { stroke: token('text-3'), grid: { stroke: token('grid'), width: 1 }, ticks: { show: false }, font: `10px ${token('font-ui')}` };
    const series = this.content.series.length ? this.content.series : [{ name: '', color: 'v1' }];
    this.plot = new uPlot(
      {
        width,
        height,
        padding: [14, 12, 0, 0],
        legend: { show: false },
        cursor: { sync: { key: 'page' }, drag: { x: true, y: false, setScale: false }, points: { show: false }, focus: { prox: -1 } },
        scales: {
          x: { time: true, range: () => Object.values(this.edges()) },
          y: { distr: this.options.log ? 3 : 1, log: 10, range: () => this.extent() },
        },
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        axes: [
          { ...axis, size: 20, gap: 4, grid: { show: false }, space: 70, values: (_, splits) => splits.map((s) => (splits.some((other) => other % 60) ? time : minute)(s * 1000)) },
          {
            ...axis,
            size: AXIS_WIDTH,
            gap: 6,
            space: 26,
            splits: this.options.log ? (_, i, min, max) => decades(min, max) : undefined,
            filter: (_, splits) => splits,
            values: (_, splits) => splits.map((v) => this.options.format(v)),
          },
        ],
        series: [
          {},
          ...series.map((s, i) => ({
            label: s.name,
            stroke: token(s.color ?? color(i)),
            width: this.options.points ? 0 : 1.5,
            dash: s.dash ?? [],
            fill: s.area ? `color-mix(in srgb, ${token(s.color ?? color(i))} 14%, transparent)` : undefined,
            fillTo: this.options.log ? undefined : 0,
            points: { show: this.options.points, size: 6, width: 0, fill: token(s.color ?? color(i)) },
          })),
        ],
        hooks: {
          drawClear: [(u) => this.drawHeat(u)],
          draw: [(u) => this.drawMarks(u)],
          setSelect: [(u) => this.brushed(u)],
        },
      },
      this.data(),
      this.element,
    );
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!this.content || !width || !height) return;
    if (!this.plot) this.rebuild();
    else if (this.plot.width !== width || this.plot.height !== height) this.plot.setSize({ width, height });
    this.annotate();
  }

  brushed(u) {
    if (u.select.width < 4) return;
    const from = u.posToVal(u.select.left, 'x') * 1000;
    const to = u.posToVal(u.select.left + u.select.width, 'x') * 1000;
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    view.setRange(from, to);
  }

  drawHeat(u) {
    const heat = this.content.heat;
    if (!heat) return;
    const { ctx } = u;
    const shades = SHADES.map(token);
    const half = heat.step / 2;
    let most = 0;
    heat.counts.forEach((row) => row.forEach((n) => (most = Math.max(most, n))));
    ctx.save();
    ctx.beginPath();
    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    ctx.clip();
    heat.spans.forEach(([low, high], row) => {
      const top = u.valToPos(high, 'y', true);
      const bottom = u.valToPos(low, 'y', true);
      heat.times.forEach((at, column) => {
        const n = heat.counts[row][column];
        if (!(n > 0)) return;
        const left = u.valToPos(at - half, 'x', true);
        const right = u.valToPos(at + half, 'x', true);
        ctx.fillStyle = shades[Math.min(5, Math.floor(Math.sqrt(n / most) * 5.99))];
        ctx.fillRect(left, top, right - left + 0.5, bottom - top - 1);
      });
    });
    ctx.restore();
  }

  drawMarks(u) {
    const { ctx } = u;
    const ratio = devicePixelRatio;
    const { left, top, width, height } = u.bbox;
    ctx.save();
    if (this.content.threshold) {
      const y = u.valToPos(this.content.threshold.value, 'y', true);
      ctx.strokeStyle = ctx.fillStyle = token('bad');
      ctx.setLineDash([3 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
      ctx.stroke();
      ctx.font = `${10 * ratio}px ${token('font-ui')}`;
      ctx.fillText(this.content.threshold.label, left + 4 * ratio, y - 4 * ratio);
    }
    for (const mark of this.content.marks) {
      const x = Math.round(u.valToPos(mark.at / 1000, 'x', true));
      if (x < left || x > left + width) continue;
      ctx.strokeStyle = token('text-3');
      ctx.setLineDash([2 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x + 0.5, top);
      ctx.lineTo(x + 0.5, top + height);
      ctx.stroke();
      ctx.fillStyle = token('text-2');
      ctx.beginPath();
      ctx.moveTo(x - 4 * ratio, top - 7 * ratio);
      ctx.lineTo(x + 4 * ratio, top - 7 * ratio);
      ctx.lineTo(x, top - ratio);
      ctx.fill();
    }
    ctx.restore();
  }

  // What is not drawn on the canvas: the empty note and the diamonds, which are real buttons. A button
  // lives as long as its exemplar is shown and only moves, so that a click on it is never lost.
  annotate() {
    const { series, exemplars, heat } = this.content;
    one('.none', this.element)?.remove();
    if (!series.some((s) => s.values.some((v) => v !== null)) && !heat) {
      const none = document.createElement('p');
      none.className = 'none';
      none.textContent = this.content.empty ?? this.options.empty;
      this.element.append(none);
    }
    if (!this.plot || !this.options.onPick) return;
    const kept = this.thinned(exemplars);
    const keep = new Set(kept.map(keyOf));
    for (const [key, button] of this.diamonds) {
      if (keep.has(key)) continue;
      button.remove();
      this.diamonds.delete(key);
    }
    kept.forEach((exemplar, i) => this.diamond(exemplar, i));
  }

  diamond(exemplar, place) {
    let button = this.diamonds.get(keyOf(exemplar));
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.className = 'diamond';
      button.dataset.exemplar = exemplar.traceId;
      button.setAttribute('aria-expanded', 'false');
      button.addEventListener('mousedown', (event) => event.stopPropagation());
      button.addEventListener('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) all('.diamond', this.element).find((b) => Number(b.dataset.place) === Number(button.dataset.place) + step)?.focus();
      });
      this.diamonds.set(keyOf(exemplar), button);
      this.element.append(button);
    }
    button.onclick = () => this.options.onPick(exemplar, button);
    button.dataset.place = place;
    button.tabIndex = place === 0 ? 0 : -1;
    button.setAttribute('aria-label', exemplar.label);
    button.style.left = `${exemplar.x}px`;
    button.style.top = `${exemplar.y}px`;
  }

  // At most 40, no two closer than 12 px in time: the slowest of neighbours stays.
  thinned(exemplars) {
    const box = this.plot.over;
    const kept = [];
    for (const exemplar of [...exemplars].sort((a, b) => b.value - a.value)) {
      const x = this.plot.valToPos(exemplar.at / 1000, 'x') + box.offsetLeft;
      const y = this.plot.valToPos(exemplar.value, 'y') + box.offsetTop;
      if (x < box.offsetLeft || x > box.offsetLeft + box.offsetWidth) continue;
      if (kept.some((k) => Math.abs(k.x - x) < 12 && Math.abs(k.y - y) < 24)) continue;
      kept.push({ ...exemplar, x, y });
      if (kept.length === MOST_DIAMONDS) break;
    }
    return kept.sort((a, b) => a.at - b.at);
  }
}

const keyOf = (exemplar) => `${exemplar.traceId}@${exemplar.at}`;

// 1, 3, 10, 30 … between the ends.
function decades(min, max) {
  const values = [];
  for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power++) {
    for (const step of [1, 3]) {
      const value = step * 10 ** power;
      if (value >= min && value <= max) values.push(value);
    }
  }
  return values.length > 7 ? values.filter((_, i) => i % 2 === 0) : values;
}

// Bars and lines again after the theme changed.
addEventListener('brownout:theme', () => {
  for (const chart of charts) {
    if (!chart.content) continue;
    chart.rebuild();
    queueMicrotask(() => chart.annotate()); // when the new plot has its scales
  }
});

// A matrix as columns on a common grid of times: {times, rows: [{labels, values}]}.
export function columns(matrix, range, step) {
  const first = Math.floor(range.from / 1000);
  const length = Math.floor((range.to - range.from) / 1000 / step) + 1;
  const times = Array.from({ length }, (_, i) => first + i * step);
  const rows = matrix.map(({ metric, values }) => {
    const row = new Array(length).fill(null);
    for (const [at, text] of values) {
      const value = Number(text);
      const index = Math.round((at - first) / step);
      if (index >= 0 && index < length && !Number.isNaN(value)) row[index] = value;
    }
    return { labels: metric, values: row };
  });
  return { times, rows };
}

// A step that gives about `points` of them, a multiple of five seconds.
export const stepFor = (range, points = 120) => Math.max(5, Math.ceil((range.to - range.from) / 1000 / points / 5) * 5);

// Keyboard brush: arrows move an edge, Tab swaps edges, Enter applies, Esc leaves.
export function keyboardBrush() {
  const { from, to } = view.range();
  const step = (to - from) / 60;
  const edges = [from + (to - from) * 0.4, from + (to - from) * 0.6];
  let edge = 0;
  const paint = () => charts.forEach((chart) => {
    if (!chart.plot) return;
    const [left, right] = edges.map((at) => chart.plot.valToPos(at / 1000, 'x'));
    chart.plot.setSelect({ left, width: right - left, top: 0, height: chart.plot.over.offsetHeight }, false);
  });
  const done = () => {
    removeEventListener('keydown', keys, true);
    charts.forEach((chart) => chart.plot?.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false));
  };
  const keys = (event) => {
    const move = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (move) edges[edge] = Math.min(to, Math.max(from, edges[edge] + move));
    else if (event.key === 'Tab') edge = 1 - edge;
    else if (event.key === 'Enter') {
      done();
      view.setRange(Math.min(...edges), Math.max(...edges));
    } else if (event.key === 'Escape') done();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (move) paint();
  };
  addEventListener('keydown', keys, true);
  paint();
}

export const chartAt = (name, options) => new Chart(one(`[data-chart="${name}"]`), options);
