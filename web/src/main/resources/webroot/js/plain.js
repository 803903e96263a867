// SPDX-License-Identifier: Apache-2.0
// Pages outside a run: theme, and j, k through the drills.
import { all, typing, one } from './lib/dom.js';
import { flipTheme } from './lib/theme.js';

function step(by) {
  const drills = all('a.drill');
  drills[Math.max(0, Math.min(drills.length - 1, drills.indexOf(document.activeElement) + by))]?.focus();
}

addEventListener('keydown', (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'T' && event.shiftKey) flipTheme();
  else if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
});

one('[data-do="theme"]')?.addEventListener('click', flipTheme);
