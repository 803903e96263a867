// SPDX-License-Identifier: Apache-2.0
// The channel: what is said, questions with their timers, updates. The forms work without this; here
// they leave the page as it is.
import { one, all, say } from './lib/dom.js';
import { clock } from './lib/format.js';
import { now } from './lib/run.js';
import * as stream from './lib/stream.js';
import * as shell from './shell.js';
import { hear } from './lib/channel.js';

const PARTS = ['[data-questions]', '[data-told]'];

function show(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const part of PARTS) {
    const fresh = one(part, page);
    const typed = one(`${part} :is(input, textarea):focus`)?.value;
    if (fresh && !typed) one(part).replaceWith(fresh);
  }
  tell();
}

async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  if (answer.ok) show(await answer.text());
}

// How long somebody still waits.
function tell() {
  for (const due of all('[data-due]')) {
    const left = Math.round((Number(due.dataset.due) - now()) / 1000);
    due.closest('.question').classList.toggle('late', left < 0);
    due.textContent = left < 0 ? `${clock(-left)} late` : `${clock(left)} left`;
  }
}

async function send(form) {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  const text = await answer.text();
  if (!answer.ok) {
    say(one('[data-notice]', new DOMParser().parseFromString(text, 'text/html'))?.textContent ?? 'That did not work');
    return;
  }
  form.reset();
  document.activeElement?.blur();
  show(text);
}

let first = true;

shell.start();
shell.keys({ m: () => one('#message')?.focus(), P: () => say('There is nothing here to pin: open a query first') });
document.addEventListener('submit', (event) => {
  if (!event.target.matches('.talk form')) return;
  event.preventDefault();
  send(event.target);
});
stream.on('*', (event, kind) => {
  if (first) one('[data-channel]').replaceChildren();
  first = false;
  hear(event, kind);
});
let timer = 0;
for (const kind of ['message', 'replied', 'update_posted', 'warped']) {
  stream.on(kind, () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, 300);
  });
}
one('[data-channel]').scrollTop = 1e9;
tell();
setInterval(tell, 1000);
