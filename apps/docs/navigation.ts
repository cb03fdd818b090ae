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
    label: 'Reference',
    items: [
      { slug: 'reference/errors' },
      { slug: 'reference/coverage' },
      { slug: 'reference/rules' },
      { slug: 'reference/configuration' },
      { slug: 'reference/environment' },
      { slug: 'reference/changelog' },
    ],
  },
  {
    label: 'Reports',
    items: [{ slug: 'reports/benchmarks' }, { slug: 'reports/conformance' }],
  },
];
