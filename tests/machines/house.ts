/**
 * A team as it sits in one house: a coordinator and two operators, each with the packaged app and a
 * profile of their own, a relay that can be killed, and five people, each with a browser of their own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { openStage, type Stage } from '../demo/stage.ts';
import { launchChromium } from '../e2e/launch.ts';
import { driveApp, type AppDriver } from '../support/app-driver.ts';
import { driveWidget, type WidgetDriver } from '../support/widget-driver.ts';

/** Who founds the team comes first. */
export const team = ['Noa', 'Birke', 'Cem'] as const;
export type Colleague = (typeof team)[number];

export interface House {
  readonly people: readonly WidgetDriver[];
  readonly app: (who: Colleague) => AppDriver;
  /** SIGKILL to every process of the app. */
  readonly switchOff: (who: Colleague) => Promise<void>;
  /** The app again on the same profile, unlocked. */
  readonly switchOn: (who: Colleague) => Promise<void>;
  /** Kills the relay, lets things happen, and starts it on the same database. */
  readonly outage: (meanwhile: () => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const PEOPLE = 5;
const PATIENCE = { timeout: 60_000 };

export async function openHouse(): Promise<House> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-house-'));
  const stage = await openStage(folder);
  const launch = async (who: Colleague, ...args: string[]): Promise<AppDriver> =>
    driveApp({ userDataDir: path.join(folder, who), args });
  const apps = new Map<Colleague, AppDriver>();
  const app = (who: Colleague): AppDriver => {
    const found = apps.get(who);
    if (found === undefined) throw new Error(`${who} has no app yet`);
    return found;
  };

  const [founder, ...others] = team;
  apps.set(founder, await launch(founder, stage.setup));
  await app(founder).createTeam({ teamName: 'Probeteam', alias: founder });
  await app(founder).go('Team');
  for (const who of others)
    await letIn(app(founder), who, async (link) => {
      apps.set(who, await launch(who, link));
      return app(who);
    });
  const address = await stage.openSite(await app(founder).pin());
  for (const who of team) await app(who).go('Posteingang');
  const browsers: Browser[] = [];
  const people: WidgetDriver[] = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const browser = await launchChromium();
    browsers.push(browser);
    people.push(await driveWidget(await browser.newContext({ locale: 'de-DE' }), address));
  }

  return {
    people,
    app,
    switchOff: (who) => app(who).kill(),
    switchOn: async (who) => {
      apps.set(who, await launch(who));
      await app(who).unlock();
    },
    outage: outageOf(stage),
    stop: async () => {
      await Promise.allSettled([...apps.values(), ...browsers].map((each) => each.close()));
      await stage.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const outageOf =
  (stage: Stage): House['outage'] =>
  async (meanwhile) => {
    await stage.killRelay();
    await meanwhile();
    await stage.startRelay();
  };

/** An invite, a request, the digits compared on both screens. */
async function letIn(
  founder: AppDriver,
  who: Colleague,
  launch: (link: string) => Promise<AppDriver>,
): Promise<void> {
  await founder.page.getByRole('button', { name: 'Einladung erzeugen' }).click();
  const newcomer = await launch(await founder.page.getByTestId('invite-link').innerText());
  await newcomer.joinTeam(who);
  const asking = founder.page.getByRole('region', { name: `${who} möchte ins Team` });
  const [here, there] = await Promise.all([asking, newcomer.page].map(digitsOn));
  if (here !== there) throw new Error(`the digits of ${who} differ`);
  await asking.getByLabel(new RegExp(`^Ich habe alle Ziffern .*mit ${who} verglichen`)).check();
  await asking.getByRole('button', { name: 'Ins Team aufnehmen' }).click();
  await newcomer.page.getByTestId('join-numbers').waitFor({ state: 'detached', ...PATIENCE });
  const line = founder.page.getByRole('listitem').filter({ hasText: who }).first();
  await line.getByText(/zuletzt angemeldet/).waitFor(PATIENCE);
}

async function digitsOn(place: Page | Locator): Promise<string> {
  await place.getByTestId('join-numbers').waitFor(PATIENCE);
  return place.getByTestId('join-numbers').innerText();
}

/** Opens the conversation of this name, wherever its line stands in the queue. */
export async function openTalk({ page }: AppDriver, title: string): Promise<void> {
  const queue = page.getByRole('list', { name: 'Gespräche' });
  await queue.getByRole('button').filter({ hasText: title }).click(PATIENCE);
  await page
    .getByRole('region', { name: `Gespräch mit ${title}` })
    .getByRole('log')
    .waitFor();
}

/** What stands over the open conversation about who answers it. */
export const workBar = ({ page }: AppDriver): Locator =>
  page.getByRole('group', { name: 'Arbeit im Team' });

/** Who answers the open conversation, as this colleague's screen says: a name, or `nobody`. */
export async function answering(app: AppDriver, who: Colleague): Promise<string> {
  const said = await workBar(app).innerText();
  if (/Du antwortest|an dich übergeben/.test(said)) return who;
  if (said.includes('Niemand hat es übernommen')) return 'nobody';
  return /(\S+) antwortet$/m.exec(said)?.[1] ?? said;
}
