// SPDX-License-Identifier: Apache-2.0
// The declare dialog: what the person chose stays as a draft; nothing is filled in that they did not
// select or pin.
import { one, all, html, fill, icon, say } from './lib/dom.js';
import { time } from './lib/format.js';
import { run, tickOf, millisOf, now } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';

const CONFIDENCE = { guess: 40, likely: 70, sure: 95 };
const DRAFT = `brownout:draft:${run.id}`;

const dialog = one('[data-declare]');
const form = one('[data-declare-form]');
let edges = [];
let key = '';

// What the person is looking at: pages keep it up to date.
export const looking = { service: '', chain: [] };

export function look(service, chain = []) {
  looking.service = service;
  looking.chain = chain;
}

// ---- opening

export async function openDeclare() {
  if (!dialog || run.closed) return;
  key = api.newKey();
  restore();
  dialog.showModal();
  if (!components().length && run.components.includes(looking.service)) chooseWheres([looking.service]);
  one('#declare-start').value ||= time(view.range().from);
  if (!edges.length) edges = looking.chain.map(([from, to]) => ({ from, to }));
  showEdges();
  (one('#declare-where').value ? one('#declare-what') : one('#declare-where')).focus();
  check();
  await Promise.all([showChanges(), showPins()]);
  check();
}

export function closeDeclare() {
  keep();
  dialog?.close();
}

async function showChanges() {
  const select = one('#declare-trigger');
  const chosen = select.value || draft().trigger || '';
  try {
    const rows = await api.changes();
    fill(select, [html`<option value="">Nothing changed</option>`, ...rows.map((c) => html`<option value="${c.id}">${time(c.time)} ${c.target}: ${c.summary}</option>`)]);
    select.value = chosen;
  } catch {
    // Keeps what the server rendered.
  }
}

async function showPins() {
  const list = one('[data-evidence]');
  const kept = draft().evidence;
  try {
    const pins = (await api.facts()).pins ?? [];
    if (!pins.length) return;
    fill(list, pins.map((p) => html`<label><input type="checkbox" name="evidence" value="${p.id}" ${!kept || kept.includes(p.id) || !(draft().seen ?? []).includes(p.id) ? 'checked' : ''}>${icon({ alert: 'bell' }[p.signal] ?? p.signal, 's')}<span class="clip">${p.title}</span><span class="tiny faint num">${time(p.time)}</span></label>`));
  } catch {
    // Keeps what the server rendered.
  }
}

// ---- where

// One more choice as soon as all are taken: two things can be to blame at once.
const wheres = () => all('[name="component"]', form);
const components = () => [...new Set(wheres().map((select) => select.value).filter(Boolean))];

function offerAnother() {
  const last = wheres().at(-1);
  if (!last.value) return;
  const another = last.cloneNode(true);
  another.removeAttribute('id');
  another.value = '';
  last.after(another);
}

function chooseWheres(names) {
  for (const [i, name] of names.entries()) {
    if (i >= wheres().length) offerAnother();
    wheres()[i].value = name;
  }
  offerAnother();
}

// ---- the path

function showEdges() {
  for (const chip of all('[data-edge]', form)) chip.remove();
  const area = one('[data-edges]');
  const chips = edges.map(({ from, to }, i) => html`<span class="tag mono" data-edge>${from} → ${to}<button type="button" data-remove="${i}" aria-label="Remove ${from} to ${to}">×</button><input type="hidden" name="path" value="${from}>${to}"></span>`);
  const holder = fill(document.createElement('div'), chips);
  area.prepend(...holder.children);
}

function addEdge() {
  const [from, to] = [form.elements.edgeFrom, form.elements.edgeTo];
  if (!from.value || !to.value || from.value === to.value) return;
  if (!edges.some((e) => e.from === from.value && e.to === to.value)) edges.push({ from: from.value, to: to.value });
  from.value = to.value;
  to.value = '';
  showEdges();
  to.focus();
}

// ---- draft

const evidence = () => all('[name="evidence"]:checked', form).map((box) => box.value);

function draft() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT)) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  const values = Object.fromEntries(['mechanism', 'trigger', 'start', 'sentence', 'confidence'].map((n) => [n, form.elements[n].value]));
  const seen = all('[name="evidence"]', form).map((box) => box.value);
  sessionStorage.setItem(DRAFT, JSON.stringify({ ...values, components: components(), edges, evidence: evidence(), seen }));
}

function restore() {
  const kept = draft();
  for (const name of ['mechanism', 'trigger', 'start', 'sentence', 'confidence']) if (kept[name]) form.elements[name].value = kept[name];
  chooseWheres(kept.components ?? []);
  edges = kept.edges ?? [];
}

// ---- submitting

