import { isObject, type JsonObject } from '../json.ts';
import type { Failure } from '../server/wire.ts';
import { first } from '../shape.ts';
import { isSignatureOf } from '../signature.ts';
import { contentsOf, partsIn } from './body-parts.ts';
import { refusal } from './errors.ts';
import { callPayload, TEXT_PAYLOAD } from './parts.ts';

/** What Google lets callers send for calls that no Gemini made. */
const waived = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

/** Signatures come back as they were; within the turn that is under way each step's first call must have its own. */
export function checkSignatures(body: JsonObject): Failure | null {
  const contents = contentsOf(body);
  const begun = contents.findLastIndex(
    (content) =>
      content.role !== 'model' && partsIn(content).some((part) => part.functionResponse === undefined),
  );
  return first([
    ...contents.flatMap(partsIn).map((part) => () => checkSignature(part)),
    ...contents.map((content, index) => () => (index > begun ? checkFirstCall(content, index) : null)),
  ]);
}

function checkSignature({ functionCall, thoughtSignature }: JsonObject): Failure | null {
  if (thoughtSignature === undefined || waived.some((token) => token === thoughtSignature)) return null;
  const payload = isObject(functionCall)
    ? callPayload(functionCall.name, functionCall.args ?? {})
    : TEXT_PAYLOAD;
  return isSignatureOf(payload, thoughtSignature) ? null : refusal('Corrupted thought signature.');
}

function checkFirstCall(content: JsonObject, index: number): Failure | null {
  const call = partsIn(content).find((part) => isObject(part.functionCall));
  if (call === undefined || call.thoughtSignature !== undefined) return null;
  const name = isObject(call.functionCall) ? call.functionCall.name : '';
  return refusal(
    `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly. Additional data, function call \`default_api:${name}\`, position ${index + 1}.`,
  );
}
