import { createMetrics, type Metrics } from '../../../gateway/src/metrics.ts';
import type { RequestRecord } from '../../../gateway/src/pipeline/record.ts';
import { code } from '../markdown.ts';
import type { Page } from '../page.ts';

type Family = { name: string; type: string; help: string; labels: string[] };

/** What `GET /metrics` shows, read from what it shows once everything has been counted. */
export async function metricsPage(): Promise<Page> {
  const metrics = createMetrics();
  countAll(metrics);
  const { text } = await metrics.render();
  const families = familiesIn(text);
  const isOfProcess = ({ name }: Family) => /^parley_(process|nodejs)_/.test(name);
  const own = families.filter((family) => !isOfProcess(family)).map(entryOf);
  const ofProcess = families.filter(isOfProcess).map(({ name, help }) => `- ${code(name)}: ${help}`);
  return {
    slug: 'reference/metrics',
    title: 'Metrics',
    description: 'Every metric of GET /metrics: its name, its labels, and what it counts.',
    source: 'apps/gateway/src/metrics.ts',
    body: `\`GET /metrics\` answers in the text format of Prometheus, without a key: [let only your own network reach it](../../guides/self-hosting/#what-is-open).

Beside the type of each stand its labels. A histogram has \`_bucket\`, \`_sum\` and \`_count\` behind its name. \`model\` is \`provider/model\`; where nobody answered it is \`none\`, and beyond a thousand different ones \`other\`. \`outcome\` is ${list(outcomes)}. \`direction\` is \`prompt\` or \`completion\`, \`shortage\` is ${list(shortages)}, \`from\` is \`idempotency_key\` or \`cache\`. \`code\` is [an error's](../errors/).

## Of the gateway

${own.join('\n\n')}

## Alerts

\`\`\`yaml title="parley.rules.yml"
${alerts}\`\`\`

## Of the process

From [prom-client](https://github.com/siimon/prom-client), with \`parley_\` before their names.

${ofProcess.join('\n')}`,
  };
}

const outcomes: { [Name in RequestRecord['outcome']]: true } = {
  completed: true,
  failed: true,
  aborted: true,
};
const shortages: { [Name in Parameters<Metrics['requestShed']>[0]]: true } = {
  places: true,
  event_loop: true,
  heap: true,
};
const list = (names: object): string =>
  Object.keys(names)
    .map(code)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');

const alerts = `groups:
  - name: parley
    rules:
      - alert: ParleyRequestsFail
        expr: |
          sum(rate(parley_request_duration_seconds_count{outcome="failed"}[5m]))
            / sum(rate(parley_request_duration_seconds_count[5m])) > 0.05
        for: 5m
      - alert: ParleyStoreLagsBehind
        expr: parley_journal_backlog_bytes > 16777216
        for: 5m
      - alert: ParleyRefusesRequests
        expr: sum by (shortage) (rate(parley_shed_requests_total[5m])) > 0
        for: 1m
`;

const entryOf = ({ name, type, help, labels }: Family): string => `### ${name}

<p class="facts">${[type, ...labels].map((fact) => `<span>${fact}</span>`).join('')}</p>

${help}`;

/** Each thing once, so that every label shows. */
function countAll(metrics: Metrics): void {
  const record: Pick<RequestRecord, 'outcome' | 'usedModel' | 'usage' | 'cached' | 'durationMs'> = {
    outcome: 'completed',
    usedModel: 'simulator/sim-large',
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    cached: false,
    durationMs: 1,
  };
  metrics.requestEnded(record as RequestRecord);
  metrics.attemptEnded('simulator', 'none');
  metrics.retryRefused();
  metrics.cooledDown('simulator', 'upstream_rate_limited');
  metrics.breakerChanged('simulator/sim-large', 'open');
  metrics.contractViolation('S1');
  metrics.requestShed('places');
  metrics.answerReplayed('cache');
}

function familiesIn(text: string): Family[] {
  return [...text.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\S+)\n((?:[^#\n].*\n)*)/gm)].map(
    ([, name = '', help = '', type = '', samples = '']) => ({ name, help, type, labels: labelsIn(samples) }),
  );
}

const labelsIn = (samples: string): string[] => [
  ...new Set(
    [...samples.matchAll(/[{,](\w+)="/g)].flatMap(([, label = '']) => (label === 'le' ? [] : [label])),
  ),
];
