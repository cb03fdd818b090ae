import { models, type SimulatorModel } from '../models.ts';
import { chooseFault, FAULT_MODEL_PREFIX } from './fault-list.ts';

const MODEL_THAT_FAILS = 'sim-large';

/** The model of an id; a `fault-…` id is sim-large under another name. */
export function findModel(id: string): SimulatorModel | undefined {
  const faulty =
    id.startsWith(FAULT_MODEL_PREFIX) && chooseFault(id.slice(FAULT_MODEL_PREFIX.length)) !== undefined;
  const model = models.find((known) => known.id === (faulty ? MODEL_THAT_FAILS : id));
  return model === undefined ? undefined : { ...model, id };
}
