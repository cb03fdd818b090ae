/** An error as the generated validators report it. */
export type SchemaError = {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  propertyName?: string;
};

/** A generated validator. After `false`, `errors` holds the first error, or those of a union's branches. */
export type Validator<T> = {
  (data: unknown): data is T;
  errors?: SchemaError[] | null;
};
