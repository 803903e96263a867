// SPDX-License-Identifier: Apache-2.0
// What is said and done in a run, as rows of its channel.
import { one, html, fill } from './dom.js';
import { clock } from './format.js';
import { run, millisOf } from './run.js';
import * as view from './view.js';

const SAID = {
  started: () => 'Pager: you are on call',
  acknowledged: (b) => `acknowledged ${b.alertname}`,
  severity_set: (b) => `set severity ${b.severity}`,
  acted: (b) => b.line,
  pinned: (b) => `pinned ${b.title}`,
  noted: (b) => b.text,
  messaged: (b) => b.text,
  role_taken: (b) => `is ${b.role} now`,
  update_posted: (b) => html`<b class="medium">${b.audience === 'external' ? 'Update to customers' : 'Update'}</b> ${update(b)}`,
  replied: (b) => b.text,
  hint_taken: (b) => `took hint ${b.rung}`,
  declared: () => 'declared a root cause',
  status_page_updated: (b) => `status page: ${b.state}`,
  warped: () => 'moved the clock forward',
  finished: () => 'ended the drill',
  expired: () => 'Time is up',
  message: (_, said) => html`<b class="medium">${said.from}</b> ${said.text}`,
  notification: (_, told) => notified(told),
};

// A page, or what a chat channel or mailbox gets, as Alertmanager words its titles.
function notified(told) {
  const firing = told.alerts.filter((a) => a.status === 'firing').length;
  const title = `[${told.status.toUpperCase()}${firing ? `:${firing}` : ''}]`;
  const { alertname, ...others } = told.groupLabels;
  const where = Object.values(others).filter(Boolean).join(' ');
  const who = told.escalated ? `${told.receiver}, second on call` : told.receiver;
  return html`<b class="medium">${who}</b> <a class="link" href="${view.link(`${run.base}/alerts`)}">${title} ${alertname ?? ''}</a> ${where}${told.summary ? `: ${told.summary}` : ''}${told.escalated ? '. Nobody has acknowledged for 5 min.' : ''}`;
}

const update = (b) => [b.impact, b.scope, b.action, b.nextMinutes ? `Next update in ${b.nextMinutes} min.` : ''].filter(Boolean).join(' · ');

const heard = new Set();

// Adds an entry of the stream to the channel of the page, once.
export function hear(event, kind) {
  const said = SAID[kind];
  const key = event.seq ?? `${kind}@${event.tick}${kind === 'notification' ? JSON.stringify(event) : ''}`;
  if (!said || heard.has(key)) return;
  heard.add(key);
  const area = one('[data-channel]');
  const stays = area.scrollHeight - area.scrollTop - area.clientHeight < 40;
  const row = document.createElement('div');
  row.className = `message ${['noted', 'messaged', 'update_posted', 'replied'].includes(event.kind) ? 'person' : kind === 'message' ? 'stakeholder' : kind === 'notification' ? `told ${event.integration} ${event.status}` : ''}`;
  fill(row, html`<time>${clock((millisOf(event.tick) - run.startMillis) / 1000)}</time><span class="said">${said(event.body, event)}</span>`);
  area.append(row);
  if (stays) area.scrollTop = area.scrollHeight;
}
