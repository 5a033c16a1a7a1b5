import { giveUp, sentenceForListen } from '../../env.ts';
import { serve, stopOnSignal } from '../serve.ts';
import { readDemoConfig, type DemoConfig } from './config.ts';
import { answerDemo } from './demo.ts';

// The demo website: an invented organisation's page on its own origin, with the chat's snippet in it.

const configured = readDemoConfig(process.env);
if (configured.ok) await run(configured.config);
else giveUp(configured.faults);

async function run(config: DemoConfig): Promise<void> {
  try {
    const served = await serve(config, answerDemo(config.snippet));
    stopOnSignal(served);
    process.stdout.write(`${JSON.stringify({ ready: true, port: served.port })}\n`);
  } catch (error) {
    giveUp([sentenceForListen(error, 'DEMO')]);
  }
}
