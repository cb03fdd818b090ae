import type { StarlightUserConfig } from '@astrojs/starlight/types';

/** What the header links to; `covers` are the paths under which its link is marked as the place where one is. */
export const sections = [
  {
    label: 'Docs',
    path: '/quick-start/',
    covers: ['/quick-start/', '/guides/', '/reference/', '/reports/', '/decisions/'],
  },
  { label: 'API', path: '/api/', covers: ['/api/'] },
  { label: 'Playground', path: '/playground/', covers: ['/playground/'] },
  { label: 'Models', path: '/models/', covers: ['/models/'] },
];

/** What the list beside a page links to. */
export const navigation: NonNullable<StarlightUserConfig['sidebar']> = [
  {
    label: 'Start',
    items: [
      { slug: 'quick-start' },
      { label: 'API reference', link: '/api/' },
      { label: 'Playground', link: '/playground/' },
      { label: 'Models', link: '/models/' },
    ],
  },
  {
    label: 'Asking',
    items: [
      { slug: 'guides/streaming' },
      { slug: 'guides/tools' },
      { slug: 'guides/structured-output' },
      { slug: 'guides/reasoning' },
      { slug: 'guides/images' },
      { slug: 'guides/web-search' },
      { slug: 'guides/routing' },
      { slug: 'guides/cost' },
      { slug: 'guides/errors' },
      { slug: 'guides/healing' },
      { slug: 'guides/idempotency-and-cache' },
    ],
  },
  {
    label: 'Running it',
    items: [
      { slug: 'guides/keys-and-budgets' },
      { slug: 'guides/providers' },
      { slug: 'guides/self-hosting' },
      { slug: 'guides/deployment' },
      { slug: 'guides/backup-and-upgrade' },
      { slug: 'guides/scaling-out' },
      { slug: 'guides/coming-from' },
    ],
  },
  {
    label: 'Building on it',
    items: [
      { slug: 'guides/simulator' },
      { slug: 'guides/validating-your-gateway' },
      { slug: 'guides/conformance' },
      { slug: 'guides/writing-an-adapter' },
      { slug: 'guides/changing-the-contract' },
    ],
  },
  {
    label: 'Reference',
    items: [
      { slug: 'reference/errors' },
      { slug: 'reference/coverage' },
      { slug: 'reference/rules' },
      { slug: 'reference/configuration' },
      { slug: 'reference/environment' },
      { slug: 'reference/commands' },
      { slug: 'reference/metrics' },
      { slug: 'reference/changelog' },
    ],
  },
  {
    label: 'Reports',
    items: [{ slug: 'reports/benchmarks' }, { slug: 'reports/conformance' }],
  },
  {
    label: 'Decisions',
    collapsed: true,
    items: [{ label: 'All decisions', slug: 'decisions' }, { autogenerate: { directory: 'decisions' } }],
  },
];
