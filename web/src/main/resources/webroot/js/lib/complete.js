// SPDX-License-Identifier: Apache-2.0
// What the editor completes with: this run's own names and values, from its public endpoints.
import { run } from './run.js';

const json = (path) => fetch(run.base + path, { headers: { Accept: 'application/json' } }).then((r) => (r.ok ? r.json() : {}));

const once = (work) => {
  const kept = new Map();
  return (key = '') => {
    if (!kept.has(key)) kept.set(key, work(key).catch(() => []));
    return kept.get(key);
  };
};

// For each language: label names and values; PromQL also asks the Prometheus API at `prometheusUrl`.
export const completionSource = () => ({
  prometheusUrl: `${run.base}/prometheus`,
  logLabels: once(() => json('/loki/loki/api/v1/labels').then((b) => b.data ?? [])),
  logValues: once((label) => json(`/loki/loki/api/v1/label/${encodeURIComponent(label)}/values`).then((b) => b.data ?? [])),
  traceTags: once(() => json('/tempo/api/v2/search/tags').then((b) => (b.scopes ?? []).flatMap((s) => s.tags.map((tag) => (['span', 'resource', 'event'].includes(s.name) ? `${s.name}.${tag}` : tag))))),
  traceValues: once((tag) => json(`/tempo/api/v2/search/tag/${encodeURIComponent(tag)}/values`).then((b) => (b.tagValues ?? []).map((v) => v.value ?? v))),
});
