import { authority, giveUp, sentenceForListen } from '../env.ts';
import { readSiteConfig, type SiteConfig } from './config.ts';
import { readSite, SiteError } from './files.ts';
import { serve, stopOnSignal } from './serve.ts';
import { answerSite, snippetFor } from './site.ts';

// The site server: loader and chat frame on their own origin. One line out when it is ready, no log at all.

const configured = readSiteConfig(process.env);
if (configured.ok) await run(configured.config);
else giveUp(configured.faults);

async function run(config: SiteConfig): Promise<void> {
  try {
    const site = readSite(config.folder);
    const served = await serve(config, answerSite(site, config));
    stopOnSignal(served);
    const origin = config.origin ?? `http://${authority(config.host, served.port)}`;
    const { path: loader, integrity } = site.loader;
    const snippet = snippetFor(origin, site.loader, config.team);
    process.stdout.write(
      `${JSON.stringify({ ready: true, port: served.port, loader, integrity, snippet })}\n`,
    );
  } catch (error) {
    giveUp([error instanceof SiteError ? error.message : sentenceForListen(error, 'SITE')]);
  }
}