function missing() {
  if (run.preparing) return 'Getting ready: what changed is not known yet.';
  if (!components().length && form.elements.mechanism.value !== 'nothing') return 'Say where: pick a service.';
  if (!form.elements.mechanism.value) return 'Say what is wrong with it.';
  if (startTick() === null) return 'Say when it started, such as 14:06:10.';
  if (evidence().length === 0) return 'Pin at least one piece of evidence first: P on a chart, trace or log line.';
  return '';
}

function check() {
  const reason = missing();
  const count = evidence().length;
  one('[data-submit]', form).disabled = reason !== '';
  one('[data-reason]', form).textContent = reason;
  one('[data-evidence-count]', form).textContent = `${count} of ${all('[name="evidence"]', form).length} pinned, at least 1`;
}

// The typed time of day as a tick: the latest such instant that is not in the future.
function startTick() {
  const typed = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(form.elements.start.value.trim());
  if (!typed) return null;
  const day = new Date(view.range().to);
  day.setUTCHours(Number(typed[1]), Number(typed[2]), Number(typed[3] ?? 0), 0);
  const millis = day.getTime() > view.range().to + 36e5 ? day.getTime() - 864e5 : day.getTime();
  return tickOf(millis);
}

function body() {
  const fields = form.elements;
  return {
    components: components(),
    mechanism: fields.mechanism.value,
    trigger: fields.trigger.value || 'none',
    startTick: startTick(),
    path: edges,
    evidence: evidence(),
    sentence: fields.sentence.value.trim(),
    confidence: CONFIDENCE[fields.confidence.value],
  };
}

async function submit(event) {
  event.preventDefault();
  check();
  const button = one('[data-submit]', form);
  if (button.disabled) return;
  button.disabled = true;
  keep();
  try {
    const answer = await api.post('declared', body(), key);
    showVerdict(answer);
  } catch (refused) {
    one('[data-reason]', form).textContent = refused.message;
    key = api.newKey();
    button.disabled = false;
  }
}

const lockedFor = (verdict) => (verdict?.lockedUntilTick === undefined ? 0 : Math.round((millisOf(verdict.lockedUntilTick) - now()) / 1000));

const RESULT = { right: 'ok', partly: 'warn', wrong: 'bad' };
const PART = { components: 'where', mechanism: 'what' };

function showVerdict(answer) {
  const verdict = answer?.verdict ?? answer;
  const parts = verdict?.parts ?? [];
  const right = verdict?.correct === true;
  const area = one('[data-verdict]', form);
  one('[data-fields]', form).hidden = true;
  fill(area, html`<h3 tabindex="-1">${right ? 'That is the root cause.' : parts.length ? 'Not the whole story yet.' : 'Recorded.'}</h3>
    <div class="parts">${parts.map((l) => html`<div class="part"><div class="tiny faint">${PART[l.part] ?? l.part}</div><span class="tag ${RESULT[l.result] ?? ''}">${l.result}</span></div>`)}</div>
    <p class="soft">${right ? 'Bring the service back if users still feel it, then end the drill.' : lockedFor(verdict) > 0 ? `The next declaration is taken in ${lockedFor(verdict)} s.` : 'Keep looking, then declare again.'}</p>`);
  area.hidden = false;
  const footer = one('footer', form);
  fill(footer, html`<span class="grow"></span><button class="button large" type="button" data-back>${right ? 'Back to the console' : 'Keep investigating'}</button><button class="button ${right ? 'primary' : ''} large" type="button" data-do="finish">${icon('flag')}Finish and debrief</button>`);
  one('[data-back]', footer).addEventListener('click', () => {
    if (right) sessionStorage.removeItem(DRAFT);
    dialog ? location.reload() : location.assign(run.base);
  });
  one('h3', area).focus();
  say(right ? 'Right' : 'Declared');
}

if (form) {
  form.addEventListener('submit', submit);
  form.addEventListener('input', (event) => {
    if (event.target.name === 'component') offerAnother();
    check();
  });
  form.addEventListener('click', (event) => {
    if (event.target.closest('[data-do="add-edge"]')) addEdge();
    const remove = event.target.closest('[data-remove]');
    if (remove) {
      edges.splice(Number(remove.dataset.remove), 1);
      showEdges();
    }
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === 'Enter' && event.target.matches('input[type="text"], input:not([type])')) event.preventDefault();
  });
  // A pin that was still on its way when the form opened.
  addEventListener('brownout:pinned', () => {
    if (dialog && !dialog.open) return;
    keep();
    showPins().then(check);
  });
  addEventListener('brownout:ready', () => {
    if (!dialog || dialog.open) showChanges().then(check);
  });
  dialog?.addEventListener('cancel', keep);
  if (!dialog) {
    key = api.newKey();
    restore();
    showEdges();
    showPins().then(check);
  }
}
