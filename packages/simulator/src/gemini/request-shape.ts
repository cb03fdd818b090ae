import { isObject } from '../json.ts';
import * as is from '../shape.ts';
import { parameters, schema } from './schema-shape.ts';

const INT32 = 2 ** 31;
const base64 = is.matching(/^[A-Za-z0-9+/_-]+={0,2}$/);
const mimeType = is.matching(/^[\w.+-]+\/[\w.+-]+$/);
const level = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];

const data = {
  text: is.string,
  inlineData: is.members({ mimeType, data: base64, displayName: is.string }, ['mimeType', 'data']),
  fileData: is.members({ mimeType, fileUri: is.string, displayName: is.string }, ['fileUri']),
  functionCall: is.members({ id: is.string, name: is.matching(/./), args: is.object }, ['name']),
  functionResponse: is.members({ id: is.string, name: is.matching(/./), response: is.object }, [
    'name',
    'response',
  ]),
};

const beside = {
  thought: is.boolean,
  thoughtSignature: base64,
  partMetadata: is.object,
  mediaResolution: is.object,
  videoMetadata: is.object,
};

const part: is.Shape = (value, path) => {
  const wrong = is.members({ ...data, ...beside })(value, path);
  if (wrong !== null || !isObject(value)) return wrong;
  const given = Object.keys(data).filter((name) => value[name] !== undefined);
  if (given.length === 1) return null;
  const wanted = `one of ${Object.keys(data).join(', ')}: required oneof field 'data' must have one initialized field`;
  return { path: [...path, 'data'], problem: 'value', wanted, got: given };
};

const content = is.members({ role: is.oneOf('user', 'model'), parts: is.listOf(part, 1) }, ['parts']);
const instruction = is.members(
  { role: is.string, parts: is.listOf(is.members({ text: is.string }, ['text']), 1) },
  ['parts'],
);

const declaration = is.members(
  {
    name: is.matching(/^[a-zA-Z_][\w.:-]{0,127}$/),
    description: is.string,
    behavior: is.string,
    parameters,
    parametersJsonSchema: is.object,
    response: is.object,
    responseJsonSchema: is.object,
  },
  ['name'],
);

const tool = is.members({
  functionDeclarations: is.listOf(declaration),
  googleSearch: is.members({ timeRangeFilter: is.object, excludeDomains: is.listOf(is.string) }),
});

const thinkingConfig = is.members({
  includeThoughts: is.boolean,
  thinkingBudget: is.integer(-1, 32_768),
  thinkingLevel: is.oneOf(...level, ...level.map((name) => name.toLowerCase())),
});

const generationConfig = is.members({
  candidateCount: is.integer(1, 8),
  stopSequences: is.listOf(is.string, 0, 5),
  maxOutputTokens: is.integer(1),
  temperature: is.number(0, 2),
  topP: is.number(0, 1),
  topK: is.integer(1),
  seed: is.integer(-INT32, INT32 - 1),
  presencePenalty: is.number(-2, 2),
  frequencyPenalty: is.number(-2, 2),
  responseMimeType: is.oneOf('text/plain', 'application/json'),
  responseSchema: schema,
  responseJsonSchema: is.object,
  responseModalities: is.listOf(is.oneOf('TEXT', 'IMAGE')),
  thinkingConfig,
  imageConfig: is.object,
  mediaResolution: is.string,
});

export const requestShape = is.members(
  {
    model: is.string,
    contents: is.listOf(content, 1),
    systemInstruction: instruction,
    tools: is.listOf(tool),
    toolConfig: is.members({
      functionCallingConfig: is.members({
        mode: is.oneOf('AUTO', 'ANY', 'NONE', 'VALIDATED'),
        allowedFunctionNames: is.listOf(is.string),
      }),
    }),
    safetySettings: is.listOf(
      is.members({ category: is.string, threshold: is.string }, ['category', 'threshold']),
    ),
    generationConfig,
    cachedContent: is.string,
    labels: is.dictionaryOf(is.string),
  },
  ['contents'],
);
