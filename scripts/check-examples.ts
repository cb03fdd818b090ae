// Holds every example of the contract to the contract: bodies to their schemas, streams to the grammar as well.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type OperationId,
  type Problem,
  streamChecker,
  validateRequest,
  validateResponse,
} from '@parley/validator';
import { type Example, examplesOf } from '../openapi/scripts/examples.ts';

const folder = join(import.meta.dirname, '../openapi/examples');

let count = 0;
const problems: string[] = [];
for (const operationId of readdirSync(folder)) {
  for (const example of examplesOf(folder, operationId)) {
    count++;
    for (const problem of problemsOf(operationId as OperationId, example)) {
      problems.push(
        `${operationId}/${example.case}.${example.kind}: ${problem.rule ?? 'schema'}: ${problem.message}`,
      );
    }
  }
}
process.stdout.write(problems.length === 0 ? `${count} examples are valid.\n` : `${problems.join('\n')}\n`);
process.exitCode = problems.length === 0 && count > 0 ? 0 : 1;

function problemsOf(operationId: OperationId, { kind, status, mediaType, text }: Example): Problem[] {
  if (mediaType === 'text/event-stream') return problemsOfStream(text);
  // Of a table the contract says only that it is text.
  if (mediaType === 'text/csv') return [];
  const body: unknown = JSON.parse(text);
  const problem =
    kind === 'request'
      ? validateRequest(operationId, body)
      : validateResponse(operationId, Number(status), body);
  return problem === null ? [] : [problem];
}

function problemsOfStream(text: string): Problem[] {
  const checker = streamChecker();
  const events = text.split('\n\n').filter((event) => event.startsWith('data: '));
  const found = events.flatMap((event) => {
    const data = event.slice('data: '.length);
    return checker.push(data === '[DONE]' ? data : JSON.parse(data));
  });
  return [...found, ...checker.end()];
}
