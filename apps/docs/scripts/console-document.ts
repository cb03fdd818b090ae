type Schema = {
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  example?: unknown;
  examples?: unknown[];
};
type Parameter = { in?: string; required?: boolean; example?: unknown; schema?: Schema };
type PathItem = { [method: string]: { parameters?: Parameter[] } };
type Contract = {
  paths: { [path: string]: PathItem };
  components: { parameters?: { [name: string]: Parameter } };
};

/**
 * The contract as the console is given it: the same, but that no optional parameter is filled in. Scalar takes an
 * example, or the first value of an enum, for a wish, and would send `x-no-fallback: true` with every request.
 */
export function consoleDocument<Document extends Contract>(contract: Document): Document {
  const document = structuredClone(contract);
  const inPaths = Object.values(document.paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ parameters = [] }) => parameters);
  for (const parameter of [...inPaths, ...Object.values(document.components.parameters ?? {})]) {
    const { schema } = parameter;
    if (parameter.required === true || schema === undefined) continue;
    delete parameter.example;
    parameter.schema = withoutValues(schema);
  }
  return document;
}

function withoutValues({ enum: values, example: _example, examples: _examples, ...schema }: Schema): Schema {
  return values === undefined ? schema : { ...schema, pattern: `^(${values.join('|')})$` };
}
