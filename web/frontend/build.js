// SPDX-License-Identifier: Apache-2.0
// Bundles what the pages take from others: `npm ci --ignore-scripts && npm run build`. The results are
// committed, so that nobody who only builds or runs the server needs node.
import { build } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';

const webroot = '../src/main/resources/webroot';
const modules = 'node_modules';
mkdirSync(`${webroot}/vendor`, { recursive: true });
mkdirSync(`${webroot}/fonts`, { recursive: true });

const bundle = { bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8' };
await build({ ...bundle, entryPoints: ['src/editor.js'], outfile: `${webroot}/vendor/editor.js` });
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
