import { expect, test } from 'vitest';

test.each(['types', 'client', 'validator', 'simulator', 'gateway'])(
  '@parley/%s is used as built, the way its users get it',
  (name) => {
    expect(import.meta.resolve(`@parley/${name}`)).toMatch(/\/dist\/index\.js$/);
  },
);
