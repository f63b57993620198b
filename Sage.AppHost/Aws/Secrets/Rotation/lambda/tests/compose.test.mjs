import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { load } from './functions.mjs';
import { account, failure } from './sdk.mjs';

const database = 'sage/backend/ConnectionStrings__sage';
const cache = 'sage/backend/ConnectionStrings__valkey';
const settings = {
  cluster: 'sage-cluster',
  composed: {
    [database]: [{ text: 'Host=' }, { host: 'postgres' }, { text: ';Password=' }, { secret: 'sage/postgres', field: 'password' }, { text: ';SSL Mode=Require' }],
    [cache]: [{ host: 'valkey' }, { text: ':6379,password=' }, { secret: 'sage/valkey', field: 'password' }, { text: ',ssl=true' }],
  },
  services: { 'sage-backend': [database, cache], 'sage-worker': [cache], 'sage-mail': ['sage/mail-key'] },
};
const variables = { HOSTS: JSON.stringify({ postgres: 'db', valkey: 'cache' }) };
const before = { id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: 'COMPLETED', createdAt: '2026-11-01T00:00:00Z' };
const begun = { id: 'ecs-svc/2', status: 'PRIMARY', rolloutState: 'IN_PROGRESS', createdAt: '2026-11-27T00:00:00Z' };
let values;
let absent;
let deployments;
let looks;

beforeEach(() => {
  values = {
    'sage/postgres': '{"username":"sage_admin","password":"new"}',
    'sage/valkey': '{"username":"default","password":"same"}',
    [database]: 'Host=db;Password=old;SSL Mode=Require',
    [cache]: 'cache:6379,password=same,ssl=true',
  };
  absent = [];
  looks = 0;
  // What the service has at each look after its restart; the last one stays.
  deployments = [[{ ...begun, rolloutState: 'COMPLETED' }]];
  account.reset((name, input) => {
    switch (name) {
      case 'GetSecretValueCommand':
        if (values[input.SecretId] === undefined) {
          throw failure('ResourceNotFoundException');
        }
        return { SecretString: values[input.SecretId] };
      case 'PutSecretValueCommand':
        values[input.SecretId] = input.SecretString;
        return {};
      case 'DescribeServicesCommand':
        return { services: [{ deployments: deployments[Math.min(looks++, deployments.length - 1)] }] };
      case 'UpdateServiceCommand':
        if (absent.includes(input.service)) {
          throw failure('ServiceNotFoundException');
        }
        return { service: { deployments: [begun, { ...before, status: 'ACTIVE' }] } };
      default:
        throw new Error(`${name} is not expected`);
    }
  });
});

const label = (secret) => ({ detail: { name: secret, labelUpdated: 'AWSCURRENT' } });
const run = async (event, time = () => 900_000) => (await load('compose/index.mjs', variables, settings))(event, { getRemainingTimeInMillis: time });

test('a changed password is put into what is composed of it, and its services start anew', async () => {
  const done = await run(label('sage/postgres'));

  assert.equal(values[database], 'Host=db;Password=new;SSL Mode=Require');
  assert.deepEqual(done, { changed: 'sage/postgres', written: [database], restarted: ['sage-backend'], unfinished: [], missing: [] });
  assert.deepEqual(account.inputs('UpdateServiceCommand'), [{ cluster: 'sage-cluster', service: 'sage-backend', forceNewDeployment: true }]);
});

test('it waits until the new tasks have taken over', async () => {
  deployments = [[begun, { ...before, status: 'ACTIVE' }], [begun, { ...before, status: 'ACTIVE' }], [{ ...begun, rolloutState: 'COMPLETED' }]];

  const done = await run(label('sage/postgres'));

  assert.equal(looks, 3);
  assert.deepEqual([done.restarted, done.unfinished], [['sage-backend'], []]);
});

for (const [how, found] of [
  ['that failed', [{ ...begun, rolloutState: 'FAILED' }, before]],
  ['whose predecessor is back', [before]],
]) {
  test(`a restart ${how} is a failure, so that it is tried again`, async () => {
    deployments = [[begun, { ...before, status: 'ACTIVE' }], found];

    await assert.rejects(run(label('sage/postgres')), /^Error: The restart of sage-backend was undone: tasks still have the old secrets$/);
  });
}

test('a restart that a newer deployment took over has done its work', async () => {
  deployments = [[{ ...begun, id: 'ecs-svc/3', createdAt: '2026-11-27T00:05:00Z' }]];

  assert.deepEqual((await run(label('sage/postgres'))).unfinished, []);
});

test('it ends before Lambda ends it, and says which restarts it did not see through', async () => {
  deployments = [[begun, { ...before, status: 'ACTIVE' }]];
  const times = [900_000, 70_000, 59_000];

  const done = await run(label('sage/postgres'), () => times.shift());

  assert.deepEqual([looks, done.restarted, done.unfinished], [2, ['sage-backend'], ['sage-backend']]);
});

test('what is composed of other secrets is neither read nor written', async () => {
  await run(label('sage/postgres'));

  assert.ok(!account.inputs('GetSecretValueCommand').some((input) => [cache, 'sage/valkey'].includes(input.SecretId)));
});

test('a second delivery writes nothing, but restarts again, as the first may have failed before it did', async () => {
  await run(label('sage/postgres'));
  account.sent.length = 0;

  const done = await run(label('sage/postgres'));

  assert.deepEqual(done, { changed: 'sage/postgres', written: [], restarted: ['sage-backend'], unfinished: [], missing: [] });
  assert.deepEqual(account.inputs('PutSecretValueCommand'), []);
});

test('a secret that a service reads as it is restarts the service alone', async () => {
  values['sage/mail-key'] = 'other';

  const done = await run(label('sage/mail-key'));

  assert.deepEqual(done, { changed: 'sage/mail-key', written: [], restarted: ['sage-mail'], unfinished: [], missing: [] });
});

test('called by hand it looks at everything and restarts only what got another value', async () => {
  const done = await run({});

  assert.deepEqual(done, { changed: null, written: [database], restarted: ['sage-backend'], unfinished: [], missing: [] });
});

test('a composed secret without a value gets its first', async () => {
  delete values[cache];

  await run(label('sage/valkey'));

  assert.equal(values[cache], 'cache:6379,password=same,ssl=true');
});

test('a service that is not deployed yet is no failure, and the others are restarted', async () => {
  absent = ['sage-backend'];

  const done = await run(label('sage/valkey'));

  assert.deepEqual([done.restarted, done.missing], [['sage-worker'], ['sage-backend']]);
});

test('any other failure is one, so that it is tried again', async () => {
  account.reset(() => {
    throw failure('ThrottlingException');
  });

  await assert.rejects(run(label('sage/valkey')), { name: 'ThrottlingException' });
});

test('a source without a value or without the field is named, not written', async () => {
  values['sage/postgres'] = '{"username":"sage_admin"}';
  await assert.rejects(run(label('sage/postgres')), /sage\/postgres has no field password/);

  delete values['sage/postgres'];
  await assert.rejects(run(label('sage/postgres')), /sage\/postgres has no value yet/);
  assert.deepEqual(account.inputs('PutSecretValueCommand'), []);
});
