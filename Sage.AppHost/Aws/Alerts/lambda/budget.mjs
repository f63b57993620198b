// AWS Budgets sends plain text, meant for an e-mail:
// https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
const LINE = /^(Budget Name|Budgeted Amount|Alert Type|Alert Threshold|ACTUAL Amount|FORECASTED Amount): (.+)$/;

export function readBudget(sns) {
  const fields = Object.fromEntries(
    sns.Message.split('\n')
      .map((line) => LINE.exec(line.trim()))
      .filter(Boolean)
      .map((match) => [match[1], match[2]]),
  );
  if (!fields['Budget Name']) {
    return undefined;
  }

  const type = fields['Alert Type'] ?? 'ACTUAL';
  return {
    name: fields['Budget Name'],
    channel: 'performance',
    state: 'ALARM',
    title: `Costs of the month: budget of ${fields['Budgeted Amount'] ?? 'unknown size'}`,
    threshold: `${type} ${fields['Alert Threshold'] ?? ''}`.trim(),
    reason: `${type} ${fields[`${type} Amount`] ?? 'amount not said'}`,
    runbook: 'docs/runbooks/budget-exceeded.md',
    region: sns.TopicArn?.split(':')[3],
  };
}
