import { expect, test } from 'vitest';
import { breaking, compatible } from './change.ts';
import { reportOf } from './report.ts';

const at = (operation: string, spot = '') => ({ operation, where: `${operation}${spot}` });

test('a report lists the changes of each operation, what breaks first', () => {
  expect(
    reportOf([
      compatible(at('GET /a', ' request /b'), 'request-property-added', 'property was absent, is documented'),
      breaking(
        at('GET /a', ' request /c'),
        'request-property-required',
        'property was optional, is required',
      ),
      breaking(at('GET /b'), 'operation-removed', 'operation was there, is removed'),
    ]),
  ).toEqual([
    'GET /a',
    '  breaking: request /c: property was optional, is required [request-property-required]',
    '  compatible: request /b: property was absent, is documented [request-property-added]',
    '',
    'GET /b',
    '  breaking: operation was there, is removed [operation-removed]',
    '',
  ]);
});

test('a change that many answers share is one line', () => {
  const change = (status: string) =>
    compatible(at('GET /a', ` response ${status} /error/code`), 'response-enum-narrowed', 'enum lost "x"');
  expect(reportOf([change('400'), change('401'), change('500')])).toEqual([
    'GET /a',
    '  compatible: response 400, 401, 500 /error/code: enum lost "x" [response-enum-narrowed]',
    '',
  ]);
});
