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
  services: (facts.services ?? '').split(' ').filter(Boolean),
  regions: (facts.regions ?? '').split(' ').filter(Boolean),
  front: facts.front ?? '',
  closed: facts.closed === 'true',
};

let worldMillis = Number(facts.worldNow);
let readAt = performance.now();
let stopped = run.closed;

// The world's now: the last closed second, in milliseconds.
export const now = () => Math.floor((worldMillis + (stopped ? 0 : performance.now() - readAt)) / 1000) * 1000;

export function correct(millis, paused) {
  worldMillis = millis;
  readAt = performance.now();
  stopped = paused || run.closed;
}

export const tickOf = (millis) => Math.round((millis - run.zeroMillis) / 1000);

export const millisOf = (tick) => run.zeroMillis + tick * 1000;

// Seconds since the people were called.
export const elapsed = () => (now() - run.startMillis) / 1000;
