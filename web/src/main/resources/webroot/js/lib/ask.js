// SPDX-License-Identifier: Apache-2.0
// The query box of the explorer: the text lives in the URL, Ctrl Enter runs it, what is refused is
// shown with a caret below the column; the old answer stays meanwhile.
import { one } from './dom.js';
import * as view from './view.js';

const BAR_AFTER = 150;

// `run(text, signal)` answers a query; `initial()` is asked for one when the URL has none.
export function setUpAsking(run, initial) {
  const form = one('[data-ask]');
  const area = one('textarea', form);
  const problem = one('[data-problem]');
  const bar = one('[data-busy]');
  let current = null;
  let editor = { get: () => area.value, set: (text) => (area.value = text) };

  const ask = async () => {
    const text = view.get('q') || initial();
    if (editor.get() !== text) editor.set(text);
    current?.abort();
    const mine = (current = new AbortController());
    const slow = setTimeout(() => (bar.hidden = false), BAR_AFTER);
    try {
      await run(text, mine.signal);
      problem.hidden = true;
    } catch (refused) {
      if (refused.name !== 'AbortError') showProblem(problem, text, refused);
    } finally {
      clearTimeout(slow);
      if (current === mine) bar.hidden = true;
    }
  };

  const submit = () => {
    const text = editor.get().trim();
    if (text === view.get('q')) ask();
    else view.set({ q: text });
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  });
  view.onChange(ask);
  area.value = view.get('q') || initial();
  upgrade(one('[data-editor]'), area, submit).then((better) => better && (editor = better));
  ask();
  return { ask, set: (text) => view.set({ q: text }) };
}

function showProblem(box, text, refused) {
  const line = text.split('\n')[Math.max(0, refused.line - 1)] ?? '';
  const caret = refused.column > 0 ? `${line}\n${' '.repeat(refused.column - 1)}^\n` : '';
  box.textContent = caret + refused.message;
  box.hidden = false;
}

// Puts the real editor in place of the text area once it has loaded; without it all works the same.
async function upgrade(holder, area, submit) {
  try {
    const { edit } = await import('../../vendor/editor.js');
    const { completionSource } = await import('./complete.js');
    return edit({ holder, area, language: holder.dataset.editor, submit, source: completionSource() });
  } catch (missing) {
    console.info(`plain editor: ${missing.message}`);
    return null;
  }
}
