import { Ajv2020 } from 'ajv/dist/2020.js';
import { contract } from '../support/contract.ts';

// The judge: Ajv over the bundled document itself, and nothing of ours.
const ajv = new Ajv2020({
  strict: false,
  formats: {
    date: /^\d{4}-\d{2}-\d{2}$/,
    'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i,
  },
});
ajv.addSchema(contract, 'contract');

/** Whether a value fits a schema of the contract, or a part of one: `Key`, `Key/properties/budget`. */
export function fits(schema: string, value: unknown): boolean {
  return ajv.validate(`contract#/components/schemas/${schema}`, value);
}
