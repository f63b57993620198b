import { register } from 'node:module';

const hooks = `export const resolve = (name, context, next) => name.startsWith('@aws-sdk/')
  ? { url: '${new URL('./sdk.mjs', import.meta.url)}', shortCircuit: true }
  : next(name, context);`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
process.env.PAUSE_SECONDS = '0';

/** Loads a function as Lambda does: with its variables set. */
export async function load(path, variables) {
  Object.assign(process.env, variables);
  const url = new URL(`../${path}`, import.meta.url);
  return (await import(`${url}?${Math.random()}`)).handler;
}
