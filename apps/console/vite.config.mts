// Makes the console: static files under `dist/console`, which control serves under `/console/`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  base: '/console/',
  cacheDir: fileURLToPath(new URL('../../dist/.vite-console', import.meta.url)),
  // React's JSX as the compiler has it built in; nothing of Babel.
  oxc: { jsx: { runtime: 'automatic' } },
  // Of the contract comes what is used, from its sources; the compiled form could not be taken apart.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  plugins: [onlyOurLanguages(), orderOfLayersFirst(), compressed()],
  build: {
    outDir: fileURLToPath(new URL('../../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // Everything is a file of our own origin: the content security policy knows no `data:`.
    assetsInlineLimit: 0,
    // Every browser of the list above has it.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Libraries mark their modules for servers that render; there is none here.
      checks: { moduleLevelDirective: false },
      // Three files of script: what is alike compresses far better in one (170 kB in all, 204 kB as sixty files), and the next page needs no other.
      output: {
        codeSplitting: {
          groups: [
            { name: 'aria', test: /node_modules[\\/](?:react-aria|react-stately|@internationalized)/ },
            { name: 'pages', test: /apps[\\/]console[\\/]src[\\/]pages/ },
          ],
        },
      },
    },
  },
});

/**
 * The style of the entry names the layers in their order, so it must be the first that a browser meets: the pages' own would else
 * make theirs the lowest, which everything outranks.
 */
function orderOfLayersFirst(): Plugin {
  return {
    name: 'order-of-layers-first',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const styles = html.match(/ *<link rel="stylesheet"[^>]*>\n/g) ?? [];
        const entry = styles.filter((link) => /\/index-[^/]*\.css"/.test(link));
        if (entry.length !== 1) throw new Error('the page has no style of its own entry, or two');
        const rest = styles.filter((link) => link !== entry[0]);
        const without = styles.reduce((left, link) => left.replace(link, ''), html);
        return without.replace(/ *<\/head>/, `${[...entry, ...rest].join('')}  </head>`);
      },
    },
  };
}

/** React Aria brings its own few words in thirty languages; the console speaks two. */
function onlyOurLanguages(): Plugin {
  const messages = /[\\/]react-aria[^/\\]*[\\/].*[\\/]intl[\\/](?:.*[\\/])?([a-z]{2}-[A-Z]{2})\.m?js$/;
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const language = messages.exec(id.split('?')[0] ?? '')?.[1];
      return language === undefined || /^(?:nl-NL|en-US)$/.test(language) ? undefined : 'export default {};';
    },
  };
}

/** Compresses each text once, here, so that control need not do it for each visitor: `x.js.br` and `x.js.gz` beside `x.js`. */
function compressed(): Plugin {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return {
    name: 'compressed',
    // From what was written, not from the bundle: until then other plugins go on changing it.
    async writeBundle({ dir }, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (!/\.(?:js|css|html|svg)$/.test(fileName)) continue;
        const file = join(dir!, fileName);
        const text = await readFile(file);
        if (text.length < 1_000) continue;
        await writeFile(`${file}.br`, brotliCompressSync(text, quality));
        await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }));
      }
    },
  };
}
