import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harness, URLS } from './harness.mjs';
import { described, metricAlarm, record } from './samples.mjs';

const alarm = () => record(metricAlarm({ AlarmDescription: described('errors') }));

/** Of the error and of everything that is logged: no webhook, no token. */
function assertNoSecret(world, error) {
  const said = JSON.stringify([world.logs, error?.message, error?.stack, error?.cause && String(error.cause)]);
  assert.doesNotMatch(said, /token-of-|webhooks\/\d/);
}

async function failure(world) {
  let caught;
  await assert.rejects(world.call(alarm()), (error) => {
    caught = error;
    return true;
  });
  assertNoSecret(world, caught);
  assert.doesNotMatch(caught.message, /\n/);
  return caught;
}

test('a webhook is read once in five minutes', async () => {
  const world = harness({ remaining: 600_000 });
  await world.call(alarm());
  world.later(299_000);
  await world.call(alarm());
  assert.deepEqual(world.secretsRead, ['sage/discord-webhook-errors']);

  world.later(2_000);
  await world.call(alarm());
  assert.equal(world.secretsRead.length, 2);
  assertNoSecret(world);
});

for (const status of [401, 404]) {
  test(`a webhook that was replaced is read again after a ${status}, and the message is sent to the new one`, async () => {
    const world = harness({ answers: [{ status: 200 }, { status }] });
    await world.call(alarm());
    world.values['sage/discord-webhook-errors'] = `${URLS.errors}-new`;
    await world.call(alarm());

    assert.deepEqual(world.posts.map((post) => post.url), [`${URLS.errors}?wait=true`, `${URLS.errors}?wait=true`, `${URLS.errors}-new?wait=true`]);
    assert.equal(world.secretsRead.length, 2);
  });

  test(`a second ${status} throws and names the secret to change`, async () => {
    const world = harness({ answers: [{ status }, { status }] });

    assert.match((await failure(world)).message, new RegExp(`status ${status}.*sage/discord-webhook-errors`));
    assert.equal(world.posts.length, 2);
  });
}

test('a rate limit is waited for as long as Discord says', async () => {
  const world = harness({ answers: [{ status: 429, body: { message: 'You are being rate limited.', retry_after: 1.337, global: false } }] });
  await world.call(alarm());

  assert.deepEqual(world.slept, [1337]);
  assert.equal(world.posts.length, 2);
});

test('a rate limit without a body is waited for as the header says', async () => {
  const world = harness({ answers: [{ status: 429, headers: { 'retry-after': '2' } }] });
  await world.call(alarm());

  assert.deepEqual(world.slept, [2000]);
});

test('a rate limit that is longer than the time left throws at once', async () => {
  const world = harness({ answers: [{ status: 429, body: { retry_after: 60 } }], remaining: 20_000 });

  assert.match((await failure(world)).message, /status 429/);
  assert.deepEqual(world.slept, []);
});

test('rate limits without end stop with the time', async () => {
  const world = harness({ answers: Array.from({ length: 50 }, () => ({ status: 429, body: { retry_after: 5 } })), remaining: 30_000 });

  assert.match((await failure(world)).message, /status 429/);
  assert.equal(world.posts.length, 6);
});

test('an error of Discord is tried three times more, further and further apart', async () => {
  const world = harness({ answers: [{ status: 503 }, { status: 500 }, { status: 502 }] });
  await world.call(alarm());

  assert.deepEqual(world.slept, [500, 1000, 2000]);
  assert.equal(world.posts.length, 4);
});

test('an error that stays throws, so that Lambda tries again and then keeps the event', async () => {
  const world = harness({ answers: Array.from({ length: 4 }, () => ({ status: 503 })) });

  assert.match((await failure(world)).message, /^Discord did not take the message for errors: status 503$/);
  assert.equal(world.posts.length, 4);
});

test('a connection that fails is tried again, and its text is not repeated', async () => {
  const broken = () => new TypeError(`fetch failed: ${URLS.errors}`, { cause: Object.assign(new Error(URLS.errors), { code: 'ECONNRESET' }) });
  const world = harness({ answers: [broken(), broken(), broken(), broken()] });

  assert.match((await failure(world)).message, /no answer \(ECONNRESET\)$/);
});

test('a message that Discord refuses throws at once', async () => {
  const world = harness({ answers: [{ status: 400, body: { code: 50035 } }] });

  assert.match((await failure(world)).message, /status 400$/);
  assert.equal(world.posts.length, 1);
});

test('a secret without a value throws and names the secret', async () => {
  const missing = Object.assign(new Error("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"), { name: 'ResourceNotFoundException' });
  const world = harness({ secrets: { 'sage/discord-webhook-errors': missing } });

  assert.match((await failure(world)).message, /sage\/discord-webhook-errors cannot be read \(ResourceNotFoundException\)/);
});

for (const value of ['token-of-errors', '', undefined]) {
  test(`a secret that is no URL (${typeof value}, ${value?.length ?? 0} characters) throws without repeating it`, async () => {
    const world = harness({ secrets: { 'sage/discord-webhook-errors': value } });

    assert.match((await failure(world)).message, /^The secret sage\/discord-webhook-errors is not the URL of a Discord webhook\.$/);
  });
}

test('a failure is not remembered: the next alarm reads the secret again', async () => {
  const world = harness({ secrets: { 'sage/discord-webhook-errors': 'not yet' } });
  await failure(world);
  world.values['sage/discord-webhook-errors'] = `${URLS.errors}\n`;
  await world.call(alarm());

  assert.equal(world.posts[0].url, `${URLS.errors}?wait=true`);
});
