// SPDX-License-Identifier: Apache-2.0
// Hints: when the next one opens, and those that others take.
import { one, say } from './lib/dom.js';
import { now } from './lib/run.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';

const button = one('[data-opens]');

function wait() {
  const seconds = Math.ceil((Number(button.dataset.opens) - now()) / 1000);
  button.disabled = seconds > 0;
  one('[data-wait]').textContent = seconds > 0 ? `Opens in ${seconds} s.` : '';
}

shell.start();
shell.keys({ P: () => say('There is nothing here to pin: open a query first') });
if (button) {
  wait();
  setInterval(wait, 1000);
}
stream.on('hint_taken', (event) => {
  if (event.body.rung > document.querySelectorAll('.hints li:not(.none)').length) location.reload();
});
