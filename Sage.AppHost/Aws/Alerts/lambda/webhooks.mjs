const KEPT_FOR = 5 * 60 * 1000;

/** The webhook URLs, read from Secrets Manager when they are needed. They are secrets: no message and no log line has one. */
export function createWebhooks({ environment, readSecret, now }) {
  const known = new Map();

  return {
    secretOf: (channel) => environment[`WEBHOOK_${channel.toUpperCase()}`],

    async get(channel) {
      const cached = known.get(channel);
      if (cached && cached.until > now()) {
        return cached.url;
      }

      const name = this.secretOf(channel);
      const url = parse(await read(name), name);
      known.set(channel, { url, until: now() + KEPT_FOR });
      return url;
    },

    forget(channel) {
      known.delete(channel);
    },
  };

  async function read(name) {
    try {
      return await readSecret(name);
    } catch (error) {
      throw new Error(`The secret ${name} cannot be read (${error.name}). Has it got a value?`, { cause: undefined });
    }
  }
}

function parse(text, name) {
  // URL's own exception quotes what it was given.
  const url = URL.canParse(text?.trim() ?? '') ? new URL(text.trim()) : undefined;
  if (!url) {
    throw new Error(`The secret ${name} is not the URL of a Discord webhook.`);
  }

  // Discord then answers when the message is stored, and with an error when it is not.
  url.searchParams.set('wait', 'true');
  return url.href;
}
