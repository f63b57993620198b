/**
 * Composes what contains a secret that changed, and restarts the services that read it: tasks get secrets when they start, never again.
 * All of it may run twice: an event is delivered at least once, and what failed half-way is tried again.
 * @param {string | undefined} changed The name of the secret; undefined: look at everything.
 * @param {{
 *   composed: Record<string, ({ text: string } | { host: string } | { secret: string, field?: string })[]>,
 *   services: Record<string, string[]>,
 *   hosts: Record<string, string> }} settings What secrets are made of, the names of those that a service reads, and addresses.
 */
export async function renew(changed, { composed, services, hosts }, aws) {
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

  const restarted = [];
  const missing = [];
  for (const [service, secrets] of Object.entries(services)) {
    if (secrets.some((secret) => affected.has(secret))) {
      ((await aws.restart(service)) ? restarted : missing).push(service);
    }
  }
  return { changed: changed ?? null, written, restarted, missing };
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
