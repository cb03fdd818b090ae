import type { Coverage } from '../adapter.ts';

/** What differs between the places that serve Gemini. */
export type Dialect = {
  id: string;
  coverage: Coverage;
  authorize(apiKey: string): Record<string, string>;
  /** Whether searches and functions in one request must be allowed by `includeServerSideToolInvocations`. */
  announcesServedTools: boolean;
  /** Whether a search can leave domains out. */
  excludesDomains: boolean;
  /** Whether the body may name a class of service. */
  serviceTiers: boolean;
};
