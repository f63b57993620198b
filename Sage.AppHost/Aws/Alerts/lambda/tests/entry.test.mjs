import assert from 'node:assert/strict';
import { test } from 'node:test';
import { record, summary } from './samples.mjs';
import { calls } from './sdk.mjs';

test('the entry point reads the webhook and the sums through the SDK and posts with fetch', async (context) => {
  process.env.WEBHOOK_BUSINESS = 'sage/discord-webhook-business';
  const posts = [];
  context.mock.method(globalThis, 'fetch', async (url, options) => {
    posts.push({ url, body: JSON.parse(options.body) });
    return new Response(null, { status: 200 });
  });
  context.mock.method(console, 'info', () => {});
  const { handler } = await import('../index.mjs');

  await handler({ Records: [record(summary())] }, { getRemainingTimeInMillis: () => 30_000 });

  assert.deepEqual(calls.map((call) => call.constructor.name), ['GetMetricDataCommand', 'GetSecretValueCommand']);
  assert.equal(calls[1].input.SecretId, 'sage/discord-webhook-business');
  assert.equal(posts[0].url, 'https://discord.com/api/webhooks/1/token?wait=true');
  assert.equal(posts[0].body.embeds[0].fields.find((field) => field.name === 'Reason').value, 'Tokens used: 42');
});
