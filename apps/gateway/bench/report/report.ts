import type { Machine } from '../machine.ts';
import type { Memory } from '../memory.ts';
import type { Processes } from '../processes.ts';
import type { Round } from '../rounds.ts';
import type { Scenario } from '../scenarios.ts';
import type { Soak } from '../soak.ts';

/** All that a run measured, as it is written to JSON. CPU and times are in microseconds, memory in MB. */
export type Report = {
  machine: Machine;
  /** What did not take part, and why. */
  absent: { name: string; reason: string }[];
  scenarios: (Pick<Scenario, 'id' | 'what' | 'value'> & { rows: Row[] })[];
  /** To parse a body of 100 kB and to write it again. */
  parseCost: number | null;
  memory: { name: string; memory: Memory }[];
  /** Milliseconds from the start of a process to its first answer. */
  coldStarts: { name: string; values: number[] }[];
  processes: Processes[] | null;
  soak: Soak | null;
};

export type Row = { name: string; rounds: Round[]; failed: string | null };

/** The rounds of a contender in a scenario; empty where it has none. */
export function valuesOf({ scenarios }: Report, scenario: string, name: string): number[] {
  const rows = scenarios.find(({ id }) => id === scenario)?.rows ?? [];
  return rows.find((row) => row.name === name)?.rounds.map(({ value }) => value) ?? [];
}
