/** Starts Debian's Firefox through WebDriver BiDi, on this machine alone. */
import puppeteer, { type Browser } from 'puppeteer-core';
import { findFirefox } from '../../tools/browser.mjs';

/** Nothing that calls home: no telemetry, no updates, no lists, no looking for captive portals, no prefetching. */
const quiet = {
  'app.normandy.enabled': false,
  'app.shield.optoutstudies.enabled': false,
  'app.update.enabled': false,
  'app.update.auto': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.search.update': false,
  'browser.topsites.contile.enabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'geo.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'signon.rustMirror.enabled': false,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': 'data:,',
  'toolkit.telemetry.unified': false,
} as const;

/** Launches it. Throws where none is installed: ask {@link findFirefox} first. */
export async function launchFirefox(
  preferences: Readonly<Record<string, string | number | boolean>> = {},
): Promise<Browser> {
  const executablePath = findFirefox();
  if (executablePath === null) throw new Error('no Firefox: set BEISTAND_FIREFOX');
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { ...quiet, ...preferences },
  });
}
