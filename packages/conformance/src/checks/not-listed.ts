import { show } from '../expect/show.ts';
import { type Finding, skip } from '../finding.ts';

/** For checks of the run's own entry in the list of models. */
export const notListed = (model: string): Finding =>
  skip(`The list of models has neither ${show(model)} nor the model that answers for it.`);
