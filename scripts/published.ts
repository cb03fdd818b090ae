/** The folders of the packages that are published. */
export const published = [
  'openapi',
  'packages/types',
  'packages/validator',
  'packages/client',
  'packages/ai-sdk-provider',
  'packages/simulator',
  'packages/conformance',
  'apps/gateway',
];
