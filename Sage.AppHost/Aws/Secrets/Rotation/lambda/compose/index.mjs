import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readFileSync } from 'node:fs';
import { renew } from './renew.mjs';

// Written when the application was published.
const { cluster, composed, services } = JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8'));

const secretsManager = new SecretsManagerClient();
const ecs = new ECSClient();

const aws = {
  /** The current value, or undefined when the secret has none yet. */
  async read(secret) {
    try {
      return (await secretsManager.send(new GetSecretValueCommand({ SecretId: secret }))).SecretString;
    } catch (error) {
      if (error.name === 'ResourceNotFoundException') {
        return undefined;
      }
      throw error;
    }
  },

  write: (secret, value) => secretsManager.send(new PutSecretValueCommand({ SecretId: secret, SecretString: value })),

  /** False when there is no such service: before the application is deployed the first time, and after it was removed. */
  async restart(service) {
    try {
      await ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
      return true;
    } catch (error) {
      if (['ClusterNotFoundException', 'ServiceNotFoundException', 'ServiceNotActiveException'].includes(error.name)) {
        return false;
      }
      throw error;
    }
  },
};

/** Called by EventBridge when a secret has another value, or by hand with {}: then all that is composed is looked at. */
export const handler = async (event) => {
  const done = await renew(event?.detail?.name, { composed, services, hosts: JSON.parse(process.env.HOSTS) }, aws);
  console.log(JSON.stringify(done));
  return done;
};
