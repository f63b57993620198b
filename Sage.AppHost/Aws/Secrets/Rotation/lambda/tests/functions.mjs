import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const hooks = `export const resolve = (name, context, next) => name.startsWith('@aws-sdk/')
  ? { url: '${new URL('./sdk.mjs', import.meta.url)}', shortCircuit: true }
  : next(name, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
process.env.PAUSE_SECONDS = '0';

let loaded = 0;

/** Loads a function as Lambda does: with its variables set, and the file beside it that publishing writes. */
export async function load(path, variables, settings) {
  Object.assign(process.env, variables);
  if (settings === undefined) {
    return (await import(`${new URL(`../${path}`, import.meta.url)}?${++loaded}`)).handler;
  }
  const folder = mkdtempSync(join(tmpdir(), 'sage-function-'));
  try {
    cpSync(new URL(`../${dirname(path)}`, import.meta.url), folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    return (await import(pathToFileURL(join(folder, basename(path))))).handler;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
