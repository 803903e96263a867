// SPDX-License-Identifier: Apache-2.0
// The run's event stream: one connection, many listeners. The browser reconnects by itself and sends
// the last id; the state is shown in the top bar.
import { one } from './dom.js';
import { run, correct } from './run.js';

const listeners = new Map();

export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
}

function emit(kind, data) {
  for (const listener of [...(listeners.get(kind) ?? []), ...(listeners.get('*') ?? [])]) listener(data, kind);
}

// `event` is an entry of the run's log and is told to listeners of its kind; the others are derived.
const TYPES = ['event', 'alert', 'notification', 'change', 'phase', 'message', 'tick'];

let paused = false;

function take(type, data) {
  if (data.kind === 'paused' || data.kind === 'resumed') paused = data.kind === 'paused';
  if (type === 'tick') correct(data.time, paused);
  emit(type === 'event' ? data.kind : type, data);
}

export function open() {
  const source = new EventSource(`${run.api}/events`);
  const light = one('[data-live]');
  let lost = 0;
  const state = (name, text) => {
    clearTimeout(lost);
    if (light) {
      light.dataset.state = name;
      light.textContent = text;
    }
  };
  source.addEventListener('open', () => state('live', 'Live'));
  source.addEventListener('error', () => {
    clearTimeout(lost);
    lost = setTimeout(() => state('lost', 'Reconnecting'), 3000);
  });
  for (const type of TYPES) {
    source.addEventListener(type, (message) => {
      state('live', 'Live');
      take(type, JSON.parse(message.data));
    });
  }
  addEventListener('pagehide', () => source.close());
}
