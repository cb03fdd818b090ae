import type { Change } from './change.ts';

/** The changes as lines of text, by operation, what breaks first. One change of all errors is one line. */
export function reportOf(changes: readonly Change[]): string[] {
  const operations = [...new Set(changes.map(({ operation }) => operation))];
  return operations.flatMap((operation) => {
    const mine = changes.filter((change) => change.operation === operation);
    const lines = [...linesOf(mine, 'breaking'), ...linesOf(mine, 'compatible')];
    return [operation, ...lines.map((line) => `  ${line}`), ''];
  });
}

function linesOf(changes: readonly Change[], level: Change['level']): string[] {
  const byStatement = new Map<string, string[]>();
  for (const change of changes.filter((other) => other.level === level)) {
    const spot = change.where.slice(change.operation.length).trim();
    const [, status, rest] = /^response (\w+)(.*)$/.exec(spot) ?? [];
    const place = status === undefined ? spot : `response <status>${rest}`;
    const statement = `${place === '' ? '' : `${place}: `}${change.message} [${change.rule}]`;
    byStatement.set(statement, [
      ...(byStatement.get(statement) ?? []),
      ...(status === undefined ? [] : [status]),
    ]);
  }
  return [...byStatement].map(
    ([statement, statuses]) => `${level}: ${statement.replace('<status>', statuses.join(', '))}`,
  );
}
