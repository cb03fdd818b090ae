/** The parts of a bundled OpenAPI 3.1 document that our scripts look at. */
export type Schema = { [keyword: string]: unknown };
export type MediaType = {
  schema: { $ref: string };
  examples?: Record<string, { description?: string; value: unknown }>;
};
export type Response = { description: string; $ref?: string; content?: Record<string, MediaType> };
export type Operation = {
  operationId: string;
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, Response>;
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; [kind: string]: Record<string, unknown> };
};

/** Every operation of the document, with its path and method. */
export function* operationsOf(document: Document) {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) yield { path, method, operation };
  }
}
