// Bundles the extension into dist/ (--watch: and again at every change), or with --test the tests into out/.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { context, build } from 'esbuild';

const tests = process.argv.includes('--test');

/** @type {import('esbuild').BuildOptions} */
const options = {
  bundle: true,
  format: 'cjs',
  logLevel: 'warning',
  platform: 'node',
  target: 'node20',
};

/**
 * Leaves out of Mermaid what no flow chart needs, which is most of it: it imports each kind of diagram when one is drawn.
 *
 * @type {import('esbuild').Plugin}
 */
const onlyFlowCharts = {
  name: 'only-flow-charts',
  setup(plugin) {
    plugin.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind !== 'dynamic-import' || /\/(flowDiagram|dagre)-/.test(path) ? undefined : { namespace: 'left-out', path },
    );
    plugin.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: '' }));
  },
};

/**
 * Says whose code is in the bundle, and under what licence.
 *
 * @param {import('esbuild').Metafile} metafile
 */
async function licences(metafile) {
  const folders = Object.keys(metafile.inputs).map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const texts = [...new Set(folders.filter((folder) => folder !== undefined))].sort().map(async (folder) => {
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) {
      throw new Error(`${folder} has no licence`);
    }
    return `${folder.replace('node_modules/', '')}\n\n${(await readFile(`${folder}/${file}`, 'utf8')).trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

if (tests) {
  const files = (await readdir('test')).filter((name) => name.endsWith('.test.ts'));
  await build({ ...options, entryPoints: files.map((name) => `test/${name}`), outdir: 'out', sourcemap: 'inline' });
} else {
  /** @type {import('esbuild').BuildOptions} */
  const extension = { ...options, entryPoints: ['src/extension.ts'], external: ['vscode'], outdir: 'dist' };
  /** @type {import('esbuild').BuildOptions} */
  const view = {
    ...options,
    entryPoints: { graph: 'src/view.mts' },
    format: 'iife',
    outdir: 'dist',
    platform: 'browser',
    plugins: [onlyFlowCharts],
    target: 'es2022',
  };
  if (process.argv.includes('--watch')) {
    await (await context(view)).watch();
    await (await context({ ...extension, logLevel: 'info', sourcemap: true })).watch();
  } else {
    const main = await build({ ...extension, metafile: true, minify: true });
    const panel = await build({ ...view, metafile: true, minify: true });
    const inputs = { ...main.metafile.inputs, ...panel.metafile.inputs };
    await writeFile('dist/LICENCES.txt', await licences({ inputs, outputs: {} }));
  }
}
