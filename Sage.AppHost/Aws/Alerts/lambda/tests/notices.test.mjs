import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harness, URLS } from './harness.mjs';
import * as samples from './samples.mjs';

const RED = 0xff0000;
const ORANGE = 0xffa500;
const GREEN = 0x00ff00;

async function sent(message, options) {
  const world = harness(options);
  await world.call(samples.record(message));
  assert.equal(world.posts.length, 1);
  const [{ url, body }] = world.posts;
  const [embed] = body.embeds;
  return { url, body, embed, world, field: (name) => embed.fields.find((field) => field.name === name)?.value };
}

test('an alarm is the message of the contract', async () => {
  const { url, body, embed, field } = await sent(samples.metricAlarm());

  assert.equal(url, `${URLS.performance}?wait=true`);
  assert.equal(body.content, 'WARNING sage-backend-cpu-high');
  assert.equal(embed.title, 'The tasks of backend are short of CPU.');
  assert.equal(embed.description, 'CPU > 80 % (2 x 5 min)');
  assert.equal(embed.color, ORANGE);
  assert.equal(embed.timestamp, '2026-11-20T10:30:04.000Z');
  assert.equal(field('State'), 'ALARM');
  assert.equal(field('Environment'), 'Production');
  assert.equal(field('Region'), 'us-west-2');
  assert.match(field('Reason'), /^Threshold Crossed: 2 out of the last 2 datapoints/);
  assert.equal(field('Runbook'), 'docs/runbooks/service-cpu-high.md');
});

test('the runbook is a link when its address is known', async () => {
  const { field } = await sent(samples.metricAlarm(), { environment: { RUNBOOK_URL: 'https://github.com/sage/sage/blob/main/' } });

  assert.equal(field('Runbook'), '[docs/runbooks/service-cpu-high.md](https://github.com/sage/sage/blob/main/docs/runbooks/service-cpu-high.md)');
});

for (const [channel, severity, color] of [
  ['errors', 'CRITICAL', RED],
  ['performance', 'WARNING', ORANGE],
  ['business', 'INFO', GREEN],
]) {
  test(`the channel ${channel} is ${severity} and has its colour and its webhook`, async () => {
    const { url, body, embed } = await sent(samples.metricAlarm({ AlarmDescription: samples.described(channel) }));

    assert.equal(url, `${URLS[channel]}?wait=true`);
    assert.match(body.content, new RegExp(`^${severity} `));
    assert.equal(embed.color, color);
  });
}

test('an alarm that is over is sent as recovered, in green, to the channel that had it', async () => {
  const { url, body, embed, field } = await sent(samples.mathAlarm({ NewStateValue: 'OK', OldStateValue: 'ALARM' }));

  assert.equal(url, `${URLS.errors}?wait=true`);
  assert.equal(body.content, 'RECOVERED sage-api-error-rate-high');
  assert.equal(embed.color, GREEN);
  assert.equal(field('State'), 'OK');
});

