// A function with everything outside it made up: time, Discord, Secrets Manager and CloudWatch.
import { createHandler } from '../handler.mjs';

export const URLS = {
  errors: 'https://discord.com/api/webhooks/1/token-of-errors',
  performance: 'https://discord.com/api/webhooks/2/token-of-performance',
  business: 'https://discord.com/api/webhooks/3/token-of-business',
};

export function harness({ answers = [], secrets = {}, metrics = [], environment = {}, remaining = 30_000 } = {}) {
  const world = { time: Date.parse('2026-11-20T10:30:10Z'), posts: [], logs: [], slept: [], secretsRead: [], metricRequests: [] };
  const values = { 'sage/discord-webhook-errors': URLS.errors, 'sage/discord-webhook-performance': URLS.performance, 'sage/discord-webhook-business': URLS.business, ...secrets };
  const script = [...answers];
  world.handler = createHandler({
    environment: {
      WEBHOOK_ERRORS: 'sage/discord-webhook-errors',
      WEBHOOK_PERFORMANCE: 'sage/discord-webhook-performance',
      WEBHOOK_BUSINESS: 'sage/discord-webhook-business',
      ENVIRONMENT: 'Production',
      ...environment,
    },
    fetch: async (url, options) => {
      world.posts.push({ url, body: JSON.parse(options.body), method: options.method, headers: options.headers });
      const answer = script.shift() ?? { status: 200 };
      if (answer instanceof Error) {
        throw answer;
      }

      return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status, headers: answer.headers });
    },
    now: () => world.time,
    sleep: async (milliseconds) => {
      world.slept.push(milliseconds);
      world.time += milliseconds;
    },
    readSecret: async (name) => {
      world.secretsRead.push(name);
      const value = values[name];
      if (value instanceof Error) {
        throw value;
      }

      return value;
    },
    readMetrics: async (request) => {
      world.metricRequests.push(request);
      return metrics;
    },
    log: (entry) => world.logs.push(entry),
  });
  const deadline = world.time + remaining;
  world.call = (...records) => world.handler({ Records: records }, { getRemainingTimeInMillis: () => deadline - world.time });
  world.values = values;
  world.later = (milliseconds) => {
    world.time += milliseconds;
  };
  return world;
}
