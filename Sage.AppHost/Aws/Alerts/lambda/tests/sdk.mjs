// Stands in for the AWS SDK, which is part of Lambda's runtime and not of this machine: what the function asks for is in `calls`.
import { register } from 'node:module';

export const calls = (globalThis.sdkCalls = []);

const module = `
  export class SecretsManagerClient { async send(command) { globalThis.sdkCalls.push(command); return { SecretString: 'https://discord.com/api/webhooks/1/token' }; } }
  export class CloudWatchClient { async send(command) { globalThis.sdkCalls.push(command); return { MetricDataResults: [{ Id: 'm0', Values: [42] }] }; } }
  export class GetSecretValueCommand { constructor(input) { this.input = input; } }
  export class GetMetricDataCommand { constructor(input) { this.input = input; } }
`;
const hooks = `
  export async function resolve(specifier, context, next) {
    return specifier.startsWith('@aws-sdk/') ? { url: 'data:text/javascript,' + ${JSON.stringify(encodeURIComponent(module))}, shortCircuit: true } : next(specifier, context);
  }
`;
register('data:text/javascript,' + encodeURIComponent(hooks));
