import type { Exchange } from '../http/exchange.ts';
import type { Result } from '../result.ts';
import { escapeXml } from './escape-xml.ts';
import { showAnswer, showRequest } from './show-exchange.ts';
import type { AreaSummary } from './summary.ts';

/** A row of the matrix: an area, and a cell for each of its checks that leads there. */
export function renderMatrix({ area, letter, title, passed, failed, results }: AreaSummary): string {
  const cells = results.map(
    (result) =>
      `<a class="cell ${classOf(result)}" href="#${result.id}" title="${escapeXml(`${result.id} ${result.title}`)}"><span>${result.id}: ${result.outcome}</span></a>`,
  );
  return `<a class="area" href="#area-${area}"><b>${letter}</b> ${escapeXml(title)}</a><span class="count">${passed}/${passed + failed}</span><div class="cells">${cells.join('')}</div>`;
}

/** An area with all its checks; those that failed open up. */
export function renderArea({ area, title, results }: AreaSummary): string {
  return `<section class="checks" id="area-${area}"><h3>${escapeXml(title)}</h3><div class="list">${results.map(renderCheck).join('\n')}</div></section>`;
}

function renderCheck(result: Result): string {
  const { id, title, severity, source, outcome, durationMs } = result;
  const heading = `<span class="mark" aria-hidden="true"></span><code>${id}</code><span class="title">${escapeXml(title)}</span><span class="severity">${severity}</span>`;
  const attributes = `class="check ${classOf(result)}" id="${id}" data-outcome="${outcome}"`;
  const facts = `<p class="facts">Asked by ${escapeXml(source)} · ${outcome} in ${durationMs} ms</p>`;
  return `<details ${attributes}><summary>${heading}</summary><div class="inside">${facts}${renderOutcome(result)}</div></details>`;
}

function renderOutcome(result: Result): string {
  if (result.outcome === 'passed') return '';
  if (result.outcome === 'skipped') return `<p>${escapeXml(result.reason)}</p>`;
  return `<dl class="finding"><dt>Expected</dt><dd>${escapeXml(result.expected)}</dd><dt>Found</dt><dd>${escapeXml(result.found)}</dd></dl>${result.exchanges.map(renderExchange).join('')}`;
}

function renderExchange(exchange: Exchange, index: number): string {
  return `<div class="exchange"><h4>Request ${index + 1}</h4><pre>${escapeXml(showRequest(exchange))}</pre><h4>Answer</h4><pre>${escapeXml(showAnswer(exchange))}</pre></div>`;
}

function classOf({ outcome, severity }: Result): string {
  return outcome === 'failed' && severity !== 'must' ? 'failed lesser' : outcome;
}
