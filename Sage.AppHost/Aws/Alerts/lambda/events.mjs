// Why an event of EventBridge was sent, in the words of the service that sent it.
const REASONS = {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
  'ECS Task State Change': (detail) => join(detail.group, detail.stoppedReason, containers(detail)),
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
  'ECS Deployment State Change': (detail, event) => join(event.resources?.[0]?.split('/').pop(), detail.eventName, detail.reason),
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html
  'RDS DB Instance Event': (detail) => join(detail.SourceIdentifier, detail.Message, detail.EventID),
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
  'Backup Job State Change': (detail) => join(detail.state, detail.resourceType, detail.resourceArn, detail.statusMessage),
  'Copy Job State Change': (detail) => join(detail.state, detail.resourceType, detail.resourceArn, detail.statusMessage),
  // https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
  'ACM Certificate Approaching Expiration': (detail, event) => join(detail.CommonName, `${detail.DaysToExpiry} days left`, event.resources?.[0]),
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html
  'AWS Service Event via CloudTrail': (detail) => join(detail.eventName, detail.additionalEventData?.SecretId, detail.errorMessage),
};

export function reasonOf(event) {
  const reason = REASONS[event['detail-type']]?.(event.detail ?? {}, event);
  return reason || join(event['detail-type'], ...(event.resources ?? [])) || 'The event says nothing more.';
}

function containers(detail) {
  return (detail.containers ?? [])
    .filter((container) => container.exitCode !== undefined || container.reason)
    .map((container) => join(container.name, container.exitCode === undefined ? undefined : `exit code ${container.exitCode}`, container.reason))
    .join('; ');
}

function join(...parts) {
  return parts.filter(Boolean).join(' · ');
}
