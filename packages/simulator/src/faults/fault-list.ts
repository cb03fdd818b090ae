import { faultsOfAnswers } from './answer-faults.ts';
import type { ChosenFault, Fault } from './fault.ts';
import { framingFaults } from './framing-faults.ts';
import { interruptionFaults } from './interruption-faults.ts';
import { faultsInsteadOfAnswers } from './status-faults.ts';

export const FAULT_MODEL_PREFIX = 'fault-';

/** Every fault there is: model `fault-<name>` or `fault-<name>-<number>`, header `x-simulator-fault: <name>=<number>`. */
export const faults: readonly Fault[] = [
  ...faultsInsteadOfAnswers,
  ...interruptionFaults,
  ...faultsOfAnswers,
  ...framingFaults,
];

/** The fault that a name, with or without its number, asks for: "cut", "cut-3", "cut=3". */
export function chooseFault(text: string): ChosenFault | undefined {
  const whole = faults.find(({ name }) => name === text);
  if (whole !== undefined) return { fault: whole, value: whole.value?.usual ?? 0 };
  const match = /^(.+)[-=](\d{1,9})$/.exec(text);
  const fault = faults.find(({ name, value }) => name === match?.[1] && value !== null);
  return fault === undefined ? undefined : { fault, value: Number(match?.[2]) };
}
