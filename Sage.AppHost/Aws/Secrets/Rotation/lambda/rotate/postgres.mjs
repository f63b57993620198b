import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeDBInstancesCommand, ModifyDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { rotate, until } from './rotate.mjs';
import { versions } from './versions.mjs';

const rds = new RDSClient();
const instance = process.env.SERVER;
// The others, such as a backup, leave the password alone (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html).
const changing = ['modifying', 'resetting-master-credentials'];
const pause = Number(process.env.PAUSE_SECONDS ?? 15) * 1000;

/** RDS sets its administrator's password itself: no driver, no way into the network, and none of the old password. */
const server = {
  async set(password) {
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: instance, MasterUserPassword: password, ApplyImmediately: true }));
    await until(server.isSet, () => sleep(pause), 40);
  },

  // Not by logging in: the function is not in the network. RDS says when nothing of the change is left to be done.
  async isSet() {
    const { DBInstances: [found] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }));
    return !changing.includes(found.DBInstanceStatus) && found.PendingModifiedValues?.MasterUserPassword === undefined;
  },
};

export const handler = (event) => rotate(event, versions, server);
