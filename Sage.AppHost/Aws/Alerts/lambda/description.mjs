// The description of an alarm is written for people; its last lines say where it goes:
//   Threshold: CPU > 80 % (2 x 5 min)
//   Runbook: docs/runbooks/service-cpu-high.md
//   Channel: performance
const LINE = /^(Threshold|Runbook|Channel): (.+)$/;

export const CHANNELS = ['errors', 'performance', 'business'];

export function readDescription(description) {
  const said = {};
  const title = [];
  for (const line of (description ?? '').split('\n')) {
    const match = LINE.exec(line.trim());
    if (match) {
      said[match[1].toLowerCase()] = match[2];
    } else if (line.trim() !== '') {
      title.push(line.trim());
    }
  }

  return {
    title: title.join(' '),
    threshold: said.threshold,
    runbook: said.runbook,
    // An alarm that somebody made by hand: too loud is better than lost.
    channel: CHANNELS.includes(said.channel) ? said.channel : 'errors',
  };
}
