// SPDX-License-Identifier: Apache-2.0
// The action prompt: completion from the catalogue, a dry run while typing, one Enter to confirm.
import { one, html, fill, say } from './lib/dom.js';
import { time } from './lib/format.js';
import { millisOf } from './lib/run.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';

const PAUSE = 180;

let catalogue = [];
let choices = [];
let at = -1;
let dryRun = { line: '', text: '' };
let timer = 0;
let key = '';

export function setUpPrompt() {
  const form = one('[data-prompt]');
  const input = one('input', form);
  const list = one('[data-completions]');
  const output = one('[data-preview]');

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const paint = () => {
    choices = complete(input.value);
    fill(list, choices.map((c, i) => html`<li role="option" id="action-${i}" data-i="${i}" aria-selected="${i === at}"><span class="nowrap">${c.text}</span><span class="faint clip">${c.about}</span></li>`));
    list.hidden = choices.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (at >= 0) input.setAttribute('aria-activedescendant', `action-${at}`);
    one('[aria-selected="true"]', list)?.scrollIntoView({ block: 'nearest' });
  };

  const take = (choice) => {
    input.value = choice.line;
    at = -1;
    paint();
    schedule();
  };

  const schedule = () => {
    clearTimeout(timer);
    output.textContent = '';
    output.classList.remove('bad');
    const line = input.value.trim();
    if (line) timer = setTimeout(() => look(line), PAUSE);
  };

  const look = async (line) => {
    try {
      const preview = await api.preview(line);
      if (input.value.trim() !== line) return;
      dryRun = { line, text: describe(preview) };
      output.classList.remove('bad');
      output.textContent = `dry run: ${dryRun.text}`;
    } catch (refused) {
      if (input.value.trim() !== line) return;
      dryRun = { line: '', text: '' };
      output.textContent = refused.message;
      output.classList.add('bad');
    }
    output.title = output.textContent;
  };

  input.addEventListener('focus', async () => {
    if (!catalogue.length) catalogue = await api.actions().then(entries).catch(() => []);
    if (document.activeElement === input) paint();
  });
  input.addEventListener('input', () => {
    at = -1;
    key = '';
    paint();
    schedule();
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && choices.length) at = (at + 1) % choices.length;
    else if (event.key === 'ArrowUp' && choices.length) at = (at - 1 + choices.length) % choices.length;
    else if (event.key === 'Tab' && !list.hidden && choices.length && !event.shiftKey) {
      event.preventDefault();
      return take(choices[Math.max(0, at)]);
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      return take(choices[at]);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      return list.hidden ? input.blur() : close();
    } else return undefined;
    event.preventDefault();
    return paint();
  });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const choice = choices[event.target.closest('li')?.dataset.i];
    if (choice) take(choice);
  });

  // Nothing runs that was not shown as a dry run first.
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const line = input.value.trim();
    if (!line) return;
    if (dryRun.line !== line) {
      await look(line);
      return;
    }
    key ||= api.newKey();
    const done = await shell.attempt(() => api.act(line, key));
    if (!done) return;
    key = '';
    dryRun = { line: '', text: '' };
    input.value = '';
    output.textContent = '';
    close();
    say(`Running: ${line}`);
  });

  stream.on('acted', (event) => {
    one('[data-past-time]').textContent = time(millisOf(event.tick + 1));
    one('[data-past]').textContent = event.body?.line ?? '';
    one('[data-past-result]').textContent = event.body?.summary ?? '';
  });
}

// What a dry run says, as one line.
function describe(preview) {
  const parts = [preview.summary, ...(preview.details ?? [])];
  if (preview.seconds) parts.push(`ready in about ${preview.seconds} s`);
  if (preview.cost) parts.push(`costs ${preview.cost} points`);
  return parts.filter(Boolean).join(', ');
}

// The catalogue as lines to complete: {form, about, lines}.
const entries = (body) => (Array.isArray(body) ? body : (body.actions ?? []));

// The choices that go on from what is typed: by first letters, in the catalogue's order.
function complete(typed) {
  const text = typed.trimStart();
  const words = text.split(/\s+/);
  const entry = catalogue.find((e) => e.name === words[0]);
  if (!entry || words.length < 2) {
    return catalogue
      .filter((e) => e.name.startsWith(words[0] ?? ''))
      .map((e) => ({ text: e.usage ?? e.name, about: e.about ?? e.help ?? e.summary ?? '', line: `${e.name} ` }));
  }
  const last = words.at(-1);
  const head = text.slice(0, text.length - last.length);
  const used = words.slice(1, -1);
  const options = candidates(entry, used);
  return options
    .filter((o) => o.startsWith(last) && o !== last)
    .slice(0, 40)
    .map((o) => ({ text: o, about: '', line: `${head}${o} ` }));
}

function candidates(entry, used) {
  const previous = used.at(-1) ?? '';
  const flags = entry.options ?? [];
  const flag = flags.find((f) => `--${f.name}` === previous);
  if (flag) return (flag.values ?? []).map(String);
  if (used.length === 0) return entry.targets ?? [];
  return flags.map((f) => `--${f.name}`).filter((f) => !used.includes(f));
}
