import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { load } from './functions.mjs';
import { account, failure } from './sdk.mjs';

const id = 'arn:aws:secretsmanager:us-west-2:1:secret:sage/postgres-abcdef';
let stages;
let pending;
let answers;

beforeEach(() => {
  stages = { old: ['AWSCURRENT'], new: ['AWSPENDING'] };
  pending = undefined;
  answers = {};
  account.reset((name, input) => {
    switch (name) {
      case 'DescribeSecretCommand':
        return { VersionIdsToStages: stages };
      case 'GetSecretValueCommand':
        if (input.VersionStage === 'AWSPENDING' && pending === undefined) {
          throw failure('ResourceNotFoundException');
        }
        return { SecretString: input.VersionStage === 'AWSPENDING' ? pending : '{"username":"sage_admin","password":"old"}' };
      case 'PutSecretValueCommand':
        pending = input.SecretString;
        return {};
      case 'DescribeDBInstancesCommand':
        return { DBInstances: [answers.instances.length > 1 ? answers.instances.shift() : answers.instances[0]] };
      case 'DescribeUsersCommand':
        return { Users: [answers.users.length > 1 ? answers.users.shift() : answers.users[0]] };
    }
  });
});

const postgres = async (step, version = 'new') =>
  (await load('rotate/postgres.mjs', { SERVER: 'sage-postgres' }))({ SecretId: id, ClientRequestToken: version, Step: step });
const valkey = async (step) => (await load('rotate/valkey.mjs', { SERVER: 'sage-valkey' }))({ SecretId: id, ClientRequestToken: 'new', Step: step });

test('the new version is the old one with another password of 32 letters and digits', async () => {
  await postgres('createSecret');

  const { username, password } = JSON.parse(pending);
  assert.equal(username, 'sage_admin');
  assert.match(password, /^[A-Za-z0-9]{32}$/);
  const [put] = account.inputs('PutSecretValueCommand');
  assert.deepEqual([put.ClientRequestToken, put.VersionStages], ['new', ['AWSPENDING']]);
});

test('asked twice it keeps the password that it made first', async () => {
  await postgres('createSecret');
  const first = pending;

  await postgres('createSecret');

  assert.equal(pending, first);
  assert.equal(account.inputs('PutSecretValueCommand').length, 1);
});

test('RDS gets the password and is waited for: nothing pending, twice in a row', async () => {
  pending = '{"username":"sage_admin","password":"fresh"}';
  answers.instances = [
    { DBInstanceStatus: 'available', PendingModifiedValues: {} },
    { DBInstanceStatus: 'resetting-master-credentials', PendingModifiedValues: { MasterUserPassword: '****' } },
    { DBInstanceStatus: 'available', PendingModifiedValues: {} },
  ];

  await postgres('setSecret');

  assert.deepEqual(account.inputs('ModifyDBInstanceCommand'), [{ DBInstanceIdentifier: 'sage-postgres', MasterUserPassword: 'fresh', ApplyImmediately: true }]);
  assert.equal(account.inputs('DescribeDBInstancesCommand').length, 4);
});

test('an instance that does not get ready ends the step with an error', async () => {
  pending = '{"username":"sage_admin","password":"fresh"}';
  answers.instances = [{ DBInstanceStatus: 'modifying' }];

  await assert.rejects(postgres('setSecret'), /not ready after 40 looks/);
});

test('Valkey has the new and the old password at once', async () => {
  pending = '{"username":"default","password":"fresh"}';
  answers.users = [{ Status: 'modifying' }, { Status: 'active', Authentication: { PasswordCount: 2 } }];

  await valkey('setSecret');

  assert.deepEqual(account.inputs('ModifyUserCommand'), [
    { UserId: 'sage-valkey', AuthenticationMode: { Type: 'password', Passwords: ['fresh', 'old'] } },
  ]);
});

test('without a new version nothing is set', async () => {
  await assert.rejects(postgres('setSecret'), /no value for version new/);
  assert.deepEqual(account.inputs('ModifyDBInstanceCommand'), []);
});

test('the check fails as long as the server is not done', async () => {
  pending = '{"username":"sage_admin","password":"fresh"}';
  answers.instances = [{ DBInstanceStatus: 'available', PendingModifiedValues: { MasterUserPassword: '****' } }];
  await assert.rejects(postgres('testSecret'), /does not have the password/);

  answers.instances = [{ DBInstanceStatus: 'backing-up' }];
  await postgres('testSecret');

  answers.users = [{ Status: 'active', Authentication: { PasswordCount: 1 } }];
  await assert.rejects(valkey('testSecret'), /does not have the password/);
});

test('the check of a schedule that is being set up asks for no second password', async () => {
  answers.users = [{ Status: 'active', Authentication: { PasswordCount: 1 } }];
  await valkey('testSecret');

  pending = '{"username":"default","password":"old"}';
  await valkey('testSecret');

  answers.users = [{ Status: 'modifying', Authentication: { PasswordCount: 1 } }];
  await assert.rejects(valkey('testSecret'), /does not have the password/);
});

test('at the end the new version is the current one', async () => {
  await postgres('finishSecret');

  assert.deepEqual(account.inputs('UpdateSecretVersionStageCommand'), [
    { SecretId: id, VersionStage: 'AWSCURRENT', MoveToVersionId: 'new', RemoveFromVersionId: 'old' },
  ]);
});

test('a version that is current already is left alone', async () => {
  await postgres('setSecret', 'old');

  assert.deepEqual(account.sent.map((command) => command.name), ['DescribeSecretCommand']);
});

test('a version or a step that nobody asked for is refused', async () => {
  await assert.rejects(postgres('createSecret', 'other'), /not waiting for version other/);
  await assert.rejects(postgres('dropSecret'), /'dropSecret' is not a step/);
});
