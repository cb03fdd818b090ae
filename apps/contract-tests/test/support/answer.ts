/** The status of an answer, and its body as a JSON value. */
export type Answer = { status: number; body: unknown };
