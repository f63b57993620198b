// Entry point: the AWS SDK is part of the runtime nodejs22.x, everything else is in this folder.
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createHandler } from './handler.mjs';

const secrets = new SecretsManagerClient({});
const cloudWatch = new CloudWatchClient({});

export const handler = createHandler({
  environment: process.env,
  fetch: globalThis.fetch,
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  readSecret: async (name) => (await secrets.send(new GetSecretValueCommand({ SecretId: name }))).SecretString,
  readMetrics: async (request) => (await cloudWatch.send(new GetMetricDataCommand(request))).MetricDataResults,
  log: (entry) => console.info(entry),
});
