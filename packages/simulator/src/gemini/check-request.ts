import { isArray, isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import * as is from '../shape.ts';
import { configOf, declarationsOf } from './body-parts.ts';
import { checkConversation } from './check-conversation.ts';
import { refusal } from './errors.ts';
import { requestShape } from './request-shape.ts';

/** The first thing that Gemini would refuse in a request's body, whatever the model; null when there is none. */
export function checkRequest(body: JsonObject): Failure | null {
  const mismatch = requestShape(body, []);
  if (mismatch !== null) return { ...refusal(inWords(mismatch)), param: pathText(mismatch.path) };
  return is.first([
    () => checkConversation(body),
    () => checkTools(body),
    () => checkConfig(configOf(body)),
    () => checkCache(body),
  ]);
}

function inWords({ path, problem, wanted, got }: is.Mismatch): string {
  const at = pathText(path);
  const name = String(path.at(-1));
  if (problem === 'missing') return `* GenerateContentRequest.${at}: ${name} is not specified`;
  if (problem === 'value') return `* GenerateContentRequest.${at}: should be ${wanted}`;
  if (problem === 'type')
    return `Invalid value at '${at}': expected ${wanted}, got ${JSON.stringify(got)?.slice(0, 80)}`;
  const parent = path.length === 1 ? '' : ` at '${pathText(path.slice(0, -1))}'`;
  return `Invalid JSON payload received. Unknown name "${name}"${parent}: Cannot find field.`;
}

/** As Google writes paths: `contents[0].parts[1].inline_data`. */
function pathText(path: is.Path): string {
  return path
    .map((step) =>
      typeof step === 'number' ? `[${step}]` : `.${step.replace(/[A-Z]/g, '_$&').toLowerCase()}`,
    )
    .join('')
    .slice(1);
}

function checkTools(body: JsonObject): Failure | null {
  const declarations = declarationsOf(body);
  const names = declarations.map(({ name }) => name);
  if (new Set(names).size < names.length) return refusal('Duplicate function declaration found.');
  if (declarations.some((one) => one.parameters !== undefined && one.parametersJsonSchema !== undefined))
    return refusal('Only one of parameters and parameters_json_schema may be set.');
  const config = isObject(body.toolConfig) ? body.toolConfig.functionCallingConfig : undefined;
  if (!isObject(config)) return null;
  const allowed = isArray(config.allowedFunctionNames) ? config.allowedFunctionNames : [];
  if (allowed.length > 0 && config.mode !== 'ANY' && config.mode !== 'VALIDATED')
    return refusal('allowed_function_names should only be set when the function calling mode is ANY.');
  const stray = allowed.find((name) => !names.includes(name));
  if (stray !== undefined)
    return refusal(`allowed_function_names has "${stray}", which is not a declared function.`);
  if (config.mode === 'ANY' && names.length === 0)
    return refusal('Function calling config is set without function_declarations.');
  return null;
}

function checkConfig(config: JsonObject): Failure | null {
  const given = ['responseSchema', 'responseJsonSchema'].filter((name) => config[name] !== undefined);
  if (given.length > 1) return refusal('Only one of response_schema and response_json_schema may be set.');
  if (given.length > 0 && config.responseMimeType !== 'application/json')
    return refusal('A response schema is only supported with response_mime_type: application/json.');
  const { thinkingBudget, thinkingLevel } = isObject(config.thinkingConfig) ? config.thinkingConfig : {};
  if (thinkingBudget !== undefined && thinkingLevel !== undefined)
    return refusal('You can only set only one of thinking budget and thinking level.');
  return null;
}

function checkCache({ cachedContent }: JsonObject): Failure | null {
  if (cachedContent === undefined) return null;
  return { status: 403, message: 'CachedContent not found (or permission denied)' };
}
