import { defineConfig } from 'vitest/config';

// A busy machine is slow, which is no reason to fail; what fails twice more on CI is broken.
const patience = { testTimeout: 60_000, hookTimeout: 120_000, retry: process.env['CI'] ? 2 : 0 };

export default defineConfig({
  test: {
    projects: [
      {
        // Packages import each other's sources under this condition, which Vitest passes on to Node.
        ssr: { resolve: { conditions: ['@parley/source', 'node'] } },
        test: {
          name: 'source',
          ...patience,
          include: [
            process.env['PARLEY_TEST_DOCS']
              ? 'apps/docs/**/*.test.ts'
              : '{openapi,packages/*,apps/gateway,examples}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['apps/gateway/test/support/shared-postgres.ts'],
        },
      },
      {
        test: {
          name: 'built',
          ...patience,
          include: ['apps/contract-tests/test/**/*.test.ts'],
          // Node itself imports what was built, as it does at the users'.
          server: { deps: { external: [/\/dist\//] } },
        },
      },
    ],
  },
});
