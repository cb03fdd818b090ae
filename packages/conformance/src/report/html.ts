import { escapeXml } from './escape-xml.ts';
import { renderArea, renderMatrix } from './html-area.ts';
import { script } from './html-script.ts';
import { style } from './html-style.ts';
import type { Report } from './report.ts';
import { type Counts, countOutcomes, failuresOf, sentenceOf, summarizeAreas } from './summary.ts';

/** One page that needs nothing else: no request leaves it. */
export function renderHtml(report: Report): string {
  const counts = countOutcomes(report.results);
  const areas = summarizeAreas(report);
  const asked = counts.passed + counts.failed;
  const share = asked === 0 ? 0 : Math.floor((counts.passed / asked) * 1000) / 10;
  const must = failuresOf(report).filter(({ severity }) => severity === 'must').length;
  const facts = [
    ['Model', report.model],
    ['Contract', report.contract],
    ['Profile', report.profile],
    ['Upstream', report.upstream ? 'the simulator of this run' : 'not seen by this run'],
    [
      'When',
      `${report.startedAt.replace('T', ' ').slice(0, 16)} UTC, ${(report.durationMs / 1000).toFixed(1)} s`,
    ],
    ['Kit', `conformance ${report.version}`],
  ];
  const filters = [
    ['all', 'All', report.results.length],
    ['failed', 'Failed', counts.failed],
    ['skipped', 'Skipped', counts.skipped],
    ['passed', 'Passed', counts.passed],
  ];
  const initial = counts.failed > 0 ? 'failed' : 'all';

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>Conformance of ${escapeXml(report.baseUrl)}</title>
<style>${style}</style>
</head>
<body data-filter="${initial}">
<header>
  <p class="kind">Conformance report</p>
  <h1>${escapeXml(report.baseUrl)}</h1>
  <div class="score">
    <div class="ring ${must > 0 ? 'bad' : counts.failed > 0 ? 'fair' : 'good'}" style="--share:${share}"><b>${share}</b><span>%</span></div>
    <div>
      <p class="verdict">${verdictOf(must, counts.failed)}</p>
      <p>${escapeXml(sentenceOf(report))}</p>
      <div class="bar" aria-hidden="true">${bar(counts, must)}</div>
    </div>
  </div>
  <dl>${facts.map(([name = '', value = '']) => `<div><dt>${name}</dt><dd>${escapeXml(value)}</dd></div>`).join('')}</dl>
</header>
<main>
<section aria-labelledby="matrix-title">
  <h2 id="matrix-title">By area</h2>
  <div class="matrix">${areas.map(renderMatrix).join('')}</div>
  <p class="legend"><i class="cell passed"></i> passed <i class="cell failed"></i> failed <i class="cell failed lesser"></i> failed, should or may <i class="cell skipped"></i> skipped</p>
</section>
<section aria-labelledby="checks-title">
  <h2 id="checks-title">Checks</h2>
  <div class="tools">
    <div class="filters" role="group" aria-label="Outcome">${filters
      .map(
        ([name, title, count]) =>
          `<button type="button" data-show="${name}">${title} <b>${count}</b></button>`,
      )
      .join('')}</div>
    <input type="search" placeholder="Find an id, a word, a rule" aria-label="Find checks">
  </div>
  ${areas.map(renderArea).join('\n')}
  <p class="nothing" hidden>No check is like that.</p>
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}

function verdictOf(must: number, failed: number): string {
  if (must > 0)
    return `${must} check${must === 1 ? '' : 's'} that must pass ${must === 1 ? 'does' : 'do'} not`;
  return failed > 0 ? 'All that must hold holds' : 'All that was asked holds';
}

function bar({ passed, failed, skipped }: Counts, must: number): string {
  const parts = [
    ['passed', passed],
    ['failed', must],
    ['failed lesser', failed - must],
    ['skipped', skipped],
  ] as const;
  return parts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `<i class="${name}" style="flex-grow:${count}"></i>`)
    .join('');
}
