// SPDX-License-Identifier: Apache-2.0
// The query editor: CodeMirror with the three query languages. It lives in a shadow root, where its
// styles are constructed sheets and need no exception from the page's content policy.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, LanguageSupport, LRLanguage, syntaxHighlighting } from '@codemirror/language';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { styleTags, tags } from '@lezer/highlight';
import { parser as logParser } from '@grafana/lezer-logql';
import { parser as traceParser } from '@grafana/lezer-traceql';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.function(tags.variableName), tags.modifier, tags.operatorKeyword], color: 'var(--v4)' },
  { tag: [tags.labelName, tags.propertyName], color: 'var(--v1)' },
  { tag: tags.string, color: 'var(--v3)' },
  { tag: [tags.number, tags.bool], color: 'var(--v5)' },
  { tag: [tags.operator, tags.bracket, tags.paren, tags.squareBracket, tags.brace, tags.punctuation], color: 'var(--text-3)' },
  { tag: tags.comment, color: 'var(--text-3)' },
  { tag: tags.variableName, color: 'var(--text)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--text)', fontSize: '12.5px', background: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { overflow: 'visible', fontFamily: 'var(--font-mono)', lineHeight: '20px', fontFeatureSettings: '"zero", "calt" 0', fontVariantLigatures: 'none', },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--accent-bg) !important' },
  '.cm-matchingBracket': { background: 'transparent !important', color: 'inherit !important' },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--surface-3) !important' },
  '.cm-tooltip': { background: 'var(--surface-2)', border: '1px solid var(--line-2)', borderRadius: '5px', color: 'var(--text-2)' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: '12px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--surface-3)', color: 'var(--text)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)' },
  '.cm-completionDetail': { color: 'var(--text-3)', fontStyle: 'normal' },
  '.cm-diagnosticText, .cm-tooltip-lint': { fontFamily: 'var(--font-mono)', fontSize: '11.5px' },
});

const language = (parser, name, style) => LRLanguage.define({ name, parser: parser.configure({ props: [styleTags(style)] }) });

const logql = language(logParser, 'logql', {
  LineComment: tags.comment,
  Identifier: tags.labelName,
  String: tags.string,
  'Number Duration Bytes Range': tags.number,
  'Json Logfmt Unpack Pattern Regexp Decolorize LineFormat LabelFormat LabelReplace Unwrap Drop Keep': tags.keyword,
  'By Without On Ignoring GroupLeft GroupRight Bool Offset': tags.modifier,
  'Sum Avg Count Max Min Stddev Stdvar Topk Bottomk Sort Sort_Desc Vector': tags.function(tags.variableName),
  'CountOverTime Rate RateCounter BytesOverTime BytesRate AvgOverTime SumOverTime MinOverTime MaxOverTime QuantileOverTime FirstOverTime LastOverTime AbsentOverTime StddevOverTime StdvarOverTime': tags.function(tags.variableName),
  'Eq Neq Re Nre PipeExact PipeMatch PipePattern Npa Gtr Gte Lss Lte Eql And Or Unless Add Sub Mul Div Mod Pow': tags.operator,
});

const traceql = language(traceParser, 'traceql', {
  'LineComment BlockComment': tags.comment,
  String: tags.string,
  'Integer Float Duration': tags.number,
  'Identifier AttributeField IntrinsicField Parent Span Resource Event': tags.labelName,
  'Aggregate MetricsOperationBasicType MetricsOverTimeType MetricsOperationHistogram MetricsOperationQuantile': tags.function(tags.variableName),
  'FieldOp ScalarOp ComparisonOp UnionStructuralOp And Or Gt Lt Desc Anc Pipe': tags.operator,
});

// Names, values and keywords after the letters typed so far, in alphabetical order.
function logCompletion(source) {
  return async (context) => {
    const before = context.state.sliceDoc(0, context.pos);
    const value = /([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)\s*"([^"]*)$/.exec(before);
    if (value) return options(context.pos - value[2].length, await source.logValues(value[1]), 'text');
    const name = /[{,]\s*([a-zA-Z_]\w*)?$/.exec(before);
    if (name && before.lastIndexOf('{') > before.lastIndexOf('}')) return options(context.pos - (name[1] ?? '').length, await source.logLabels(), 'property');
    const stage = /\|\s*([a-z]+)?$/.exec(before);
    if (stage) return options(context.pos - (stage[1] ?? '').length, ['json'], 'keyword');
    const word = context.matchBefore(/[a-z_]+$/);
    return word && before.trimStart() === word.text ? options(word.from, ['count_over_time', 'rate', 'sum'], 'function') : null;
  };
}

const INTRINSICS = ['duration', 'kind', 'name', 'rootName', 'rootServiceName', 'status', 'traceDuration'];

function traceCompletion(source) {
  return async (context) => {
    const before = context.state.sliceDoc(0, context.pos);
    const value = /([\w.]+)\s*(?:=~|!~|!=|=)\s*"([^"]*)$/.exec(before);
    if (value) return options(context.pos - value[2].length, await source.traceValues(value[1]), 'text');
    const word = context.matchBefore(/[\w.]*$/);
    if (!word || (!word.text && !context.explicit) || before.lastIndexOf('{') <= before.lastIndexOf('}')) return null;
    return options(word.from, [...new Set([...(await source.traceTags()), ...INTRINSICS])], 'property');
  };
}

const options = (from, words, type) => ({ from, options: [...words].sort().map((label) => ({ label: String(label), type })), validFor: /^[\w.\-/ ]*$/ });

function support(name, source) {
  if (name === 'PromQL') {
    return new PromQLExtension()
      .setComplete({ remote: { url: source.prometheusUrl, fetchFn: (input, init) => fetch(input, init) }, maxMetricsMetadata: 2000 })
      .activateLinter(false)
      .asExtension();
  }
  const [lang, complete] = name === 'LogQL' ? [logql, logCompletion(source)] : [traceql, traceCompletion(source)];
  return new LanguageSupport(lang, [lang.data.of({ autocomplete: complete })]);
}

// Puts the editor in place of `area` inside `holder`; `submit` runs on Ctrl Enter. Returns what reads
// and writes its text.
export function edit({ holder, area, language: name, submit, source }) {
  const root = holder.attachShadow ? document.createElement('div') : holder;
  const shadow = root.attachShadow({ mode: 'open' });
  const run = () => {
    submit();
    return true;
  };
  const view = new EditorView({
    root: shadow,
    parent: shadow,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Ctrl-Enter', run }, { key: 'Mod-Enter', run }])),
        history(),
        closeBrackets(),
        bracketMatching(),
        autocompletion({ icons: false }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': `${name} query`, spellcheck: 'false' }),
        syntaxHighlighting(colors),
        look,
        support(name, source),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) area.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  const focused = document.activeElement === area;
  area.hidden = true;
  holder.append(root);
  if (focused) view.focus();
  return {
    get: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
  };
}
