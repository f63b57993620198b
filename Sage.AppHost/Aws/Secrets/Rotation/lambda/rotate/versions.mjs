import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient();
const read = async (input) => JSON.parse((await client.send(new GetSecretValueCommand(input))).SecretString);
const stages = async (id) => (await client.send(new DescribeSecretCommand({ SecretId: id }))).VersionIdsToStages;

/** The versions of a secret in Secrets Manager. */
export const versions = {
  stages,

  current: (id) => read({ SecretId: id, VersionStage: 'AWSCURRENT' }),

  async pending(id, version) {
    try {
      return await read({ SecretId: id, VersionId: version, VersionStage: 'AWSPENDING' });
    } catch (error) {
      if (error.name === 'ResourceNotFoundException') {
        return undefined;
      }
      throw error;
    }
  },

  put: (id, version, value) =>
    client.send(
      new PutSecretValueCommand({ SecretId: id, ClientRequestToken: version, SecretString: JSON.stringify(value), VersionStages: ['AWSPENDING'] }),
    ),

  /** What was current becomes the previous one. */
  async promote(id, version) {
    const [current] = Object.entries(await stages(id)).find(([, labels]) => labels.includes('AWSCURRENT'));
    await client.send(
      new UpdateSecretVersionStageCommand({ SecretId: id, VersionStage: 'AWSCURRENT', MoveToVersionId: version, RemoveFromVersionId: current }),
    );
  },
};
