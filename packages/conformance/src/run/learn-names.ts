import { listAt, textAt } from '../at.ts';
import type { Target } from '../options.ts';
import { askOnce, greeting } from './ask-once.ts';
import { createContext } from './create-context.ts';
import { simulatedModel } from './models.ts';
import type { Names } from './names.ts';

/** Asks the gateway how it calls its models. Rejects with `CannotRun` when it can't answer the simplest question. */
export async function learnNames(target: Target): Promise<Names> {
  const answer = await askOnce(target);
  const { context } = createContext(target);
  const list = await context.send({ method: 'GET', path: '/models' });
  const ids = listAt(list.json, 'data').map((model) => textAt(model, 'id'));
  const { model } = target;
  // "sim-large" and "auto" are answered by a model that says its id.
  const answering = textAt(answer.json, 'model') || model;
  const listed = [model, answering].find((id) => ids.includes(id)) ?? (answering === model ? model : null);
  const full = listed?.endsWith(`/${model}`) ? listed : model;
  // This fault is in streams alone, so only a gateway that doesn't know the model gives an error.
  const fault = simulatedModel(full, 'fault-comments');
  const probe = fault === null ? null : await context.chat({ model: fault, messages: greeting });
  return { listed, full, faults: probe?.status !== 404 };
}
