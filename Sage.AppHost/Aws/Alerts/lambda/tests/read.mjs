// Messages of the topic on standard input, as a JSON array; how the function understands them on standard output. Used by Sage.Tests.
import { text } from 'node:stream/consumers';
import { readNotice } from '../notice.mjs';
import { record } from './samples.mjs';

const messages = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(messages.map((message) => readNotice(record(message)))));
