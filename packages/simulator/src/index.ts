export { type Ability, models, type SimulatorModel } from './models.ts';
export type { Invoice, InvoiceLine } from './server/invoice.ts';
export type { RecordedRequest } from './server/recorded-request.ts';
export type { Simulator, SimulatorOptions } from './simulator.ts';
export { startSimulator } from './start-simulator.ts';
