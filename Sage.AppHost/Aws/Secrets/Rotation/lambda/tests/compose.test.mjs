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
let values;
let absent;

beforeEach(() => {
  values = {
    'sage/postgres': '{"username":"sage_admin","password":"new"}',
    'sage/valkey': '{"username":"default","password":"same"}',
    [database]: 'Host=db;Password=old;SSL Mode=Require',
    [cache]: 'cache:6379,password=same,ssl=true',
  };
  absent = [];
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
      default:
        if (absent.includes(input.service)) {
          throw failure('ServiceNotFoundException');
        }
    }
  });
});

const label = (secret) => ({ detail: { name: secret, labelUpdated: 'AWSCURRENT' } });
const run = async (event) => (await load('compose/index.mjs', variables, settings))(event);

test('a changed password is put into what is composed of it, and its services start anew', async () => {
  const done = await run(label('sage/postgres'));

  assert.equal(values[database], 'Host=db;Password=new;SSL Mode=Require');
  assert.deepEqual(done, { changed: 'sage/postgres', written: [database], restarted: ['sage-backend'], missing: [] });
  assert.deepEqual(account.inputs('UpdateServiceCommand'), [{ cluster: 'sage-cluster', service: 'sage-backend', forceNewDeployment: true }]);
});

test('what is composed of other secrets is neither read nor written', async () => {
  await run(label('sage/postgres'));

  assert.ok(!account.inputs('GetSecretValueCommand').some((input) => [cache, 'sage/valkey'].includes(input.SecretId)));
});

test('a second delivery writes nothing, but restarts again, as the first may have failed before it did', async () => {
  await run(label('sage/postgres'));
  account.sent.length = 0;

  const done = await run(label('sage/postgres'));

  assert.deepEqual(done, { changed: 'sage/postgres', written: [], restarted: ['sage-backend'], missing: [] });
  assert.deepEqual(account.inputs('PutSecretValueCommand'), []);
});

test('a secret that a service reads as it is restarts the service alone', async () => {
  values['sage/mail-key'] = 'other';

  const done = await run(label('sage/mail-key'));

  assert.deepEqual(done, { changed: 'sage/mail-key', written: [], restarted: ['sage-mail'], missing: [] });
});

test('called by hand it looks at everything and restarts only what got another value', async () => {
  const done = await run({});

  assert.deepEqual(done, { changed: null, written: [database], restarted: ['sage-backend'], missing: [] });
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
