const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** A summary names metrics; their sums over the day before its event become its reason. */
export async function addSummary(notice, readMetrics) {
  if (!notice.metrics) {
    return notice;
  }

  // The event's own time, so that a second attempt adds up the same day; whole hours, because CloudWatch's periods begin with them.
  const end = new Date(Math.floor(new Date(notice.time).getTime() / (HOUR * 1000)) * HOUR * 1000);
  const results = await readMetrics({
    StartTime: new Date(end.getTime() - DAY * 1000),
    EndTime: end,
    MetricDataQueries: notice.metrics.map((metric, index) => ({
      Id: `m${index}`,
      MetricStat: { Metric: { Namespace: metric.Namespace, MetricName: metric.MetricName, Dimensions: [] }, Period: HOUR, Stat: metric.Stat },
    })),
  });
  return { ...notice, reason: notice.metrics.map((metric, index) => `${metric.Label}: ${sum(results, `m${index}`)}`).join('\n') };
}

function sum(results, id) {
  const values = (results ?? []).find((result) => result.Id === id)?.Values ?? [];
  return values.length === 0 ? 'no data' : values.reduce((total, value) => total + value, 0).toLocaleString('en-US');
}
