const REQUEST_TIMEOUT = 5000;
const BACK_OFF = [500, 1000, 2000];
// Left for the function to end by itself, so that the error says more than "timed out".
const RESERVE = 1000;

/** Sends a message within the time that is left, or throws one line that says why not. */
export function createDiscord({ fetch, sleep, now, webhooks }) {
  return {
    async send(channel, message, deadline) {
      let failures = 0;
      let renewed = false;
      for (;;) {
        const answer = await post(await webhooks.get(channel), message, deadline);
        if (answer.ok) {
          return;
        }

        if ((answer.status === 401 || answer.status === 404) && !renewed) {
          // The webhook was replaced while its URL was cached.
          webhooks.forget(channel);
          renewed = true;
          continue;
        }

        const wait = answer.status === 429 ? await retryAfter(answer) : isTransient(answer) ? BACK_OFF[failures++] : undefined;
        if (wait === undefined || now() + wait + RESERVE >= deadline) {
          throw new Error(`Discord did not take the message for ${channel}: ${answer.problem ?? `status ${answer.status}`}${hint(answer, channel)}`);
        }

        await sleep(wait);
      }
    },
  };

  async function post(url, message, deadline) {
    const timeout = Math.max(1, Math.min(REQUEST_TIMEOUT, deadline - now() - RESERVE));
    try {
      return await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(timeout),
      });
    } catch (error) {
      // Only the kind of error: its text may quote the URL.
      return { ok: false, status: 0, problem: `no answer (${error.cause?.code ?? error.name})` };
    }
  }

  function hint(answer, channel) {
    return answer.status === 401 || answer.status === 404 ? `. Put the URL of a webhook that exists into the secret ${webhooks.secretOf(channel)}.` : '';
  }
}

function isTransient(answer) {
  return answer.status === 0 || answer.status >= 500;
}

// https://discord.com/developers/docs/topics/rate-limits: seconds, in the body and in a header.
async function retryAfter(answer) {
  const body = await answer.json().catch(() => undefined);
  const seconds = Number(body?.retry_after ?? answer.headers.get('retry-after') ?? 1);
  return Math.ceil((Number.isFinite(seconds) ? Math.max(seconds, 0) : 1) * 1000);
}
