/** A page that is made from the code: where it is found, and what it says. */
export type Page = {
  /** Its path without slashes around it: `reference/errors`. */
  slug: string;
  title: string;
  /** One sentence, for search engines and lists. */
  description: string;
  /** What it is made from, for whoever looks at the file. */
  source: string;
  /** Markdown, from the first line below the title on. */
  body: string;
  /** Of headings in the list beside the page; 3 unless told. */
  deepestHeading?: number;
};

/** The file of a page, as Starlight reads it. */
export function render({ slug, title, description, source, body, deepestHeading = 3 }: Page): string {
  const text = (value: string) => JSON.stringify(value);
  return `---
# Made from ${source} by \`npm run build -w apps/docs\`. Do not edit.
title: ${text(title)}
description: ${text(description)}
slug: ${slug}
tableOfContents: { maxHeadingLevel: ${deepestHeading} }
---

${body.trim()}
`;
}
