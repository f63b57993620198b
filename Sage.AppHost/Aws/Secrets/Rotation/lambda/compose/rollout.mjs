/**
 * What became of a deployment of ECS, by the deployments that the service has now. An alarm or the circuit breaker may undo it after the
 * request for it was answered with success: then the one before is the primary again, with tasks that have the old secrets
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html).
 * @returns {boolean | undefined} Its tasks, or even newer ones, have taken over; it was undone; undefined: not decided yet.
 */
export function outcomeOf(deployment, deployments) {
  const now = deployments.find(({ id }) => id === deployment.id);
  if (now !== undefined) {
    return now.rolloutState === 'COMPLETED' ? true : now.rolloutState === 'FAILED' ? false : undefined;
  }
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  return primary === undefined ? undefined : new Date(primary.createdAt) > new Date(deployment.createdAt);
}
