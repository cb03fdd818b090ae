import starlight from '@astrojs/starlight';
import { defineConfig, passthroughImageService } from 'astro/config';
import { defaultClientConditions } from 'vite';
import { navigation } from './navigation.ts';

// No `site`: nothing here knows where it will be served, so there is no sitemap and there are no absolute links.
export default defineConfig({
  base: process.env['PARLEY_DOCS_BASE'] ?? '/',
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  image: { service: passthroughImageService() },
  // The playground takes the client from its source, as everything here does.
  vite: {
    environments: { client: { resolve: { conditions: ['@parley/source', ...defaultClientConditions] } } },
  },
  integrations: [
    starlight({
      title: 'Parley',
      description:
        'Any LLM provider behind one OpenAI-compatible endpoint, and a contract that both sides are held to.',
      favicon: '/favicon.svg',
      customCss: ['tokens', 'site', 'sidebar', 'generated-pages'].map((name) => `./src/styles/${name}.css`),
      components: {
        Header: './src/components/header.astro',
        Hero: './src/components/no-hero.astro',
        PageTitle: './src/components/page-title.astro',
        MobileMenuFooter: './src/components/mobile-menu-footer.astro',
        SiteTitle: './src/components/site-title.astro',
        ThemeSelect: './src/components/theme-select.astro',
      },
      expressiveCode: {
        themes: ['vitesse-dark', 'vitesse-light'],
        defaultProps: {
          frame: 'none',
          wrap: true,
          overridesByLang: { 'json,ts,dockerfile,ini,nginx,yaml': { frame: 'auto' } },
        },
        styleOverrides: {
          borderRadius: 'var(--parley-radius)',
          borderColor: 'var(--parley-line)',
          codeBackground: 'var(--parley-raised)',
          codeFontFamily: 'var(--parley-mono)',
          codeFontSize: '0.8125rem',
          frames: { frameBoxShadowCssValue: 'none' },
        },
      },
      credits: false,
      lastUpdated: false,
      sidebar: navigation,
    }),
  ],
});
