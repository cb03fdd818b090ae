import { nameOf, type Schema } from './document.ts';

const schemaMaps = ['properties', 'patternProperties', 'dependentSchemas'];
const schemaLists = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const schemas = ['items', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else', 'contains'];
const annotations = ['title', 'description', 'example', 'examples', 'default', 'deprecated', '$defs'];
const scalars = ['string', 'number', 'integer', 'boolean', 'null'];

/**
 * The contract's schemas as Ajv's strict mode takes them: annotations and extensions gone, references by name.
 * An `enum` or `const` replaces the `type` that it implies, so that a value of another type is told what is allowed.
 * Throws when a discriminator's mapping and the constants of its branches disagree.
 */
export function strictSchemas(components: Record<string, Schema>): Record<string, Schema> {
  const strict = (schema: Schema, where: string): Schema => {
    const result: Schema = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (annotations.includes(keyword) || keyword.startsWith('x-')) continue;
      if (keyword === '$ref') result[keyword] = `${nameOf(String(value))}#`;
      else if (keyword === 'discriminator') result[keyword] = { propertyName: propertyNameOf(schema) };
      else if (schemaMaps.includes(keyword))
        result[keyword] = mapValues(value, (child, name) => strict(child, `${where}.${name}`));
      else if (schemaLists.includes(keyword) && Array.isArray(value))
        result[keyword] = value.map((child, index) => strict(child, `${where}.${keyword}[${index}]`));
      else if (schemas.includes(keyword) && isSchema(value))
        result[keyword] = strict(value, `${where}.${keyword}`);
      else result[keyword] = value;
    }
    if (schema['discriminator'] !== undefined) listTags(schema, result, where);
    if (result['enum'] !== undefined || result['const'] !== undefined) dropImpliedType(result, where);
    if (result['uniqueItems'] === true) nameItemType(schema, result, where);
    if (isNullable(schema)) {
      result['anyOf'] = result['oneOf'];
      delete result['oneOf'];
    }
    return result;
  };

  // Ajv's own sentence for an unknown tag doesn't say which are known; an enum beside the discriminator does.
  const listTags = (schema: Schema, result: Schema, where: string) => {
    if (schema['type'] !== 'object')
      throw new Error(`${where}: a schema with a discriminator needs "type: object".`);
    const propertyName = propertyNameOf(schema);
    result['properties'] = {
      [propertyName]: { enum: tagsOf(schema, components, where) },
      ...(isSchema(result['properties']) ? result['properties'] : {}),
    };
  };

  // Ajv compares each item with each other one, unless it knows that all are scalars.
  const nameItemType = (schema: Schema, result: Schema, where: string) => {
    const items = isSchema(schema['items']) ? schema['items'] : {};
    const { type } = typeof items['$ref'] === 'string' ? (components[nameOf(items['$ref'])] ?? {}) : items;
    if ([type].flat().some((name) => !scalars.includes(String(name))))
      throw new Error(`${where}: uniqueItems needs items of scalar types, since it is quadratic for others.`);
    result['items'] = { type, ...(isSchema(result['items']) ? result['items'] : {}) };
  };

  return Object.fromEntries(
    Object.entries(components).map(([name, schema]) => [name, { $id: name, ...strict(schema, name) }]),
  );
}

function dropImpliedType(schema: Schema, where: string): void {
  const types = [schema['type']].flat();
  const values = [schema['const'] ?? schema['enum']].flat();
  const stray = values.find((value) => !typesOf(value).some((type) => types.includes(type)));
  if (schema['type'] !== undefined && stray !== undefined)
    throw new Error(`${where}: ${JSON.stringify(stray)} is not of type ${types.join(' or ')}.`);
  delete schema['type'];
}

// A value or null is one of the two in any case; of anyOf the branches can be told in a sentence.
function isNullable({ oneOf, discriminator }: Schema): boolean {
  if (!Array.isArray(oneOf) || discriminator !== undefined) return false;
  return oneOf.length === 2 && oneOf.some((branch) => isSchema(branch) && branch['type'] === 'null');
}

function typesOf(value: unknown): string[] {
  if (value === null) return ['null'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}

function tagsOf(schema: Schema, components: Record<string, Schema>, where: string): string[] {
  const propertyName = propertyNameOf(schema);
  const mapping = isSchema(schema['discriminator']) ? schema['discriminator']['mapping'] : undefined;
  const branches = Array.isArray(schema['oneOf']) ? schema['oneOf'].map((branch) => nameOf(branch.$ref)) : [];
  const entries = isSchema(mapping) ? Object.entries(mapping) : [];
  for (const [tag, reference] of entries) {
    const name = nameOf(String(reference));
    const properties = components[name]?.['properties'];
    const property = isSchema(properties) ? properties[propertyName] : undefined;
    const constant = isSchema(property) ? property['const'] : undefined;
    if (constant !== tag)
      throw new Error(
        `${where}: the discriminator maps "${tag}" to ${name}, whose ${propertyName} is ${JSON.stringify(constant) ?? 'no const'}.`,
      );
    if (!branches.includes(name))
      throw new Error(`${where}: the discriminator maps "${tag}" to ${name}, which is not in oneOf.`);
  }
  const mapped = entries.map(([, reference]) => nameOf(String(reference)));
  const unmapped = branches.find((name) => !mapped.includes(name));
  if (unmapped !== undefined) throw new Error(`${where}: no tag of the discriminator maps to ${unmapped}.`);
  return entries.map(([tag]) => tag);
}

function propertyNameOf(schema: Schema): string {
  const discriminator = schema['discriminator'];
  return isSchema(discriminator) ? String(discriminator['propertyName']) : '';
}

function mapValues(value: unknown, change: (child: Schema, name: string) => Schema): Schema {
  if (!isSchema(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, isSchema(child) ? change(child, name) : child]),
  );
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
