import { createDiscord } from './discord.mjs';
import { toMessage } from './message.mjs';
import { readNotice } from './notice.mjs';
import { addSummary } from './summary.mjs';
import { createWebhooks } from './webhooks.mjs';

/**
 * SNS messages in, Discord messages out. Whatever cannot be delivered throws: Lambda tries twice more and then puts the event into the
 * dead-letter queue, which has an alarm of its own.
 */
export function createHandler({ environment, fetch, now, sleep, readSecret, readMetrics, log }) {
  const discord = createDiscord({ fetch, sleep, now, webhooks: createWebhooks({ environment, readSecret, now }) });

  return async function handler(event, context) {
    if (!Array.isArray(event?.Records) || event.Records.length === 0) {
      throw new Error('Malformed event: it has no SNS records.');
    }

    const deadline = now() + context.getRemainingTimeInMillis();
    for (const record of event.Records) {
      const notice = await addSummary(readNotice(record), readMetrics);
      if (notice.isFirst) {
        log({ left: notice.name, state: notice.state, messageId: record.Sns.MessageId });
        continue;
      }

      await discord.send(notice.channel, toMessage(notice, environment), deadline);
      log({ sent: notice.name, channel: notice.channel, state: notice.state, messageId: record.Sns.MessageId });
    }
  };
}
