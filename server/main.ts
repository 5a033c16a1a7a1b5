import { BlobsError } from './blobs/disk.ts';
import { readRelayConfig, type RelayConfig } from './config.ts';
import { DatabaseError } from './database.ts';
import { giveUp, sentenceForListen } from './env.ts';
import { logTo } from './log.ts';
import { startRelay, type Relay } from './relay.ts';

// The relay: configuration in, one line out when it is ready and one per team it serves (the pin a website needs), a log on stderr, an end on SIGTERM.

const STORE_FAULT = 1;

const configured = readRelayConfig(process.env);
if (configured.ok) await run(configured.config);
else giveUp(configured.faults);

async function run(config: RelayConfig): Promise<void> {
  // The database is ours alone, whatever the machine's habit is.
  process.umask(0o077);
  const log = logTo((line) => process.stderr.write(line), config.logLevel);
  const failed = (): never => {
    // No cleaning up: after a failed write nothing in memory may be believed, and what was answered is on the disk.
    log('error', 'failed', { what: 'store' });
    process.exit(STORE_FAULT);
  };

  const early: string[] = [];
  let welcome = (pin: string): void => void early.push(pin);
  let relay: Relay;
  try {
    relay = await startRelay(config, { log, failed, welcome: (pin) => welcome(pin) });
  } catch (error) {
    const sentence =
      error instanceof DatabaseError || error instanceof BlobsError
        ? error.message
        : sentenceForListen(error, 'RELAY');
    return giveUp([sentence]);
  }
  const { port, origins, claim } = relay;
  const setup = claim === null ? null : `beistand://setup#relay=${origins[0] ?? ''}&claim=${claim}`;
  process.stdout.write(`${JSON.stringify({ ready: true, port, origins, claim, setup })}\n`);
  welcome = (pin) => void process.stdout.write(`${JSON.stringify({ team: pin })}\n`);
  early.forEach(welcome);
  log('info', 'ready', { port });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log('info', 'stopping', { signal });
      void relay.stop().then(() => log('info', 'stopped'));
    });
  }
}
