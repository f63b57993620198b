import { parseTime } from './time.mjs';

// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
const LIMITS = { content: 2000, title: 256, description: 4096, field: 1024 };

const RED = 0xff0000;
const ORANGE = 0xffa500;
const GREEN = 0x00ff00;

const STYLES = {
  errors: { severity: 'CRITICAL', color: RED },
  performance: { severity: 'WARNING', color: ORANGE },
  business: { severity: 'INFO', color: GREEN },
};

export function toMessage(notice, environment) {
  const { severity, color } = notice.state === 'OK' ? { severity: notice.hadNoData ? 'OK, DATA AGAIN' : 'RECOVERED', color: GREEN } : STYLES[notice.channel];
  return {
    content: cut(`${severity} ${notice.name}`, LIMITS.content),
    embeds: [
      {
        title: cut(notice.title, LIMITS.title),
        description: cut(notice.threshold ?? 'No threshold.', LIMITS.description),
        color,
        fields: [
          field('State', notice.state, true),
          field('Environment', environment.ENVIRONMENT, true),
          field('Region', notice.region, true),
          field('Reason', notice.reason),
          ...notice.details.map((detail) => field(detail.name, detail.value)),
          field('Runbook', runbook(notice.runbook, environment.RUNBOOK_URL)),
        ].filter(Boolean),
        timestamp: timestamp(notice.time),
      },
    ],
    // A reason is text from elsewhere: it must not wake up everybody.
    allowed_mentions: { parse: [] },
  };
}

function field(name, value, inline = false) {
  return value ? { name, value: cut(String(value), LIMITS.field), inline } : undefined;
}

function runbook(path, base) {
  return path && base ? `[${path}](${base.replace(/\/$/, '')}/${path})` : path;
}

function timestamp(time) {
  const date = parseTime(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function cut(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
