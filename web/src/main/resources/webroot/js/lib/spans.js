// SPDX-License-Identifier: Apache-2.0
// A trace as a tree: from OTLP JSON to spans with children, own time and the critical path.

const hex = (id) => {
  if (!id || /^[0-9a-f]+$/i.test(id)) return (id ?? '').toLowerCase();
  return [...atob(id)].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
};

function plain(value = {}) {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain).join(', ');
  const [found] = Object.values(value);
  return found ?? '';
}

const attributes = (list = []) => list.map(({ key, value }) => [key, plain(value)]);

const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

const kind = (value) => (typeof value === 'number' ? (KINDS[value] ?? '') : String(value ?? '').replace('SPAN_KIND_', '').toLowerCase());

// {spans in tree order, roots, startNanos, seconds, missing}: every span has id, parentId, service,
// name, kind, start and end in seconds after the trace's begin, failed, attributes, resource, events,
// children, depth, self, gaps (stretches without a running child), critical (stretches on the path).
export function parseTrace(body) {
  const container = body.trace ?? body;
  const raw = [];
  for (const resourceSpans of container.resourceSpans ?? container.batches ?? []) {
    const resource = attributes(resourceSpans.resource?.attributes);
    const service = resource.find(([key]) => key === 'service.name')?.[1] ?? '';
    for (const scope of resourceSpans.scopeSpans ?? []) {
      for (const span of scope.spans ?? []) raw.push({ span, resource, service });
    }
  }
  if (!raw.length) return null;
  const begin = raw.reduce((least, { span }) => (BigInt(span.startTimeUnixNano) < least ? BigInt(span.startTimeUnixNano) : least), BigInt(raw[0].span.startTimeUnixNano));
  const after = (nanos) => Number(BigInt(nanos) - begin) / 1e9;
  const spans = raw.map(({ span, resource, service }) => ({
    id: hex(span.spanId),
    parentId: hex(span.parentSpanId),
    service,
    name: span.name,
    kind: kind(span.kind),
    start: after(span.startTimeUnixNano),
    end: after(span.endTimeUnixNano),
    failed: span.status?.code === 2 || span.status?.code === 'STATUS_CODE_ERROR',
    message: span.status?.message ?? '',
    attributes: attributes(span.attributes),
    resource,
    events: (span.events ?? []).map((e) => ({ at: after(e.timeUnixNano), name: e.name, attributes: attributes(e.attributes) })),
    children: [],
    critical: [],
  }));
  return arrange(spans, begin);
}

function arrange(spans, begin) {
  const byId = new Map(spans.map((s) => [s.id, s]));
  const roots = [];
  let missing = 0;
  for (const span of spans) {
    const parent = byId.get(span.parentId);
    if (parent) parent.children.push(span);
    else {
      roots.push(span);
      if (span.parentId) missing++;
    }
  }
  const byStart = (a, b) => a.start - b.start || a.end - b.end;
  const ordered = [];
  const walk = (span, depth) => {
    span.depth = depth;
    span.children.sort(byStart);
    span.gaps = gaps(span);
    span.self = span.gaps.reduce((sum, [from, to]) => sum + to - from, 0);
    ordered.push(span);
    span.children.forEach((child) => walk(child, depth + 1));
  };
  roots.sort(byStart);
  roots.forEach((root) => walk(root, 0));
  if (roots[0]) critical(roots[0], roots[0].end);
  const seconds = Math.max(...spans.map((s) => s.end));
  return { spans: ordered, byId, roots, startNanos: begin, seconds, missing };
}

// The stretches of a span in which no child runs.
function gaps(span) {
  const found = [];
  let at = span.start;
  for (const child of span.children) {
    if (child.start > at) found.push([at, Math.min(child.start, span.end)]);
    at = Math.max(at, child.end);
    if (at >= span.end) break;
  }
  if (at < span.end) found.push([at, span.end]);
  return found.filter(([from, to]) => to > from);
}

// Walks back from the end: what was waited for last, and before that, and so on. The stretches of all
// spans add up to the root's duration.
function critical(span, until) {
  let at = Math.min(span.end, until);
  const children = span.children.map((c) => ({ c, end: Math.min(c.end, span.end) })).sort((a, b) => b.end - a.end);
  for (const { c, end } of children) {
    if (end > at || c.start >= at) continue;
    if (at > end) span.critical.push([end, at]);
    critical(c, end);
    at = c.start;
  }
  if (at > span.start) span.critical.push([span.start, at]);
}

export const attribute = (span, ...names) => names.map((n) => span.attributes.find(([key]) => key === n)?.[1]).find((v) => v !== undefined);

// Caller and callee of each hop from the root down to a span, databases and third parties included.
export function chain(trace, span) {
  const hops = [];
  const peer = attribute(span, 'peer.service', 'db.instance', 'server.address');
  if (span.kind === 'client' && peer) hops.push([span.service, String(peer)]);
  for (let at = span; at; at = trace.byId.get(at.parentId)) {
    const parent = trace.byId.get(at.parentId);
    if (parent && parent.service !== at.service) hops.push([parent.service, at.service]);
  }
  return hops.reverse();
}
