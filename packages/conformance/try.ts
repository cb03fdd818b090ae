import { readConfig, startGateway } from '../../apps/gateway/src/index.ts';
import { startSimulator } from '@parley/simulator';
import { runConformance } from '@parley/conformance';
import pino from 'pino';
const simulator = await startSimulator();
const gw = await startGateway({ config: readConfig({ contract: 'report', providers: { simulator: { apiKey: 'x', baseUrl: simulator.url } } }, 'try'), environment: {}, masterKey: 'master-key-1', host: '127.0.0.1', port: 0, log: pino({ level: process.env.LOG ?? 'silent' }) });
const only = process.argv.slice(2);
const report = await runConformance({ baseUrl: gw.url, key: 'master-key-1', model: 'simulator/sim-large', upstream: simulator, contract: process.env.CONTRACT === 'openai' ? 'openai' : 'parley', ...(only.length ? { only } : {}) });
for (const r of report.results) { if (r.outcome === 'passed') continue; console.log(r.id, r.outcome, r.title); if (r.outcome === 'failed') { console.log('   expected', r.expected, '\n   found   ', r.found); if (only.length) console.dir(r.exchanges, { depth: 9 }); } else console.log('   ', r.reason); }
console.log(report.results.length, 'checks', report.results.filter(r=>r.outcome==='passed').length, 'passed', report.durationMs, 'ms');
await gw.close(); await simulator.close();
