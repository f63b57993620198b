// Messages as AWS documents them; the tests beside this file read them.
const region = 'us-west-2';
const account = '123456789012';

export function record(message, { subject = 'Notice', id = '95df01b4-ee98-5cb9-9903-4c221d41eb5e' } = {}) {
  return {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: `arn:aws:sns:${region}:${account}:sage-alerts:21be56ed-a058-49f5-8c98-aedd2564c486`,
    Sns: {
      Type: 'Notification',
      MessageId: id,
      TopicArn: `arn:aws:sns:${region}:${account}:sage-alerts`,
      Subject: subject,
      Message: typeof message === 'string' ? message : JSON.stringify(message),
      Timestamp: '2026-11-20T10:30:05.123Z',
      SignatureVersion: '1',
      Signature: 'EXAMPLE',
      SigningCertUrl: 'EXAMPLE',
      UnsubscribeUrl: 'EXAMPLE',
      MessageAttributes: {},
    },
  };
}

export const described = (channel, title = 'The tasks of backend are short of CPU.') =>
  `${title}\nThreshold: CPU > 80 % (2 x 5 min)\nRunbook: docs/runbooks/service-cpu-high.md\nChannel: ${channel}`;

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
export const metricAlarm = (changes = {}) => ({
  AlarmName: 'sage-backend-cpu-high',
  AlarmDescription: described('performance'),
  AWSAccountId: account,
  AlarmConfigurationUpdatedTimestamp: '2026-11-19T08:00:00.000+0000',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 2 out of the last 2 datapoints [95.1 (20/11/26 10:25:00), 91.7 (20/11/26 10:20:00)] were greater than the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).',
  StateChangeTime: '2026-11-20T10:30:04.000+0000',
  Region: 'US West (Oregon)',
  AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:sage-backend-cpu-high`,
  OldStateValue: 'OK',
  OKActions: [`arn:aws:sns:${region}:${account}:sage-alerts`],
  AlarmActions: [`arn:aws:sns:${region}:${account}:sage-alerts`],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: 'CPUUtilization',
    Namespace: 'AWS/ECS',
    StatisticType: 'Statistic',
    Statistic: 'AVERAGE',
    Unit: null,
    Dimensions: [
      { value: 'sage-backend', name: 'ServiceName' },
      { value: 'sage-cluster', name: 'ClusterName' },
    ],
    Period: 300,
    EvaluationPeriods: 2,
    DatapointsToAlarm: 2,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 80,
    TreatMissingData: 'missing',
    EvaluateLowSampleCountPercentile: '',
  },
  ...changes,
});

export const mathAlarm = (changes = {}) =>
  metricAlarm({
    AlarmName: 'sage-api-error-rate-high',
    AlarmDescription: described('errors', 'Requests fail with a status of 500 or above.'),
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:sage-api-error-rate-high`,
    Trigger: {
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 5,
      TreatMissingData: 'notBreaching',
      EvaluateLowSampleCountPercentile: '',
      Metrics: [
        { Expression: '100 * FILL(target, 0) / requests', Id: 'e', Label: 'Requests that fail', ReturnData: true },
        { Id: 'target', MetricStat: { Metric: { Dimensions: [], MetricName: 'HTTPCode_Target_5XX_Count', Namespace: 'AWS/ApplicationELB' }, Period: 60, Stat: 'Sum' }, ReturnData: false },
      ],
    },
    ...changes,
  });

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
export const compositeAlarm = () => ({
  AlarmName: 'sage-down',
  AlarmDescription: described('errors', 'Nothing works.'),
  AWSAccountId: account,
  NewStateValue: 'ALARM',
  NewStateReason: `arn:aws:cloudwatch:${region}:${account}:alarm:sage-backend-targets-none transitioned to ALARM at Friday 20 November, 2026 10:30:04 UTC`,
  StateChangeTime: '2026-11-20T10:30:04.000+0000',
  Region: 'US West (Oregon)',
  AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:sage-down`,
  OKActions: [],
  AlarmActions: [`arn:aws:sns:${region}:${account}:sage-alerts`],
  InsufficientDataActions: [],
  OldStateValue: 'OK',
  AlarmRule: 'ALARM(sage-backend-targets-none)',
  TriggeringChildren: [
    { Arn: `arn:aws:cloudwatch:${region}:${account}:alarm:sage-backend-targets-none`, State: { Value: 'ALARM', Timestamp: '2026-11-20T10:30:04.000+0000' } },
  ],
});

export const rule = (name, event, more = {}) => ({
  AlarmName: name,
  AlarmDescription: described('errors', 'A task was stopped because its health check failed.'),
  ...more,
  Event: { version: '0', id: '9bcdac79-b31f-4d3d-9410-fbd727c29fab', account, time: '2026-11-20T10:30:00Z', region, resources: [], ...event },
});

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
export const stoppedTask = () =>
  rule('sage-task-health-check-failed', {
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    resources: [`arn:aws:ecs:${region}:${account}:task/sage-cluster/b99d40b3`],
    detail: {
      clusterArn: `arn:aws:ecs:${region}:${account}:cluster/sage-cluster`,
      containers: [{ name: 'backend', lastStatus: 'STOPPED', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
      desiredStatus: 'STOPPED',
      group: 'service:sage-backend',
      lastStatus: 'STOPPED',
      launchType: 'FARGATE',
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/sage-backend-tg/73e2d6bc24d8a067)',
    },
  });

export const failedDeployment = () =>
  rule('sage-deployment-failed', {
    'detail-type': 'ECS Deployment State Change',
    source: 'aws.ecs',
    resources: [`arn:aws:ecs:${region}:${account}:service/sage-cluster/sage-backend`],
    detail: { eventType: 'ERROR', eventName: 'SERVICE_DEPLOYMENT_FAILED', deploymentId: 'ecs-svc/123', reason: 'ECS deployment circuit breaker: task failed to start.' },
  });

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html
export const databaseEvent = () =>
  rule('sage-rds-event', {
    'detail-type': 'RDS DB Instance Event',
    source: 'aws.rds',
    resources: [`arn:aws:rds:${region}:${account}:db:sage-postgres`],
    detail: { EventCategories: ['failover'], SourceType: 'DB_INSTANCE', SourceArn: `arn:aws:rds:${region}:${account}:db:sage-postgres`, Date: '2026-11-20T10:29:00Z', SourceIdentifier: 'sage-postgres', Message: 'Multi-AZ instance failover started.', EventID: 'RDS-EVENT-0013' },
  });

export const backupJob = () =>
  rule('sage-backup-failed', {
    'detail-type': 'Backup Job State Change',
    source: 'aws.backup',
    detail: { backupJobId: 'A1', state: 'FAILED', resourceType: 'RDS', resourceArn: `arn:aws:rds:${region}:${account}:db:sage-postgres`, statusMessage: 'Access denied.' },
  });

export const certificate = () =>
  rule('sage-certificate-expiring', {
    'detail-type': 'ACM Certificate Approaching Expiration',
    source: 'aws.acm',
    resources: [`arn:aws:acm:${region}:${account}:certificate/61f50cd4`],
    detail: { DaysToExpiry: 31, CommonName: 'api.sage.ai' },
  });

export const rotation = () =>
  rule('sage-secret-rotation-failed', {
    'detail-type': 'AWS Service Event via CloudTrail',
    source: 'aws.secretsmanager',
    detail: { eventSource: 'secretsmanager.amazonaws.com', eventName: 'RotationFailed', additionalEventData: { SecretId: `arn:aws:secretsmanager:${region}:${account}:secret:sage/postgres-AbCdEf` } },
  });

export const summary = () =>
  rule(
    'sage-token-usage-daily',
    { 'detail-type': 'Scheduled Event', source: 'aws.events', time: '2026-11-20T08:00:37Z', detail: {} },
    {
      AlarmDescription: 'Tokens of the language model used in the last day.\nThreshold: Every day at 08:00 UTC\nRunbook: docs/runbooks/token-usage-daily.md\nChannel: business',
      Metrics: [{ Namespace: 'Sage', MetricName: 'tokenUsage', Stat: 'Sum', Label: 'Tokens used' }],
    },
  );

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
export const databaseNotice = () => ({
  'Event Source': 'db-instance',
  'Event Time': '2026-11-20 10:30:00.000',
  'Identifier Link': 'https://console.aws.amazon.com/rds/home?region=us-west-2#dbinstance:id=sage-postgres',
  'Source ID': 'sage-postgres',
  'Source ARN': `arn:aws:rds:${region}:${account}:db:sage-postgres`,
  'Event ID': 'http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0026',
  'Event Message': 'Applying off-line patches to DB instance',
});

// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
export const budget = () => `AWS Budget Notification November 20, 2026
AWS Account ${account}

Dear AWS Customer,

You requested that we alert you when the ACTUAL Cost associated with your sage-monthly budget is greater than $240.00 for the current month. The ACTUAL Cost associated with this budget is $250.12. You can find additional details below and by accessing the AWS Budgets dashboard [1].

Budget Name: sage-monthly
Budget Type: Cost
Budgeted Amount: $300.00
Alert Type: ACTUAL
Alert Threshold: > $240.00
ACTUAL Amount: $250.12

[1] https://console.aws.amazon.com/billing/home#/budgets
`;
