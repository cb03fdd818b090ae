import type { AnyApiReferenceConfiguration, CreateApiReference } from '@scalar/types/api-reference';

declare global {
  /** What scalar.js leaves behind. */
  var Scalar: { createApiReference: CreateApiReference };
}

const root = document.documentElement;
const theme = (): 'dark' | 'light' => (root.dataset['theme'] === 'dark' ? 'dark' : 'light');

type Server = {
  url: string;
  description: string;
  variables?: { [name: string]: { default: string; description: string } };
};

type Options = {
  servers?: Server[];
  /** Whether the key that was filled in is there after a reload. */
  persistAuth?: boolean;
};

const yours: Server = {
  url: '{gateway}',
  description: 'Your gateway',
  variables: { gateway: { default: 'http://127.0.0.1:4000', description: 'Where it is' } },
};

/** Draws the reference. Nothing is loaded from elsewhere, and the console sends to the address that it shows. */
export function showReference({ servers = [yours], persistAuth = true }: Options = {}): void {
  const container = document.querySelector<HTMLElement>('#reference');
  if (container === null) return;
  const configuration = (): AnyApiReferenceConfiguration => ({
    url: container.dataset['document'] ?? '',
    servers,
    theme: 'none',
    forceDarkModeState: theme(),
    hideDarkModeToggle: true,
    withDefaultFonts: false,
    telemetry: false,
    showDeveloperTools: 'never',
    hideClientButton: true,
    hideModels: true,
    documentDownloadType: 'none',
    defaultOpenAllTags: true,
    agent: { disabled: true },
    mcp: { disabled: true },
    defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
    authentication: { preferredSecurityScheme: 'bearer' },
    persistAuth,
  });
  const reference = Scalar.createApiReference(container, configuration());
  new MutationObserver(() => nameAndReach(container)).observe(container, { childList: true, subtree: true });
  new MutationObserver(() => reference.updateConfiguration(configuration())).observe(root, {
    attributeFilter: ['data-theme'],
  });
}

/** Names the buttons that Scalar leaves without a name, and lets the keyboard reach its list of operations. */
function nameAndReach(container: HTMLElement): void {
  for (const button of container.querySelectorAll('.scalar-code-copy:not([aria-label])'))
    button.setAttribute('aria-label', 'Copy');
  for (const list of container.querySelectorAll<HTMLElement>('ul[aria-label$=" endpoints"]:not([tabindex])'))
    list.tabIndex = 0;
}