test('an alarm that has data again is not called recovered: it may never have rung', async () => {
  const { body, embed } = await sent(samples.metricAlarm({ NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA' }));

  assert.equal(body.content, 'OK, DATA AGAIN sage-backend-cpu-high');
  assert.equal(embed.color, GREEN);
});

test('that a new alarm has data is no news, and needs no webhook', async () => {
  const world = harness({ secrets: { 'sage/discord-webhook-performance': new Error('ResourceNotFoundException') } });

  await world.call(samples.record(samples.metricAlarm({ NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA', AlarmConfigurationUpdatedTimestamp: '2026-11-20T10:00:00.000+0000' })));

  assert.deepEqual(world.posts, []);
  assert.equal(world.logs[0].left, 'sage-backend-cpu-high');
});

for (const [when, changes] of [
  ['that an old alarm has data again', { NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA' }],
  ['that a new alarm rings at once', { OldStateValue: 'INSUFFICIENT_DATA', AlarmConfigurationUpdatedTimestamp: '2026-11-20T10:00:00.000+0000' }],
  ['an alarm that does not say when it was made', { NewStateValue: 'OK', OldStateValue: 'INSUFFICIENT_DATA', AlarmConfigurationUpdatedTimestamp: undefined }],
]) {
  test(`${when} is sent`, async () => {
    const { embed } = await sent(samples.metricAlarm(changes));

    assert.equal(embed.title, 'The tasks of backend are short of CPU.');
  });
}

test('an alarm of metric math is read like any other', async () => {
  const { body, embed } = await sent(samples.mathAlarm());

  assert.equal(body.content, 'CRITICAL sage-api-error-rate-high');
  assert.equal(embed.color, RED);
  assert.equal(embed.title, 'Requests fail with a status of 500 or above.');
});

test('a composite alarm says which of its alarms rang', async () => {
  const { body, field } = await sent(samples.compositeAlarm());

  assert.equal(body.content, 'CRITICAL sage-down');
  assert.equal(field('Alarms'), 'sage-backend-targets-none');
});

test('an alarm that somebody made by hand goes to errors, with the threshold that CloudWatch knows', async () => {
  for (const [alarm, threshold] of [
    [samples.metricAlarm({ AlarmDescription: null }), 'CPUUtilization GreaterThanThreshold 80'],
    [samples.mathAlarm({ AlarmDescription: null }), 'Requests that fail GreaterThanThreshold 5'],
    [{ ...samples.compositeAlarm(), AlarmDescription: undefined }, 'ALARM(sage-backend-targets-none)'],
  ]) {
    const { url, embed } = await sent(alarm);

    assert.equal(url, `${URLS.errors}?wait=true`);
    assert.equal(embed.title, alarm.AlarmName);
    assert.equal(embed.description, threshold);
  }
});

for (const [name, message, reason] of [
  ['a task with a failed health check', samples.stoppedTask(), /^service:sage-backend · Task failed ELB health checks in .* · backend · exit code 137 · OutOfMemoryError/],
  ['a failed deployment', samples.failedDeployment(), /^sage-backend · SERVICE_DEPLOYMENT_FAILED · ECS deployment circuit breaker/],
  ['an event of RDS', samples.databaseEvent(), /^sage-postgres · Multi-AZ instance failover started\. · RDS-EVENT-0013$/],
  ['a backup that failed', samples.backupJob(), /^FAILED · RDS · arn:aws:rds:.*:db:sage-postgres · Access denied\.$/],
  ['a certificate', samples.certificate(), /^api\.sage\.ai · 31 days left · arn:aws:acm:/],
  ['a rotation that failed', samples.rotation(), /^RotationFailed · arn:aws:secretsmanager:.*sage\/postgres-AbCdEf$/],
  ['an event that nobody knows', samples.rule('sage-other', { 'detail-type': 'Something Else', resources: ['arn:x'], detail: {} }), /^Something Else · arn:x$/],
]) {
  test(`${name} says why`, async () => {
    const { url, body, embed, field } = await sent(message);

    assert.equal(url, `${URLS.errors}?wait=true`);
    assert.equal(body.content, `CRITICAL ${message.AlarmName}`);
    assert.equal(embed.timestamp, '2026-11-20T10:30:00.000Z');
    assert.equal(field('State'), 'EVENT');
    assert.match(field('Reason'), reason);
  });
}

test('a notice of RDS goes to performance', async () => {
  const { url, body, embed } = await sent(samples.databaseNotice());

  assert.equal(url, `${URLS.performance}?wait=true`);
  assert.equal(body.content, 'WARNING RDS: sage-postgres');
  assert.equal(embed.title, 'Applying off-line patches to DB instance');
});

test('a budget, which is plain text, goes to performance with its amounts', async () => {
  const { url, body, embed, field } = await sent(samples.budget());

  assert.equal(url, `${URLS.performance}?wait=true`);
  assert.equal(body.content, 'WARNING sage-monthly');
  assert.equal(embed.title, 'Costs of the month: budget of $300.00');
  assert.equal(embed.description, 'ACTUAL > $240.00');
  assert.equal(field('Reason'), 'ACTUAL $250.12');
  assert.equal(field('Runbook'), 'docs/runbooks/budget-exceeded.md');
});

test('the daily summary adds up the 24 hours before it and goes to business', async () => {
  const { url, body, embed, field, world } = await sent(samples.summary(), { metrics: [{ Id: 'm0', Label: 'tokenUsage', Values: [1_200_000, 34_567], StatusCode: 'Complete' }] });

  assert.equal(url, `${URLS.business}?wait=true`);
  assert.equal(body.content, 'INFO sage-token-usage-daily');
  assert.equal(embed.color, GREEN);
  assert.equal(field('Reason'), 'Tokens used: 1,234,567');
  const [request] = world.metricRequests;
  assert.equal(request.StartTime.toISOString(), '2026-11-19T08:00:00.000Z');
  assert.equal(request.EndTime.toISOString(), '2026-11-20T08:00:00.000Z');
  assert.deepEqual(request.MetricDataQueries[0].MetricStat, { Metric: { Namespace: 'Sage', MetricName: 'tokenUsage', Dimensions: [] }, Period: 3600, Stat: 'Sum' });
});

test('a summary of a day without data says so', async () => {
  const { field } = await sent(samples.summary());

  assert.equal(field('Reason'), 'Tokens used: no data');
});

test('what is too long for Discord is cut, and nobody is pinged', async () => {
  const { body, embed, field } = await sent(samples.metricAlarm({ AlarmDescription: samples.described('errors', '@everyone '.repeat(100)), NewStateReason: 'x'.repeat(3000) }));

  assert.equal(embed.title.length, 256);
  assert.equal(field('Reason').length, 1024);
  assert.deepEqual(body.allowed_mentions, { parse: [] });
});

test('each record of an event is sent', async () => {
  const world = harness();
  await world.call(samples.record(samples.metricAlarm()), samples.record(samples.mathAlarm()));

  assert.deepEqual(world.posts.map((post) => post.body.content), ['WARNING sage-backend-cpu-high', 'CRITICAL sage-api-error-rate-high']);
  assert.deepEqual(world.logs.map((log) => log.sent), ['sage-backend-cpu-high', 'sage-api-error-rate-high']);
});

for (const [name, event] of [
  ['no records', {}],
  ['an empty list of records', { Records: [] }],
  ['nothing', undefined],
  ['a record of another service', { Records: [{ EventSource: 'aws:s3', s3: {} }] }],
  ['text', { Records: [samples.record('Hello.')] }],
  ['half of a JSON document', { Records: [samples.record('{"AlarmName": "x"')] }],
  ['JSON that is no object', { Records: [samples.record('null')] }],
  ['an alarm without a state', { Records: [samples.record({ AlarmName: 'x' })] }],
  ['an object of something else', { Records: [samples.record({ hello: 'world' })] }],
]) {
  test(`an event with ${name} throws one line and sends nothing, so that it ends in the dead-letter queue`, async () => {
    const world = harness();

    await assert.rejects(world.handler(event, { getRemainingTimeInMillis: () => 30_000 }), (error) => {
      assert.match(error.message, /^Malformed event: [^\n]+$/);
      return true;
    });
    assert.equal(world.posts.length, 0);
  });
}
