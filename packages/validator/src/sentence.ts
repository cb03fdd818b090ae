import { codePoints } from './code-points.ts';
import { joinParam, locate } from './locate.ts';
import type { Problem } from './problem.ts';
import { replacedFields } from './replaced-fields.ts';
import { showValue } from './show-value.ts';
import type { SchemaError } from './validator.ts';

/** The problem that a schema error is: where, and one sentence. `whole` names the value itself, such as "The body". */
export function problemOf(error: SchemaError, root: unknown, whole: string): Problem {
  const { param: place, value } = locate(error.instancePath, root);
  const problem = (param: string, message: string, kind: Problem['kind'] = 'invalid'): Problem => ({
    param: param === '' ? null : param,
    message,
    kind,
    rule: null,
  });
  const { keyword, params } = error;
  const subject = place === '' ? whole : place;

  if (keyword === 'required') {
    const param = joinParam(place, String(params['missingProperty']));
    return problem(param, `${param} is required.`, 'missing');
  }
  if (keyword === 'additionalProperties') {
    const param = joinParam(place, String(params['additionalProperty']));
    return problem(
      param,
      `${param} is not a field of ${place === '' ? 'this operation' : place}.`,
      'unsupported',
    );
  }
  if (error.propertyName !== undefined)
    return problem(
      joinParam(place, error.propertyName),
      `${subject} has the key ${showValue(error.propertyName)}, which must ${requirement(error)}.`,
    );
  if (keyword === 'anyOf' && String(params['allowed']).startsWith('have '))
    return problem(place, `${subject} must ${params['allowed']}.`, 'missing');
  const replacement = replacementOf(place);
  if (replacement !== undefined)
    return problem(place, `${place} is not supported; use ${replacement}.`, 'unsupported');
  if (root === undefined)
    return problem(place, `${whole} is missing; it must ${requirement(error)}.`, 'missing');
  return problem(place, `${subject} must ${requirement(error)}${got(keyword, value)}.`);
}

function requirement({ keyword, params }: SchemaError): string {
  const { limit } = params;
  switch (keyword) {
    case 'type':
      return `be ${orList([params['type']].flat().map(withArticle))}`;
    case 'enum':
      return `be ${oneOf([params['allowedValues']].flat().map(quoted))}`;
    case 'const':
      return `be ${quoted(params['allowedValue'])}`;
    case 'minimum':
      return `be at least ${limit}`;
    case 'maximum':
      return `be at most ${limit}`;
    case 'uniqueItems':
      return 'not hold a value twice';
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return limit === 1 ? 'not be empty' : `have at least ${limit} ${unit(keyword)}`;
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return `have at most ${limit} ${unit(keyword)}`;
    case 'pattern':
      return `match ${params['pattern']}`;
    case 'format':
      return formatOf(String(params['format']));
    case 'anyOf':
      return String(params['allowed']);
    default:
      return `keep to ${keyword}`;
  }
}

function formatOf(format: string): string {
  if (format === 'date') return 'be a date such as 2026-01-31';
  return format === 'date-time' ? 'be a time such as 2026-01-31T12:00:00Z' : `be a ${format}`;
}

function got(keyword: string, value: unknown): string {
  if (['minLength', 'minItems', 'minProperties', 'uniqueItems'].includes(keyword)) return '';
  if (keyword === 'maxItems' && Array.isArray(value)) return `, got ${value.length}`;
  if (keyword === 'maxLength' && typeof value === 'string') return `, got ${codePoints(value)}`;
  if (keyword === 'maxProperties') return `, got ${Object.keys(value ?? {}).length}`;
  return `, got ${showValue(value)}`;
}

function unit(keyword: string): string {
  if (keyword.endsWith('Length')) return 'characters';
  return keyword.endsWith('Items') ? 'items' : 'keys';
}

function replacementOf(param: string): string | undefined {
  return replacedFields.get(param.replace(/\[\d+\]/g, '[]'));
}

function withArticle(type: unknown): string {
  if (type === 'null') return 'null';
  return `${/^[aio]/.test(String(type)) ? 'an' : 'a'} ${type}`;
}

function quoted(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function oneOf(words: string[]): string {
  return `${words.length > 2 ? 'one of ' : ''}${orList(words)}`;
}

function orList(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
