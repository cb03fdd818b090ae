import type { FunctionTool, Tool, ToolCall } from '@parley/types';
import { excerpt, parseJson } from './json.ts';
import { describeIssues, type Schema, writtenForm } from './schema.ts';

export interface ToolContext {
  readonly call: ToolCall;
  /** Aborts when the run does. */
  readonly signal: AbortSignal;
}

export interface ToolDefinition<Arguments> {
  /** Letters, digits, `_` and `-`, 64 at most. */
  name: string;
  /** What it does and when to call it. */
  description?: string | undefined;
  parameters: Schema<Arguments>;
  /** Hold the arguments to the schema while they are written, where the model can. */
  strict?: boolean | undefined;
  /** Text goes to the model as it is, anything else as JSON. What is thrown goes to the model too. */
  execute(input: Arguments, context: ToolContext): unknown;
}

/** A tool that `runTools` can run. */
export interface RunnableTool {
  readonly definition: Tool & FunctionTool;
  /** The result for the model. Throws what `execute` throws, and a `TypeError` for arguments that don't fit. */
  run(context: ToolContext): Promise<string>;
}

export function tool<Arguments>(told: ToolDefinition<Arguments>): RunnableTool {
  const { name, description, parameters, strict } = told;
  return {
    definition: {
      type: 'function',
      function: { name, description, parameters: writtenForm(parameters), strict },
    },
    async run(context) {
      const { arguments: written } = context.call.function;
      // Models write nothing where there is nothing to say.
      const input = parseJson(written.trim() === '' ? '{}' : written);
      if (input === undefined) throw new TypeError(`The arguments are not JSON: ${excerpt(written)}`);
      const result = await parameters['~standard'].validate(input);
      if (result.issues) throw new TypeError(`The arguments do not fit: ${describeIssues(result.issues)}`);
      const value = await told.execute(result.value, context);
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
    },
  };
}
