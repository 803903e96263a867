// SPDX-License-Identifier: Apache-2.0
// What Prometheus says of itself: targets and their filter, and the state of its database. Both are asked
// for again after every scrape.
import { one } from './lib/dom.js';
import { now, run } from './lib/run.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as view from './lib/view.js';
import { move, refresh, startParts } from './lib/parts.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const ROW = '[data-row]';
const SCRAPE = 15_000; // how often Prometheus scrapes, on the minute
const filter = one('#filter');
const title = document.title.split(' · ')[0];

let seen = 0;

// Once after each scrape, when the server has closed its second.
function due() {
  const scrape = Math.floor((now() - 1000) / SCRAPE);
  if (scrape === seen || document.hidden) return false;
  const first = seen === 0;
  seen = scrape;
  return !first && !run.closed;
}

let typed = 0;

function narrow() {
  clearTimeout(typed);
  typed = setTimeout(() => {
    view.set({ match: filter.value.trim() }, { replace: true, quiet: true });
    refresh();
  }, 120);
}

function choose(event) {
  const link = event.target.closest('[data-choose]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  view.set({ state: link.dataset.choose }, { replace: true, quiet: true });
  refresh();
}

function explore() {
  const path = document.activeElement?.closest?.(ROW)?.dataset.explore;
  if (!path) return false; // a link goes where it leads
  const { pathname, searchParams } = new URL(path, location.href);
  location.assign(view.link(pathname, Object.fromEntries(searchParams)));
  return true;
}

shell.start();
look('');
shell.pinAs(() => ({ title: `${title}: ${one('[data-part="sum"]').textContent.trim()}`, signal: 'metric' }));
shell.keys({
  j: () => move(ROW, 1),
  k: () => move(ROW, -1),
  x: explore,
  Enter: explore,
  '/': () => filter?.focus(),
});
if (filter) {
  filter.addEventListener('input', narrow);
  one('[data-filter]').addEventListener('submit', (event) => {
    event.preventDefault();
    narrow();
  });
  document.addEventListener('click', choose);
}
stream.on('warped', refresh);
startParts(due);
api.viewed(['metric', '', title]);
