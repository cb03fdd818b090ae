import type { SchemaError } from './validator.ts';

// These say that a value is of another branch, and not what is wrong with it.
const ofAnotherBranch = ['type', 'enum', 'const'];

/**
 * The one error to tell. A union reports an error of each branch and then its own: the deepest is of the branch that
 * was meant. When several are as deep and none says more than that another branch was meant, or that a key is
 * missing, the union's own error lists them all.
 */
export function bestError(errors: SchemaError[]): SchemaError | undefined {
  const ofBranches = errors.filter(({ keyword }) => keyword !== 'anyOf');
  const deepest = Math.max(...ofBranches.map(depth));
  const candidates = ofBranches.filter((error) => depth(error) === deepest);
  const telling = candidates.filter(({ keyword }) => !ofAnotherBranch.includes(keyword));
  const [only = candidates[0]] = telling;
  if (candidates.length === 1 || telling.length === 1) return only;
  return (
    errors.find(({ keyword, instancePath }) => keyword === 'anyOf' && instancePath === only?.instancePath) ??
    only
  );
}

function depth({ instancePath }: SchemaError): number {
  return instancePath.split('/').length;
}
