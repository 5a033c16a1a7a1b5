import { readRelayConfig } from './config.ts';
import { DatabaseError } from './database.ts';
import { logTo } from './log.ts';
import { startRelay, type Relay } from './relay.ts';

// The relay: configuration in, one line out when it is ready, a log on stderr, an end on SIGTERM.

const CONFIG_FAULT = 2;
const STORE_FAULT = 1;

const configured = readRelayConfig(process.env);
if (configured.ok) await run();
else giveUp(configured.faults);

async function run(): Promise<void> {
  if (!configured.ok) return;
  const { config } = configured;
  // The database is ours alone, whatever the machine's habit is.
  process.umask(0o077);
  const log = logTo((line) => process.stderr.write(line), config.logLevel);
  const failed = (): never => {
    // No cleaning up: after a failed write nothing in memory may be believed, and what was answered is on the disk.
    log('error', 'failed', { what: 'store' });
    process.exit(STORE_FAULT);
  };

  let relay: Relay;
  try {
    relay = await startRelay(config, { log, failed });
  } catch (error) {
    return giveUp([sentenceFor(error)]);
  }
  const { port, origins, claim } = relay;
  const setup = claim === null ? null : `beistand://setup#relay=${origins[0] ?? ''}&claim=${claim}`;
  process.stdout.write(`${JSON.stringify({ ready: true, port, origins, claim, setup })}\n`);
  log('info', 'ready', { port });

  const end = (signal: 'SIGTERM' | 'SIGINT'): void => {
    log('info', 'stopping', { signal });
    void relay.stop().then(() => log('info', 'stopped'));
  };
  process.once('SIGTERM', () => end('SIGTERM'));
  process.once('SIGINT', () => end('SIGINT'));
}

function giveUp(faults: readonly string[]): void {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = CONFIG_FAULT;
}

function sentenceFor(error: unknown): string {
  if (error instanceof DatabaseError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return 'RELAY_PORT is in use by another program.';
  if (code === 'EACCES') return 'RELAY_PORT may not be opened by this user.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return 'RELAY_HOST is not an address of this machine.';
  throw error;
}
