// SPDX-License-Identifier: Apache-2.0
// Bundles what the pages take from others: `npm ci --ignore-scripts && npm run build`. The results are
// committed, so that nobody who only builds or runs the server needs node.
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const webroot = '../src/main/resources/webroot';
const modules = 'node_modules';
mkdirSync(`${webroot}/vendor`, { recursive: true });
mkdirSync(`${webroot}/fonts`, { recursive: true });

const bundle = { bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8' };
const editor = await build({ ...bundle, metafile: true, entryPoints: ['src/editor.js'], outfile: `${webroot}/vendor/editor.js` });
await build({
  ...bundle,
  entryPoints: [`${modules}/uplot/dist/uPlot.esm.js`],
  outfile: `${webroot}/vendor/uplot.js`,
  banner: { js: '/*! uPlot 1.6.32, MIT licence, Copyright (c) 2022 Leon Sorokin */' },
});
copyFileSync(`${modules}/uplot/dist/uPlot.min.css`, `${webroot}/vendor/uplot.css`);

for (const [family, file] of [
  ['inter', 'inter'],
  ['jetbrains-mono', 'jetbrains-mono'],
]) {
  const from = `${modules}/@fontsource-variable/${family}`;
  copyFileSync(`${from}/files/${family}-latin-wght-normal.woff2`, `${webroot}/fonts/${file}.woff2`);
  copyFileSync(`${from}/LICENSE`, `${webroot}/fonts/${file}.OFL.txt`);
}

// What went into the bundle, with its licence: a table for readers, the texts beside what is shipped.
const packages = new Set(['uplot', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono']);
for (const input of Object.keys(editor.metafile.inputs)) {
  const inside = input.split('node_modules/').at(-1).split('/');
  if (input.includes('node_modules/')) packages.add(inside[0].startsWith('@') ? inside.slice(0, 2).join('/') : inside[0]);
}
const rows = [];
const texts = [];
for (const name of [...packages].sort()) {
  const { version, license } = JSON.parse(readFileSync(`${modules}/${name}/package.json`));
  const file = readdirSync(`${modules}/${name}`).find((f) => /^licen[sc]e/i.test(f));
  const where = name === 'uplot' ? 'vendor/uplot.js, vendor/uplot.css' : name.includes('fontsource') ? 'fonts/' : 'vendor/editor.js';
  rows.push(`| ${name} | ${version} | ${license} | ${where} |`);
  if (file && existsSync(`${modules}/${name}/${file}`)) texts.push(`==== ${name} ${version} (${license})\n\n${readFileSync(`${modules}/${name}/${file}`, 'utf8').trim()}\n`);
  else texts.push(`==== ${name} ${version} (${license}): the Apache License 2.0, whose text stands at @prometheus-io/codemirror-promql\n`);
}
writeFileSync(
  'THIRD_PARTY.md',
  `# What the pages ship from others\n\nWritten by \`npm run build\`. The licences' texts are in \`webroot/vendor/THIRD_PARTY.txt\` and beside the fonts.\n\n| package | version | licence | shipped as |\n|---|---|---|---|\n${rows.join('\n')}\n`,
);
writeFileSync(`${webroot}/vendor/THIRD_PARTY.txt`, texts.join('\n'));
