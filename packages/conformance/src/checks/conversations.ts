/** A tool, whose arguments the simulator makes up. */
export const weatherTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 7 } },
      required: ['city', 'days'],
      additionalProperties: false,
    },
  },
};

export const timeTool = {
  type: 'function',
  function: {
    name: 'get_time',
    description: 'The time of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
};

export const tools = [weatherTool, timeTool];

/** What the simulator answers with one call of a tool. */
export const oneCall = 'What is the weather of the city?';

/** What the simulator answers with a call of each tool. */
export const parallelCalls = 'Tell me both in parallel: the weather and the time of the city.';
