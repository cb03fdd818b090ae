import { isArray, isObject, type JsonObject } from '../json.ts';

export function contentsOf({ contents }: JsonObject): JsonObject[] {
  return (isArray(contents) ? contents : []).filter(isObject);
}

export function partsIn(content: JsonObject | undefined): JsonObject[] {
  return (isArray(content?.parts) ? content.parts : []).filter(isObject);
}

export function configOf({ generationConfig }: JsonObject): JsonObject {
  return isObject(generationConfig) ? generationConfig : {};
}

export function declarationsOf({ tools }: JsonObject): JsonObject[] {
  const lists = (isArray(tools) ? tools : []).filter(isObject).map((tool) => tool.functionDeclarations);
  return lists.flatMap((list) => (isArray(list) ? list.filter(isObject) : []));
}

export function searches({ tools }: JsonObject): boolean {
  return isArray(tools) && tools.some((tool) => isObject(tool) && tool.googleSearch !== undefined);
}
