// SPDX-License-Identifier: Apache-2.0
// The action prompt: completion from the catalogue, a dry run while typing, one Enter to confirm.
import { one, html, fill, say } from './lib/dom.js';
import { time } from './lib/format.js';
import { run, millisOf } from './lib/run.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';

const PAUSE = 180;

let catalogue = [];
let services = [];
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
    if (!catalogue.length) [catalogue, services] = await Promise.all([api.actions(), api.inventory()]).catch(() => [[], []]);
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
    one('[data-past-time]').textContent = time(millisOf(event.tick));
    one('[data-past]').textContent = event.body.line;
    one('[data-past-result]').textContent = event.body.summary;
  });
}

// What a dry run says, as one line.
function describe(preview) {
  const parts = [preview.summary, ...preview.lines];
  if (preview.readyInSeconds) parts.push(`ready in about ${preview.readyInSeconds} s`);
  return parts.filter((part, i) => part && parts.indexOf(part) === i).join(', ');
}

// The choices that go on from what is typed, in the catalogue's and the alphabet's order.
function complete(typed) {
  const words = typed.trimStart().split(/\s+/);
  const entry = catalogue.find((e) => e.name === words[0]);
  if (!entry || words.length < 2) {
    return catalogue
      .filter((e) => e.name.startsWith(words[0]))
      .map((e) => ({ text: `${e.name} ${e.arguments}`, about: e.doc, line: `${e.name} ` }));
  }
  const last = words.at(-1);
  const head = typed.trimStart().slice(0, -last.length || undefined);
  return candidates(entry, words.slice(1, -1))
    .filter((choice) => choice.startsWith(last) && choice !== last)
    .map((choice) => ({ text: choice, about: '', line: `${head}${choice}${choice.endsWith('=') ? '' : ' '}` }));
}

// What may stand next by the form of the action: `SERVICE [--region REGION]`, `SERVICE KEY=VALUE`.
function candidates(entry, used) {
  const form = entry.arguments.replace(/[[\]]/g, '').split(/\s+/);
  const previous = used.at(-1) ?? '';
  const service = services.find((s) => s.name === used[0]);
  const values = {
    SERVICE: services.map((s) => s.name),
    REGION: run.regions,
    VERSION: service?.previousVersion ? [service.previousVersion] : [],
    'KEY=VALUE': Object.entries(service?.config ?? {}).map(([key]) => `${key}=`),
    DATABASE: run.components.filter((name) => !services.some((s) => s.name === name)),
    N: service ? [String(Math.max(0, ...Object.values(service.replicas)))] : [],
  };
  if (previous.startsWith('--')) return values[form[form.indexOf(previous) + 1]] ?? [];
  const plain = used.filter((word, i) => !word.startsWith('--') && !(used[i - 1] ?? '').startsWith('--'));
  const places = form.filter((word, i) => !word.startsWith('--') && !(form[i - 1] ?? '').startsWith('--'));
  if (plain.length < places.length) return values[places[plain.length]] ?? [];
  return form.filter((word) => word.startsWith('--') && !used.includes(word));
}
