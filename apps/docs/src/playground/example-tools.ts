import type { FunctionTool } from '@parley/types';
import { isRecord } from './is-record.ts';

/** A tool to try: what the model is told, and a function of this page that answers. */
export type ExampleTool = {
  definition: FunctionTool;
  /** Takes what the model wrote, whatever it is. What it throws is told to the model. */
  run(given: unknown): unknown;
};

const celsiusIn: { [city: string]: number } = { oslo: 4, lisbon: 19, nairobi: 24, kyoto: 11 };

const tool = (
  name: string,
  description: string,
  properties: { [name: string]: object },
  run: ExampleTool['run'],
): ExampleTool => ({
  definition: {
    type: 'function',
    function: {
      name,
      description,
      parameters: {
        type: 'object',
        properties,
        required: Object.keys(properties),
        additionalProperties: false,
      },
    },
  },
  run,
});

export const exampleTools: readonly ExampleTool[] = [
  tool('get_weather', 'The weather of a city, now.', { city: { type: 'string' } }, (given) => {
    const city = textOf(given, 'city');
    return { city, celsius: celsiusIn[city.toLowerCase()] ?? 15, sky: 'clear' };
  }),
  tool(
    'convert_money',
    'Converts an amount from one currency to another.',
    { amount: { type: 'number' }, from: { type: 'string' }, to: { type: 'string' } },
    (given) => ({ amount: Math.round(numberOf(given, 'amount') * 92) / 100, currency: textOf(given, 'to') }),
  ),
  tool(
    'look_up_order',
    'The state of an order in a shop, by its number.',
    { number: { type: 'string' } },
    (given) => ({ number: textOf(given, 'number'), state: 'on its way', arrives: 'tomorrow' }),
  ),
];

export const exampleTool = (name: string): ExampleTool | undefined =>
  exampleTools.find(({ definition }) => definition.function.name === name);

/** What a tool answers to arguments as the model wrote them, as text for the model. */
export function runExample({ run }: ExampleTool, argumentsText: string): string {
  try {
    return JSON.stringify(run(JSON.parse(argumentsText)));
  } catch (error) {
    return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
  }
}

function textOf(given: unknown, name: string): string {
  const value = isRecord(given) ? given[name] : undefined;
  if (typeof value !== 'string') throw new Error(`"${name}" must be text.`);
  return value;
}

function numberOf(given: unknown, name: string): number {
  const value = isRecord(given) ? given[name] : undefined;
  if (typeof value !== 'number') throw new Error(`"${name}" must be a number.`);
  return value;
}
