// SPDX-License-Identifier: Apache-2.0
// The queries behind the console's charts, as text: a panel opens in the explorer with the same one.

const labels = (pairs) => `{${pairs.filter(([, v]) => v).map(([k, v]) => `${k}="${v}"`).join(',')}}`;

const where = (service, region) => labels([['service', service], ['region', region]]);

const failed = (service, region) => where(service, region).replace('}', `${service || region ? ',' : ''}status=~"5.."}`);

export const requests = (service, region) => `sum(rate(http_requests_total${where(service, region)}[1m]))`;

export const errorRatio = (service, region) =>
  `100 * (sum(rate(http_requests_total${failed(service, region)}[1m])) or vector(0)) / sum(rate(http_requests_total${where(service, region)}[1m]))`;

export const buckets = (service, region) => `sum by (le) (rate(http_request_duration_seconds_bucket${where(service, region)}[1m]))`;

export const quantile = (q, service, region) => `histogram_quantile(${q}, ${buckets(service, region)})`;

export const downstream = (service, region) =>
  `histogram_quantile(0.99, sum by (le, peer_service) (rate(http_client_request_duration_seconds_bucket${where(service, region)}[1m])))`;

export const exemplars = (service, region) => `http_request_duration_seconds_bucket${where(service, region)}`;
