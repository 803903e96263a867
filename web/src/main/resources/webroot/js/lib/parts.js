// SPDX-License-Identifier: Apache-2.0
// Pages whose parts the server makes: they are made anew, from the page's own address, at least every
// fifteen seconds. The focused row stays where it is; parts are dimmed while the server does not answer.
import { one, all } from './dom.js';
import { clock } from './format.js';
import { now } from './run.js';

const REFRESH = 15_000;

let loading = null;

// Asks for the page again. Resolves to whether it came.
export async function refresh() {
  loading?.abort();
  const mine = (loading = new AbortController());
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: 'text/html' }, signal: mine.signal });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of all('[data-part]')) {
      part.classList.remove('stale');
      swap(part, one(`[data-part="${part.dataset.part}"]`, fresh));
    }
    ages();
  } catch {
    // The next change tries again.
    if (mine === loading) for (const part of all('[data-part]')) part.classList.add('stale');
  }
}

// Ages are left out of the comparison: they go on by themselves.
const said = (part) => part.innerHTML.replace(/(data-since="\d+"[^>]*>)[^<]*/g, '$1').replace(/next flush [\d:]+/g, '');

function swap(part, fresh) {
  if (!fresh || said(part) === said(fresh)) return;
  const focused = document.activeElement?.closest?.('[data-key]')?.dataset.key;
  const open = all('details[open]', part).map((d) => d.dataset.key);
  const row = focused && rowOf(focused, part);
  const top = row?.getBoundingClientRect().top;
  part.innerHTML = fresh.innerHTML;
  for (const details of all('details', part)) details.open = open.includes(details.dataset.key);
  const again = row && rowOf(focused, part);
  if (again) {
    again.focus({ preventScroll: true });
    part.scrollTop += again.getBoundingClientRect().top - top; // what is new above does not move it
  }
}

const rowOf = (key, part) => all('[data-key]:not(details)', part).find((row) => row.dataset.key === key);

function ages() {
  for (const age of all('[data-since]')) {
    const text = clock(Math.max(0, (now() - Number(age.dataset.since)) / 1000));
    if (age.textContent !== text) age.textContent = text;
  }
}

export const visible = (selector) => all(selector).filter((row) => row.checkVisibility());

// Focuses the next row of a list, or the one before.
export function move(selector, by) {
  const list = visible(selector);
  const at = list.indexOf(document.activeElement?.closest?.(selector));
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

// `due` says, every second, whether it is time to ask again.
export function startParts(due = undefined) {
  addEventListener('brownout:ready', refresh);
  setInterval(() => {
    ages();
    if (due?.()) refresh();
  }, 1000);
  if (!due) setInterval(refresh, REFRESH);
  ages();
}
