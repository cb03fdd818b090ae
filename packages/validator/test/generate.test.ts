import { describe, expect, test } from 'vitest';
import { type Document, type Operation, readContract } from '../scripts/document.ts';
import { openaiDocument } from '../scripts/openai-document.ts';
import { fileNameOf, operationModule, tableModule } from '../scripts/operations.ts';
import { type Profile, profilesOf } from '../scripts/profiles.ts';
import { pureCode } from '../scripts/pure-code.ts';

const contract = readContract<Document>('openapi.json');
const json = (name: string) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});
const sum = {
  operationId: 'addUp',
  requestBody: { content: json('Model') },
  responses: { 200: { content: json('ModelList') }, 202: {}, 400: { content: json('ErrorResponse') } },
};
const lines = (operation: Operation, change: Partial<Profile> = {}) => {
  const [parley] = profilesOf(contract);
  if (parley === undefined) throw new Error('There is no profile.');
  return operationModule(operation, '/v1/sum', contract, {}, { ...parley, ...change });
};

describe('the module of an operation', () => {
  test('has what the document gives it, and no more', () => {
    const text = lines(sum);
    expect(text).toContain(`validateRequest(body: unknown): Problem | null {
  return checkBody(validators.validateModel, body);`);
    expect(text).toContain(`    case 200:
      return checkBody(validators.validateModelList, body);
    case 400:
      return checkBody(validators.validateErrorResponse, body);
    default:
      return undocumentedStatus(operationId, status);`);
    expect(text).toContain("200: ['application/json'],\n  202: [],");
    expect(text).not.toMatch(/validateParameters|streamChecker|Rules/);
  });

  test('checks the rules of a schema that has some', () => {
    const rules = { Model: { name: 'checkModel', from: 'rules/model.ts' } };
    const text = lines(sum, { rules });
    expect(text).toContain("import { checkModel } from '../../rules/model.ts';");
    expect(text).toContain('checkBody(validators.validateModel, body, checkModel)');
  });

  test('is not made for a stream that nothing checks', () => {
    const events = { 'text/event-stream': { schema: { $ref: '#/components/schemas/Model' } } };
    const streamed = { ...sum, responses: { ...sum.responses, 200: { content: events } } };
    expect(() => lines(streamed)).toThrow('There is no checker for streams of Model; see profiles.ts.');
  });

  test('is named after it, and stands in the table', () => {
    const [parley] = profilesOf(contract);
    const document = { ...contract, paths: { '/v1/sum': { post: sum } } };
    expect(fileNameOf('addUp')).toBe('add-up');
    expect(parley && tableModule(document, parley)).toContain(
      "import * as addUp from './operations/add-up.ts';",
    );
  });
});

describe("OpenAI's document", () => {
  const { schemas } = openaiDocument(contract).components;

  test('has no field that is Parley’s alone', () => {
    const text = JSON.stringify([schemas['ChatCompletion'], schemas['ChatChunk'], schemas['Usage']]);
    expect(text).not.toMatch(/"metadata"|cost_usd|billed/);
    expect(schemas['ErrorObject']).toMatchObject({ properties: { code: { type: ['string', 'null'] } } });
  });

  test('cannot be made when the contract lacks what is changed', () => {
    const { ChatAnswer: _, ...others } = contract.components.schemas;
    const without = { ...contract, components: { ...contract.components, schemas: others } };
    expect(() => openaiDocument(without)).toThrow('There is no schema ChatAnswer to change.');
    const bare = { ...others, ChatAnswer: { type: 'object', properties: {} } };
    const lacking = { ...contract, components: { ...contract.components, schemas: bare } };
    expect(() => openaiDocument(lacking)).toThrow('ChatAnswer has no property reasoning to change.');
  });
});

describe('pure code', () => {
  test('has of a schema what is used, and patterns as literals', () => {
    const schema = { properties: { 'a-b': { enum: ['x', 1] } } };
    const code = `const schema1 = ${JSON.stringify(schema)};
const pattern0 = new RegExp("^a/\\\\d$", "u");
use(schema1.properties["a-b"].enum, require("ajv/dist/runtime/ucs2length").default);`;
    expect(pureCode(code)).toBe(`\nconst pattern0 = /^a\\/\\d$/u;\nuse(["x",1], codePoints);`);
  });

  test.each([
    ['require("ajv/dist/runtime/equal")', 'would need require("ajv/dist/runtime/equal") at run time'],
    ['use(schema5)', 'would need schema5 at run time'],
    ['use(schema5.properties.a)', 'schema5.properties.a: there is no such value in the schema.'],
  ])('%s is refused', (code, message) => {
    expect(() => pureCode(code)).toThrow(message);
  });
});
