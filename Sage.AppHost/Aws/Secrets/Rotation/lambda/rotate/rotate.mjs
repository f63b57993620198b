import { randomInt } from 'node:crypto';

const Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const Length = 32;

/**
 * One of the four steps in which Secrets Manager changes a secret; it may ask for each of them more than once
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html).
 * @param secrets The versions of the secret.
 * @param server Takes the new password: set(pending, current) until it is in force, isSet(changes) whether it is.
 */
export async function rotate({ SecretId: id, ClientRequestToken: version, Step: step }, secrets, server) {
  const stages = (await secrets.stages(id))[version];
  if (stages?.includes('AWSCURRENT')) {
    return;
  }
  if (!stages?.includes('AWSPENDING')) {
    throw new Error(`${id} is not waiting for version ${version}`);
  }

  switch (step) {
    case 'createSecret': {
      // Made once: another one in a second attempt might not be the one that the server has by now.
      if ((await secrets.pending(id, version)) === undefined) {
        await secrets.put(id, version, { ...(await secrets.current(id)), password: newPassword() });
      }
      return;
    }
    case 'setSecret': {
      const pending = await secrets.pending(id, version);
      if (pending === undefined) {
        throw new Error(`${id} has no value for version ${version}`);
      }
      return await server.set(pending.password, (await secrets.current(id)).password);
    }
    case 'testSecret': {
      // Also asked when the schedule is set up, with a version that changes nothing.
      const pending = await secrets.pending(id, version);
      const changes = pending !== undefined && pending.password !== (await secrets.current(id)).password;
      if (!(await server.isSet(changes))) {
        throw new Error(`The server does not have the password of version ${version} yet`);
      }
      return;
    }
    case 'finishSecret': {
      return await secrets.promote(id, version);
    }
    default:
      throw new Error(`'${step}' is not a step of a rotation`);
  }
}

/** Letters and digits, as the first one was: it goes into connection strings and URIs. */
export const newPassword = () => Array.from({ length: Length }, () => Alphabet[randomInt(Alphabet.length)]).join('');

/** Asks until two answers in a row are yes: the first may be older than the change. The function ends before it would ask for ever. */
export async function until(ask, pause, attempts) {
  let yes = 0;
  for (let attempt = 0; attempt < attempts; attempt++) {
    await pause();
    yes = (await ask()) ? yes + 1 : 0;
    if (yes === 2) {
      return;
    }
  }
  throw new Error(`The server was not ready after ${attempts} looks`);
}
