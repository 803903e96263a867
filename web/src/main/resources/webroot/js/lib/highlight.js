// SPDX-License-Identifier: Apache-2.0
// Colours a query that is only shown: strings, label names, operators, numbers. The editor has a real
// grammar; this is for one line of text.
import { html } from './dom.js';

const TOKENS = /("(?:[^"\\]|\\.)*"|`[^`]*`)|([a-zA-Z_][\w.]*)(?=\s*(?:=~|!~|!=|=))|(\|=|\|~|!=|!~|=~|[{}|()=])|(\b\d+(?:\.\d+)?(?:ms|s|m|h)?\b)/g;

export function highlight(query) {
  const parts = [];
  let end = 0;
  for (const match of query.matchAll(TOKENS)) {
    parts.push(query.slice(end, match.index));
    const kind = match[1] ? 'string' : match[2] ? 'label' : match[3] ? 'operator' : 'number';
    parts.push(html`<span class="token-${kind}">${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return html`<span class="clip">${[...parts, query.slice(end)]}</span>`;
}
