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

const KINDS = [
  'tick', 'alert', 'phase', 'change', 'score', 'reset', 'event',
  'started', 'acted', 'acknowledged', 'severity_set', 'role_taken', 'pinned', 'noted', 'messaged',
  'status_page_updated', 'declared', 'warped', 'paused', 'resumed', 'finished', 'expired', 'scored',
];

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
  const take = (kind) => (message) => {
    let data = {};
    try {
      data = JSON.parse(message.data);
    } catch {
      return;
    }
    if (kind === 'tick') correct(data.nowMillis ?? run.zeroMillis + (data.tick + 1) * 1000, data.paused === true);
    emit(kind, data);
  };
  for (const kind of KINDS) source.addEventListener(kind, take(kind));
  source.addEventListener('message', (message) => {
    let kind = 'event';
    try {
      kind = JSON.parse(message.data).kind ?? 'event';
    } catch {
      return;
    }
    take(kind)(message);
  });
  addEventListener('pagehide', () => source.close());
}
