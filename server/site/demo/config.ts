import * as v from 'valibot';
import { hostOf, portOf, readEnvironment, type Configured, type Environment } from '../../env.ts';

/** The demo page's settings. The snippet is HTML from whoever runs the demo and goes into the page as it is. */
export interface DemoConfig {
  readonly host: string;
  readonly port: number;
  readonly snippet: string;
}

export function readDemoConfig(env: Environment): Configured<DemoConfig> {
  const read = readEnvironment(env, schema);
  if (!read.ok) return read;
  const { DEMO_HOST, DEMO_PORT, DEMO_SNIPPET } = read.config;
  return { ok: true, config: { host: DEMO_HOST, port: DEMO_PORT, snippet: DEMO_SNIPPET } };
}

const schema = v.object({
  DEMO_HOST: hostOf('DEMO_HOST', '127.0.0.1'),
  DEMO_PORT: portOf('DEMO_PORT', '8082'),
  DEMO_SNIPPET: v.optional(v.string(), ''),
});
