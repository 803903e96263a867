// SPDX-License-Identifier: Apache-2.0
// Runbooks: the filter of their list, and the range that their queries open with.
import { one, all, say } from './lib/dom.js';
import { count } from './lib/format.js';
import * as shell from './shell.js';
import { look } from './declareform.js';

const filter = one('#filter');

function narrow() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of all('[data-row]')) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  for (const section of all('[data-section]')) section.hidden = !one('[data-row]:not([hidden])', section);
  one('[data-none]').hidden = shown > 0;
  one('[data-shown]').textContent = count(shown, 'page');
}

shell.start();
look('');
shell.keys({ P: () => say('There is nothing here to pin: open a query first') });
if (filter) {
  filter.addEventListener('input', narrow);
  one('[data-filter]').addEventListener('submit', (event) => {
    event.preventDefault();
    one('[data-row]:not([hidden]) a')?.click();
  });
  shell.keys({ '/': () => filter.focus() });
}
