import { type JsonObject, show } from '../json.ts';
import { type Difference, undecided } from './difference.ts';

const compared = new Set(
  `$ref additionalProperties allOf anyOf const contains contentEncoding contentMediaType dependentRequired
  dependentSchemas else enum exclusiveMaximum exclusiveMinimum format if items maxContains maximum maxItems
  maxLength maxProperties minContains minimum minItems minLength minProperties multipleOf not oneOf pattern
  patternProperties prefixItems properties propertyNames required then type uniqueItems`.split(/\s+/),
);

const annotations = new Set(
  `$anchor $comment $defs $id $schema contentSchema default deprecated description discriminator example
  examples externalDocs readOnly title writeOnly xml`.split(/\s+/),
);

/** A keyword this checker has never heard of may forbid anything. */
export function unknownKeywordDifferences(wide: JsonObject): Difference[] {
  return Object.keys(wide)
    .filter((keyword) => !compared.has(keyword) && !annotations.has(keyword) && !keyword.startsWith('x-'))
    .map((keyword) => undecided('keyword', 'what it was', `${keyword}: ${show(wide[keyword])}`));
}
