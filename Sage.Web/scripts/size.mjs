// The page's budget: the JavaScript that the browser must load before the first paint, brotli-compressed.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const budget = 60 * 1024;
const html = readFileSync('dist/index.html', 'utf8');
const initial = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1]);
if (initial.length === 0) throw new Error('dist/index.html names no script: run `npm run build` first.');

const total = initial.reduce((sum, file) => sum + brotliCompressSync(readFileSync(`dist/${file}`)).length, 0);
console.log(`initial JavaScript: ${total} bytes brotli of ${budget} allowed (${initial.join(', ')})`);
if (total > budget) process.exitCode = 1;
