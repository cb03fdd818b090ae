import { conformanceSuite } from '@parley/conformance/vitest';
import { afterAll, beforeAll, describe } from 'vitest';
import { type KitTarget, startKitTarget } from './support/start-kit-target.ts';

let kit: KitTarget;

beforeAll(async () => {
  kit = await startKitTarget();
});
afterAll(() => kit.close());

describe('the gateway is held to the whole contract', () => conformanceSuite({ target: () => kit.target }));
