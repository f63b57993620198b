// Takes the place of the AWS SDK, which Lambda brings along and this machine has not: what was sent is kept, a test says what is answered.
const sent = [];
let answer = () => ({});

export const account = {
  sent,
  reset(answers) {
    sent.length = 0;
    answer = answers;
  },
  inputs: (name) => sent.filter((command) => command.name === name).map((command) => command.input),
};

class Client {
  async send(command) {
    sent.push({ name: command.constructor.name, input: command.input });
    return (await answer(command.constructor.name, command.input)) ?? {};
  }
}

class Command {
  constructor(input) {
    this.input = input;
  }
}

export class ECSClient extends Client {}
export class ElastiCacheClient extends Client {}
export class RDSClient extends Client {}
export class SecretsManagerClient extends Client {}

export class DescribeDBInstancesCommand extends Command {}
export class DescribeSecretCommand extends Command {}
export class DescribeServicesCommand extends Command {}
export class DescribeUsersCommand extends Command {}
export class GetSecretValueCommand extends Command {}
export class ModifyDBInstanceCommand extends Command {}
export class ModifyUserCommand extends Command {}
export class PutSecretValueCommand extends Command {}
export class UpdateSecretVersionStageCommand extends Command {}
export class UpdateServiceCommand extends Command {}

/** An error as the SDK throws it. */
export const failure = (name) => Object.assign(new Error(name), { name });
