import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readFileSync } from 'node:fs';
import { renew } from './renew.mjs';
import { outcomeOf } from './rollout.mjs';

// Written when the application was published.
const { cluster, composed, services } = JSON.parse(readFileSync(new URL('settings.json', import.meta.url), 'utf8'));

const TIME_TO_ANSWER = 60_000;

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

  /** The deployment that it began; undefined when there is no such service: before the application is deployed, and after it was removed. */
  async restart(service) {
    try {
      const updated = await ecs.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
      return updated.service.deployments.find((deployment) => deployment.status === 'PRIMARY');
    } catch (error) {
      if (['ClusterNotFoundException', 'ServiceNotFoundException', 'ServiceNotActiveException'].includes(error.name)) {
        return undefined;
      }
      throw error;
    }
  },

  /** Whether its tasks have taken over: true, or false when it was undone, or undefined as long as neither is sure. */
  async isThrough(service, deployment) {
    const { services: [found] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return outcomeOf(deployment, found?.deployments ?? []);
  },

  pause: () => new Promise((resolve) => setTimeout(resolve, Number(process.env.PAUSE_SECONDS ?? 15) * 1000)),
};

/** Called by EventBridge when a secret has another value, or by hand with {}: then all that is composed is looked at. */
export const handler = async (event, context) => {
  const inTime = () => context.getRemainingTimeInMillis() > TIME_TO_ANSWER;
  const done = await renew(event?.detail?.name, { composed, services, hosts: JSON.parse(process.env.HOSTS) }, aws, inTime);
  console.log(JSON.stringify(done));
  return done;
};
