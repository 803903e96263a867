// SPDX-License-Identifier: Apache-2.0
// The run this page belongs to, and its clock. World time is the server's at load plus what has passed
// since; `tick` events correct it.

const facts = document.body.dataset;

export const run = {
  id: facts.run,
  base: `/r/${facts.run}`,
  api: `/api/v1/runs/${facts.run}`,
  zeroMillis: Number(facts.zero),
  startMillis: Number(facts.started),
  limitSeconds: Number(facts.limit),
  components: (facts.components ?? '').split(' ').filter(Boolean),
  services: (facts.services ?? '').split(' ').filter(Boolean),
  regions: (facts.regions ?? '').split(' ').filter(Boolean),
  front: facts.front ?? '',
  closed: facts.closed === 'true',
  preparing: facts.preparing !== undefined, // the page came before the world
};

let worldMillis = Number(facts.worldNow);
let readAt = performance.now();
let stopped = run.closed;

// The world's now: the last closed second, in milliseconds.
export const now = () => Math.floor((worldMillis + (stopped ? 0 : performance.now() - readAt)) / 1000) * 1000;

// A replayed instant of the past moves nothing; a paused clock stands.
export function correct(millis, paused) {
  if (!paused && millis < now() - 15_000) return;
  worldMillis = millis;
  readAt = performance.now();
  stopped = paused || run.closed;
}

// Tick k is the second that ends at t0 + k + 1.
export const tickOf = (millis) => Math.round((millis - run.zeroMillis) / 1000) - 1;

export const millisOf = (tick) => run.zeroMillis + (tick + 1) * 1000;

// Seconds since the people were called.
export const elapsed = () => (now() - run.startMillis) / 1000;
