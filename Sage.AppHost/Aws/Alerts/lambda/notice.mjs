// What the topic carries: alarms of CloudWatch (metric, metric math and composite), rules of EventBridge with the event inside, notices of
// RDS, and the plain text of AWS Budgets. Each becomes the same notice:
// { name, channel, state, title, threshold, reason, runbook, region, time, details, isFirst?, hadNoData?, metrics? }
import { readBudget } from './budget.mjs';
import { readDescription } from './description.mjs';
import { reasonOf } from './events.mjs';
import { parseTime } from './time.mjs';

const HOUR = 3_600_000;

export function readNotice(record) {
  const sns = record?.Sns;
  if (typeof sns?.Message !== 'string') {
    throw new Error('Malformed event: a record is not an SNS notification.');
  }

  const message = parse(sns.Message);
  const notice = message === undefined ? readBudget(sns) : read(message);
  if (!notice) {
    throw new Error(`Malformed event: SNS message ${sns.MessageId} is no alarm, event, RDS notice or budget.`);
  }

  return { details: [], time: sns.Timestamp, ...notice };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read(message) {
  if (typeof message?.AlarmName === 'string' && typeof message.NewStateValue === 'string') {
    return readAlarm(message);
  }

  if (typeof message?.AlarmName === 'string' && typeof message.Event === 'object' && message.Event) {
    return readEvent(message);
  }

  return typeof message?.['Event Message'] === 'string' ? readDatabaseNotice(message) : undefined;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
function readAlarm(alarm) {
  const said = readDescription(alarm.AlarmDescription);
  return {
    ...said,
    name: alarm.AlarmName,
    state: alarm.NewStateValue,
    title: said.title || alarm.AlarmName,
    threshold: said.threshold ?? thresholdOf(alarm),
    reason: alarm.NewStateReason,
    // The message has the region's title ("US West (Oregon)"); the ARN has its name.
    region: alarm.AlarmArn?.split(':')[3] ?? alarm.Region,
    time: alarm.StateChangeTime,
    details: childrenOf(alarm),
    isFirst: isFirst(alarm),
    hadNoData: alarm.OldStateValue === 'INSUFFICIENT_DATA',
  };
}

// A new or changed alarm begins without data, and is well as soon as it has some: nobody was told that it was not.
function isFirst(alarm) {
  return alarm.OldStateValue === 'INSUFFICIENT_DATA' && alarm.NewStateValue === 'OK' && parseTime(alarm.StateChangeTime) - parseTime(alarm.AlarmConfigurationUpdatedTimestamp) < HOUR;
}

// Alarms made by hand have no line for it.
function thresholdOf({ Trigger: trigger, AlarmRule: rule }) {
  if (rule) {
    return rule;
  }

  return trigger ? `${trigger.MetricName ?? trigger.Metrics?.find((metric) => metric.ReturnData)?.Label ?? 'Expression'} ${trigger.ComparisonOperator} ${trigger.Threshold}` : undefined;
}

// A composite alarm says which of its alarms rang.
function childrenOf(alarm) {
  const children = alarm.TriggeringChildren ?? [];
  return children.length === 0 ? [] : [{ name: 'Alarms', value: children.map((child) => child.Arn?.split(':alarm:')[1] ?? child.Arn).join('\n') }];
}

function readEvent({ AlarmName: name, AlarmDescription: description, Metrics: metrics, Event: event }) {
  const said = readDescription(description);
  return {
    ...said,
    name,
    state: metrics ? 'SUMMARY' : 'EVENT',
    title: said.title || name,
    reason: metrics ? undefined : reasonOf(event),
    region: event.region,
    time: event.time,
    metrics,
  };
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html: maintenance and changes, nothing to get up for.
function readDatabaseNotice(message) {
  return {
    name: `RDS: ${message['Source ID']}`,
    channel: 'performance',
    state: 'EVENT',
    title: message['Event Message'],
    threshold: 'Maintenance, changes and failures of the database server',
    reason: message['Event Message'],
    runbook: 'docs/runbooks/database-event.md',
    region: message['Source ARN']?.split(':')[3],
  };
}
