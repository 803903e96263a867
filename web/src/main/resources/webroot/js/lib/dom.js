// SPDX-License-Identifier: Apache-2.0
// Finding, making and escaping.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text) => String(text).replace(/[&<>"']/g, (c) => ENTITIES[c]);

const filled = new WeakMap();

class Markup {
  constructor(text) {
    this.text = text;
  }
}

const markup = (value) => {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(markup).join('');
  return value === null || value === undefined || value === false ? '' : escape(value);
};

// Markup from a template: every value is escaped unless it is markup itself.
export const html = (parts, ...values) =>
  new Markup(parts.reduce((text, part, i) => text + markup(values[i - 1]) + part));

// Fills an element. Inline styles are forbidden by the page's policy, so what must be computed is
// written as data-css and set through the object model here.
// Content that is there already is left alone, so that nothing a person is about to click is replaced.
export function fill(element, content) {
  const text = markup(content);
  if (filled.get(element) === text) return element;
  filled.set(element, text);
  element.innerHTML = text;
  for (const child of all('[data-css]', element)) {
    child.style.cssText = child.dataset.css;
    child.removeAttribute('data-css');
  }
  return element;
}

export const icon = (name, size = '') =>
  html`<svg class="icon ${size}" aria-hidden="true"><use href="#i-${name}"/></svg>`;

export const severity = (name, size = '') =>
  /^P[0-3]$/.test(name)
    ? html`<span class="sev ${name.toLowerCase()} ${size}"><svg class="shape" aria-hidden="true"><use href="#i-${name.toLowerCase()}"/></svg>${name}</span>`
    : html`<span class="sev unset ${size}">Set severity</span>`;

export const token = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

let toastTimer = 0;

// Says something politely, to eyes and to screen readers.
export function say(text) {
  const live = one('[data-announce]');
  if (live) live.textContent = text;
  one('.toast')?.remove();
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.textContent = text;
  (one('dialog[open]') ?? document.body).append(toast);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.remove(), 3500);
}

// True while typing, when single-letter keys belong to the field.
export const typing = (event) =>
  event.composedPath()[0]?.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]') != null;
