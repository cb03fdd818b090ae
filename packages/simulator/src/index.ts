export { type Ability, models, type SimulatorModel } from './models.ts';
export type { Invoice, InvoiceLine } from './server/invoice.ts';
export type { RecordedRequest } from './server/recorded-request.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';
