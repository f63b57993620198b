import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeUsersCommand, ElastiCacheClient, ModifyUserCommand } from '@aws-sdk/client-elasticache';
import { rotate, until } from './rotate.mjs';
import { versions } from './versions.mjs';

const elastiCache = new ElastiCacheClient();
const user = process.env.SERVER;
const pause = Number(process.env.PAUSE_SECONDS ?? 15) * 1000;

const server = {
  // Both are good from now on, so nobody is locked out; the older one ends with the next change.
  async set(password, current) {
    await elastiCache.send(new ModifyUserCommand({ UserId: user, AuthenticationMode: { Type: 'password', Passwords: [password, current] } }));
    await until(() => server.isSet(true), () => sleep(pause), 40);
  },

  async isSet(changes) {
    const { Users: [found] } = await elastiCache.send(new DescribeUsersCommand({ UserId: user }));
    return found.Status === 'active' && (!changes || found.Authentication?.PasswordCount === 2);
  },
};

export const handler = (event) => rotate(event, versions, server);
