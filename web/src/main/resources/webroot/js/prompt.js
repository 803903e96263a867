// SPDX-License-Identifier: Apache-2.0
// The action prompt: completion from the catalogue, a dry run while typing, one Enter to confirm.
import { one, html, fill, say } from './lib/dom.js';
import { time } from './lib/format.js';
import { run, millisOf } from './lib/run.js';
import * as view from './lib/view.js';
import * as api from './lib/api.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';

const PAUSE = 180;

let catalogue = [];
let services = [];
let shellForms = [];
let choices = [];
let at = -1;
let dryRun = { line: '' };
let timer = 0;
let key = '';

export function setUpPrompt() {
  const form = one('[data-prompt]');
  const input = one('input', form);
  const list = one('[data-completions]');
  const output = one('[data-preview]');
  const box = one('[data-help-box]');
  const details = one('[data-dry-run]');

  const close = () => {
    box.hidden = true;
    at = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const paint = () => {
    choices = complete(input.value);
    fill(list, choices.map((c, i) => html`<li role="option" id="action-${i}" data-i="${i}" aria-selected="${i === at}"><span class="nowrap">${c.text}</span><span class="faint clip">${c.about}</span></li>`));
    show();
    if (at >= 0) input.setAttribute('aria-activedescendant', `action-${at}`);
    one('[aria-selected="true"]', list)?.scrollIntoView({ block: 'nearest' });
  };

  const show = () => {
    box.hidden = (choices.length === 0 && !details.textContent) || document.activeElement !== input;
    input.setAttribute('aria-expanded', String(!box.hidden));
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
    details.textContent = '';
    output.classList.remove('bad');
    if (!catalogue.length) return; // whether it is a look or an action is not known yet
    const line = input.value.trim();
    if (isLook(line)) output.textContent = 'Enter shows it';
    else if (ready(line)) timer = setTimeout(() => look(line), PAUSE);
  };

  const look = async (line) => {
    try {
      const preview = await api.preview(line);
      if (input.value.trim() !== line) return;
      dryRun = { line };
      output.classList.remove('bad');
      output.textContent = `dry run: ${preview.summary}`;
      fill(details, describe(preview));
      show();
    } catch (refused) {
      if (input.value.trim() !== line) return;
      dryRun = { line: '' };
      output.textContent = refused.message.replace(/^line, column \d+: /, '');
      output.classList.add('bad');
    }
    output.title = output.textContent;
  };

  // A look changes nothing: it is shown at once and the line stays.
  const inspect = async (line) => {
    const seen = await shell.attempt(() => api.inspect(line));
    if (!seen || input.value.trim() !== line) return;
    choices = [];
    fill(list, []);
    output.classList.remove('bad');
    output.textContent = `${seen.lines.length} lines`;
    fill(details, html`<pre>${seen.lines.join('\n')}</pre>`);
    show();
  };

  input.addEventListener('focus', async () => {
    const late = !catalogue.length; // somebody may have typed meanwhile
    if (late) await load();
    if (document.activeElement !== input) return;
    paint();
    if (late) schedule();
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
    else if (event.key === 'Tab' && !box.hidden && choices.length && !event.shiftKey) {
      event.preventDefault();
      return take(choices[Math.max(0, at)]);
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      return take(choices[at]);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      return box.hidden ? input.blur() : close();
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
    if (!catalogue.length) await load();
    if (isLook(line)) {
      await inspect(line);
      return;
    }
    if (dryRun.line !== line) {
      await look(line);
      return;
    }
    key ||= api.newKey();
    const done = await shell.attempt(() => api.act(line, key));
    if (!done) return;
    key = '';
    dryRun = { line: '' };
    input.value = '';
    output.textContent = '';
    details.textContent = '';
    close();
    say(`Running: ${line}`);
  });

  // A line that another page sent to be typed here. It is shown as a dry run, as any other.
  const sent = view.get('line');
  if (sent && !input.disabled) {
    view.set({ line: '' }, { replace: true });
    input.value = sent;
    input.focus();
  }

  stream.on('acted', (event) => {
    one('[data-past-time]').textContent = time(millisOf(event.tick));
    one('[data-past]').textContent = event.body.line;
    one('[data-past-result]').textContent = event.body.summary;
  });
}

async function load() {
  try {
    const [actions, found, inspections] = await Promise.all([api.actions(), api.inventory(), api.inspections()]);
    catalogue = [...actions, ...inspections.looks];
    services = found;
    shellForms = inspections.shell;
  } catch {
    catalogue = [];
  }
}

const isLook = (line) =>
  Boolean(catalogue.find((e) => e.name === line.split(/\s+/)[0])?.looks) ||
  shellForms.some((form) => line === form || line.startsWith(`${form} `));

// What a dry run says.
const describe = (preview) =>
  html`<p><b>Dry run.</b> ${preview.summary}. Enter runs it.</p>${preview.lines.map((line) => html`<p>${line}</p>`)}`;

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

// Whether a line may be an action already: a known one with all that its form requires.
function ready(line) {
  const words = line.split(/\s+/);
  const entry = catalogue.find((e) => e.name === words[0]);
  if (!entry) return words.length > 1;
  const required = entry.arguments.replace(/\[[^\]]*\]/g, '').split(/\s+/).filter(Boolean);
  return words.length > required.length && required.every((word) => !word.startsWith('--') || words.includes(word));
}
