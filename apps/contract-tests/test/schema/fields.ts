import { isObject } from '../mutants/fault.ts';
import { fits } from './fits.ts';
import { type Schema, schemaNamed } from './schema.ts';

/** A schema and where it stands: `ImagePart`, `ImagePart/properties/image_url`. */
type Place = { at: string; schema: Schema };

/** From a schema to one inside it, and what of a value goes there. */
type Step = { to: Place; field: string | null; of(value: unknown): unknown[] };

/** Every field that values of a schema may have, at any depth: `ImagePart.image_url.detail`. */
export function fieldsOf(schemaName: string): Set<string> {
  const fields = new Set<string>();
  const places = new Set<string>();
  const visit = (place: Place) => {
    if (places.has(place.at)) return;
    places.add(place.at);
    for (const { to, field } of stepsFrom(place)) {
      if (field !== null) fields.add(field);
      visit(to);
    }
  };
  visit(placeNamed(schemaName));
  return fields;
}

/** Adds the fields that a value has, and that are not null. Those of a value that doesn't fit are none. */
export function addFieldsIn(schemaName: string, value: unknown, fields: Set<string>): void {
  const visit = (place: Place, inside: unknown) => {
    for (const { to, field, of } of stepsFrom(place)) {
      for (const part of of(inside)) {
        if (field !== null && part !== null) fields.add(field);
        visit(to, part);
      }
    }
  };
  if (fits(schemaName, value)) visit(placeNamed(schemaName), value);
}

function stepsFrom({ at, schema }: Place): Step[] {
  const { anyOf = [], oneOf = [], properties = {}, items, additionalProperties: others } = schema;
  const branch = (union: string) => (inside: Schema, index: number) => {
    const to = placeOf(`${at}/${union}/${index}`, inside);
    return { to, field: null, of: (value: unknown) => (fits(to.at, value) ? [value] : []) };
  };
  const property = ([name, inside]: [string, Schema]) => ({
    to: placeOf(`${at}/properties/${name}`, inside),
    field: `${at}/properties/${name}`.replaceAll('/properties/', '.'),
    of: (value: unknown) => (isObject(value) && name in value ? [value[name]] : []),
  });
  const item = (inside: Schema) => ({
    to: placeOf(`${at}/items`, inside),
    field: null,
    of: (value: unknown) => (Array.isArray(value) ? value : []),
  });
  const other = (inside: Schema) => ({
    to: placeOf(`${at}/additionalProperties`, inside),
    field: null,
    of: (value: unknown) => (isObject(value) ? Object.values(value) : []),
  });
  return [
    ...anyOf.map(branch('anyOf')),
    ...oneOf.map(branch('oneOf')),
    ...Object.entries(properties).map(property),
    ...(items === undefined ? [] : [item(items)]),
    ...(typeof others === 'object' ? [other(others)] : []),
  ];
}

const placeNamed = (name: string): Place => ({ at: name, schema: schemaNamed(name) });

const placeOf = (at: string, schema: Schema): Place =>
  schema.$ref === undefined ? { at, schema } : placeNamed(schema.$ref.split('/').at(-1) ?? '');
