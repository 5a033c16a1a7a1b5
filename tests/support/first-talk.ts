import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStage, type Stage } from '../demo/stage.ts';
import { launchChromium } from '../e2e/launch.ts';
import { driveApp, type AppDriver } from './app-driver.ts';
import { driveWidget, type WidgetDriver } from './widget-driver.ts';

/** A team with one conversation begun: real relay, real site, packaged app, real browser. */
export interface FirstTalk {
  readonly stage: Stage;
  readonly reporter: WidgetDriver;
  /** The app as it runs now. A test that ends it launches the next on the same vault. */
  operator: AppDriver;
  readonly relaunch: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Takes the house into use and lets a reporter write `text`; the operator has it open. */
export async function openFirstTalk(text: string): Promise<FirstTalk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-talk-'));
  const userDataDir = path.join(folder, 'app');
  const stage = await openStage(folder);
  const operator = await driveApp({ userDataDir, args: [stage.setup] });
  await operator.createTeam({ teamName: 'Probeteam', alias: 'Noa' });
  await operator.go('Team');
  const address = await stage.openSite(await operator.pin());
  await operator.go('Posteingang');
  const browser = await launchChromium();
  const reporter = await driveWidget(await browser.newContext({ locale: 'de-DE' }), address);
  await reporter.open();
  await reporter.send(text);
  await operator.openConversation(text);
  const talk: FirstTalk = {
    stage,
    reporter,
    operator,
    relaunch: async () => {
      talk.operator = await driveApp({ userDataDir });
    },
    stop: async () => {
      await Promise.allSettled([talk.operator.close(), browser.close()]);
      await stage.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return talk;
}
