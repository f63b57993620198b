/**
 * Composes what contains a secret that changed, and restarts the services that read it: tasks get secrets when they start, never again.
 * All of it may run twice: an event is delivered at least once, and what failed half-way is tried again. A restart that was undone is a
 * failure: between the change of a database's password and its end requests fail, which is just what ECS undoes deployments for. The next
 * try meets an alarm that rings already, and such a one ECS does not look at.
 * @param {string | undefined} changed The name of the secret; undefined: look at everything.
 * @param {{
 *   composed: Record<string, ({ text: string } | { host: string } | { secret: string, field?: string })[]>,
 *   services: Record<string, string[]>,
 *   hosts: Record<string, string> }} settings What secrets are made of, the names of those that a service reads, and addresses.
 * @param {() => boolean} inTime Whether there is time left to wait for restarts.
 */
export async function renew(changed, { composed, services, hosts }, aws, inTime) {
  const affected = new Set(changed === undefined ? [] : [changed]);
  const written = [];
  for (const [name, parts] of Object.entries(composed)) {
    if (changed !== undefined && !parts.some((part) => part.secret === changed)) {
      continue;
    }
    const value = await join(parts, hosts, aws);
    const isNew = value !== (await aws.read(name));
    if (isNew) {
      await aws.write(name, value);
      written.push(name);
    }
    if (isNew || changed !== undefined) {
      affected.add(name);
    }
  }

  const begun = new Map();
  const missing = [];
  for (const [service, secrets] of Object.entries(services)) {
    if (secrets.some((secret) => affected.has(secret))) {
      const deployment = await aws.restart(service);
      if (deployment === undefined) {
        missing.push(service);
      } else {
        begun.set(service, deployment);
      }
    }
  }

  const restarted = [...begun.keys()];
  const undone = await waitFor(begun, aws, inTime);
  if (undone.length > 0) {
    throw new Error(`The restart of ${undone.join(', ')} was undone: tasks still have the old secrets`);
  }
  return { changed: changed ?? null, written, restarted, unfinished: [...begun.keys()], missing };
}

/** Takes out of the map what is decided; gives back what was undone. */
async function waitFor(begun, aws, inTime) {
  const undone = [];
  while (begun.size > 0 && inTime()) {
    await aws.pause();
    for (const [service, deployment] of begun) {
      const through = await aws.isThrough(service, deployment);
      if (through !== undefined) {
        begun.delete(service);
      }
      if (through === false) {
        undone.push(service);
      }
    }
  }
  return undone;
}

async function join(parts, hosts, aws) {
  let value = '';
  for (const part of parts) {
    value += part.text ?? hosts[part.host] ?? (await valueOf(part, aws));
  }
  return value;
}

async function valueOf({ secret, field }, aws) {
  const value = await aws.read(secret);
  if (value === undefined) {
    throw new Error(`${secret} has no value yet`);
  }
  if (field === undefined) {
    return value;
  }
  const inside = JSON.parse(value)[field];
  if (typeof inside !== 'string') {
    throw new Error(`${secret} has no field ${field}`);
  }
  return inside;
}
