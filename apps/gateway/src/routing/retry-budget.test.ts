import { expect, test } from 'vitest';
import { createRetryBudget } from './retry-budget.ts';

function createBudget(share: number, floor: number) {
  const time = { nowMs: 12_345_678 };
  const budget = createRetryBudget({ share, floor, windowMs: 10_000 }, () => time.nowMs);
  const spendAll = () => {
    let spent = 0;
    while (spent < 10_000 && budget.spend()) spent++;
    return spent;
  };
  return { time, budget, spendAll };
}

test('a lone request may try again, and a share of many requests', () => {
  const { budget, spendAll } = createBudget(0.2, 3);
  budget.earn();
  expect(spendAll()).toBe(3);
  for (let count = 1; count < 100; count++) budget.earn();
  expect(spendAll()).toBe(17);
});

test('what was earned and spent slides out of the window', () => {
  const { time, budget, spendAll } = createBudget(0.2, 0);
  for (let count = 0; count < 100; count++) budget.earn();
  expect(spendAll()).toBe(20);
  time.nowMs += 5_000;
  for (let count = 0; count < 50; count++) budget.earn();
  expect(spendAll()).toBe(10);
  time.nowMs += 5_000;
  expect(spendAll()).toBe(0);
  time.nowMs += 5_000;
  budget.earn();
  expect(spendAll()).toBe(1);
});

test('without a share and a floor nothing is tried twice', () => {
  const { budget, spendAll } = createBudget(0, 0);
  budget.earn();
  expect(spendAll()).toBe(0);
});
