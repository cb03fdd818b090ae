/** What each finding is about, and its id when the accepted values became fewer or more with time. */
export const rules = {
  type: { subject: 'type', narrowed: 'type-narrowed', widened: 'type-widened' },
  never: { subject: 'value', narrowed: 'value-forbidden', widened: 'value-allowed' },
  enum: { subject: 'enum', narrowed: 'enum-narrowed', widened: 'enum-widened' },
  minimum: { subject: 'minimum', narrowed: 'minimum-raised', widened: 'minimum-lowered' },
  maximum: { subject: 'maximum', narrowed: 'maximum-lowered', widened: 'maximum-raised' },
  multipleOf: { subject: 'multipleOf', narrowed: 'multiple-of-narrowed', widened: 'multiple-of-widened' },
  minLength: { subject: 'minLength', narrowed: 'min-length-raised', widened: 'min-length-lowered' },
  maxLength: { subject: 'maxLength', narrowed: 'max-length-lowered', widened: 'max-length-raised' },
  pattern: { subject: 'pattern', narrowed: 'pattern-narrowed', widened: 'pattern-widened' },
  format: { subject: 'format', narrowed: 'format-narrowed', widened: 'format-widened' },
  contentEncoding: {
    subject: 'contentEncoding',
    narrowed: 'content-encoding-narrowed',
    widened: 'content-encoding-widened',
  },
  contentMediaType: {
    subject: 'contentMediaType',
    narrowed: 'content-media-type-narrowed',
    widened: 'content-media-type-widened',
  },
  minItems: { subject: 'minItems', narrowed: 'min-items-raised', widened: 'min-items-lowered' },
  maxItems: { subject: 'maxItems', narrowed: 'max-items-lowered', widened: 'max-items-raised' },
  uniqueItems: { subject: 'uniqueItems', narrowed: 'unique-items-required', widened: 'unique-items-dropped' },
  contains: { subject: 'contains', narrowed: 'contains-narrowed', widened: 'contains-widened' },
  maxContains: {
    subject: 'maxContains',
    narrowed: 'max-contains-lowered',
    widened: 'max-contains-raised',
  },
  minProperties: {
    subject: 'minProperties',
    narrowed: 'min-properties-raised',
    widened: 'min-properties-lowered',
  },
  maxProperties: {
    subject: 'maxProperties',
    narrowed: 'max-properties-lowered',
    widened: 'max-properties-raised',
  },
  required: { subject: 'property', narrowed: 'property-required', widened: 'property-optional' },
  /** A name that the narrow side declares and the wide side doesn't. */
  undeclared: { subject: 'property', narrowed: 'property-removed', widened: 'property-added' },
  /** A name that the wide side declares and the narrow side doesn't. */
  unsent: { subject: 'property', narrowed: 'property-added', widened: 'property-removed' },
  closed: { subject: 'additionalProperties', narrowed: 'object-closed', widened: 'object-opened' },
  additionalProperties: {
    subject: 'additionalProperties',
    narrowed: 'additional-properties-narrowed',
    widened: 'additional-properties-widened',
  },
  patternProperties: {
    subject: 'patternProperties',
    narrowed: 'pattern-properties-narrowed',
    widened: 'pattern-properties-widened',
  },
  dependentRequired: {
    subject: 'property',
    narrowed: 'dependent-required-added',
    widened: 'dependent-required-dropped',
  },
  union: { subject: 'union', narrowed: 'union-member-removed', widened: 'union-member-added' },
  oneOf: { subject: 'oneOf', narrowed: 'one-of-narrowed', widened: 'one-of-widened' },
  not: { subject: 'not', narrowed: 'exclusion-added', widened: 'exclusion-dropped' },
  keyword: { subject: 'schema', narrowed: 'schema-changed', widened: 'schema-changed' },
} as const;

export type RuleName = keyof typeof rules;
