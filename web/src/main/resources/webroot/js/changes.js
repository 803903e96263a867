// SPDX-License-Identifier: Apache-2.0
// The change feed: what was deployed, configured, scaled, and by whom.
import { one, html, fill } from './lib/dom.js';
import { count, minute, time } from './lib/format.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

let rows = [];
let you = '';
let earlier = [];

async function load() {
  const [changes, facts] = await Promise.all([api.changes(), api.facts()]);
  rows = changes;
  you = facts.you;
  show();
}

function show() {
  const { from, to } = view.range();
  const svc = view.get('svc');
  const meant = rows.filter((c) => c.time <= to && (!svc || c.target === svc));
  const shown = meant.filter((c) => c.time >= from);
  earlier = meant.filter((c) => c.time < from);
  const last = earlier.at(-1);
  one('[data-service]').value = svc;
  one('[data-answer]').textContent = shown.length
    ? count(shown.length, 'change')
    : `No change between ${minute(from)} and ${minute(to)}${last ? `, the last was ${time(last.time)}: ${last.target} ${last.summary}` : ''}`;
  one('[data-earlier]').hidden = !last;
  one('[data-earlier]').textContent = `${earlier.length} earlier`;
  fill(one('[data-rows]'), shown.map((c) => html`<tr id="c${c.id}"><td class="num">${time(c.time)}</td><td>${c.kind}</td><td>${c.target}</td><td>${c.summary}</td><td class="soft">${c.actor === you ? 'you' : c.actor}</td><td class="soft detail">${c.detail}</td></tr>`));
}

shell.start();
look(view.get('svc'));
shell.pinAs(() => {
  const { from, to } = view.range();
  return { title: `${one('[data-answer]').textContent}, ${minute(from)} to ${minute(to)}`, signal: 'change', at: rows.filter((c) => c.time <= to).at(-1)?.time };
});
one('[data-service]').addEventListener('change', (event) => view.set({ svc: event.target.value }));
one('[data-earlier]').addEventListener('click', () => view.setRange(earlier[0].time - 3e4, view.range().to));
view.onChange(show);
stream.on('change', load);
load();
api.viewed(['change', '', 'Changes']);
