import { areas, checks } from '@parley/conformance';
import { rules } from '@parley/validator';
import { expect, test } from 'vitest';

test('no two checks have the same id', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('the id of a check is the letter of its area and a number of at least two digits', () => {
  expect(checks.filter(({ id, area }) => !new RegExp(`^${areas[area].letter}-\\d{2,3}$`).test(id))).toEqual(
    [],
  );
});

test('the checks of an area stand together, in the order of the areas', () => {
  const order = checks.map(({ area }) => area).filter((area, index, all) => area !== all[index - 1]);
  expect(order).toEqual(Object.keys(areas).filter((name) => checks.some(({ area }) => area === name)));
});

test('a check says in one sentence what holds, and who asks for it', () => {
  for (const { title, source } of checks) {
    expect(title).toMatch(/^\S.*\.$/);
    expect(source).not.toBe('');
  }
});

test('every rule of the contract is asked for by a check, and no check asks for a rule that there is not', () => {
  const asked = checks.flatMap(({ source }) => source.match(/\b[A-Z]\d+\b/g) ?? []);
  expect([...new Set(asked)].sort()).toEqual(Object.keys(rules).sort());
});

test('there are at least 150 checks, and as many that any OpenAI-compatible gateway is held to', () => {
  expect(checks.length).toBeGreaterThan(250);
  expect(checks.filter(({ contract }) => contract === 'openai').length).toBeGreaterThanOrEqual(150);
});
