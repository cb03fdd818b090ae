export { type Config, ConfigError, readConfig } from './config.ts';
export { errors } from './errors.ts';
export { type Gateway, type GatewayOptions, startGateway } from './start-gateway.ts';
