/**
 * Drives the packaged desktop app as an operator would: by labels and keys, in German.
 *
 * Everything read here is read off the screen. Dialogs of the operating system are the one thing
 * a test answers for the operator.
 */
import type { ElectronApplication, Locator, Page } from 'playwright-core';
import { firstDesk, launchApp, type AppLaunch } from '../e2e/launch.ts';

/** Argon2id alone may take a second or two on a busy machine. */
const SLOW_MS = 60_000;

const passphrase = 'Regenschirm Kachelofen Wanderdüne 7';

export interface NewTeam {
  readonly teamName: string;
  readonly alias: string;
}

export interface AppDriver {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** First run with relay and claim code from the setup link; returns the pin the website needs. */
  readonly createTeam: (
    team: NewTeam,
    look?: (screen: 'first-run' | 'passphrase' | 'root-code') => Promise<void>,
  ) => Promise<void>;
  /** First run by the invite the app was started with; ends where it waits. */
  readonly joinTeam: (name: string) => Promise<void>;
  readonly unlock: (words?: string) => Promise<void>;
  readonly lock: () => Promise<void>;
  readonly go: (place: 'Posteingang' | 'Fälle' | 'Freigabe' | 'Team') => Promise<void>;
  readonly pin: () => Promise<string>;
  /** Waits for a conversation whose newest line reads so, and opens it. */
  readonly openConversation: (preview: string) => Promise<void>;
  readonly reply: (text: string) => Promise<void>;
  readonly waitForMessage: (text: string) => Promise<void>;
  /** Texts of the open conversation by who wrote them, in the order shown. */
  readonly shown: (by: 'reporter' | 'operator') => Promise<readonly string[]>;
  readonly theme: (scheme: 'light' | 'dark') => Promise<void>;
  /** What the next save or open dialog answers. */
  readonly answerDialogs: (paths: {
    readonly save?: string;
    readonly open?: string;
  }) => Promise<void>;
  readonly close: () => Promise<void>;
  /** As a power cut would: no handler runs, neither in main nor in the renderers it started. */
  readonly kill: () => Promise<void>;
}

/** Launches the app and waits until its first screen stands. */
export async function driveApp(launch: AppLaunch): Promise<AppDriver> {
  const app = await launchApp({ ...launch, args: ['--lang=de', ...(launch.args ?? [])] });
  const { page } = await firstDesk(app);
  await page.setViewportSize({ width: 1440, height: 900 });
  const log = page.getByRole('log', { name: 'Nachrichten' });

  return {
    app,
    page,
    createTeam: (team, look = async () => undefined) => createTeam(page, team, look),
    joinTeam: async (name) => {
      await page.getByLabel('Dein Name im Team und im Chat').fill(name);
      await choosePassphrase(page);
      await page.getByRole('button', { name: 'Tresor anlegen und anfragen' }).click();
      await page.getByTestId('join-numbers').waitFor({ timeout: SLOW_MS });
    },
    unlock: async (words = passphrase) => {
      await page.getByLabel('Passphrase', { exact: true }).fill(words);
      await page.getByRole('button', { name: 'Öffnen' }).click();
      await page.getByRole('navigation', { name: 'Bereiche' }).waitFor({ timeout: SLOW_MS });
    },
    lock: async () => {
      await page.getByRole('button', { name: 'Tresor sperren' }).click();
      await page.getByRole('button', { name: 'Öffnen' }).waitFor();
    },
    go: async (place) => {
      await page
        .getByRole('navigation', { name: 'Bereiche' })
        .getByRole('button', { name: new RegExp(`^${place}`) })
        .click();
    },
    pin: () => page.getByTestId('pin').innerText(),
    openConversation: async (preview) => {
      const line = page.getByRole('button').filter({ hasText: preview });
      await line.first().click({ timeout: SLOW_MS });
      await log.waitFor();
    },
    reply: async (text) => {
      const box = page.getByRole('textbox', { name: 'Antwort schreiben' });
      await box.fill(text);
      await box.press('Enter');
      await bubble(log, text).waitFor();
    },
    waitForMessage: (text) => bubble(log, text).first().waitFor({ timeout: SLOW_MS }),
    shown: (by) =>
      log
        .locator(
          `article[aria-label*="${by === 'reporter' ? ' schreibt' : ' antwortet'}"] [dir=auto]`,
        )
        .allInnerTexts(),
    theme: async (scheme) => {
      await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source;
      }, scheme);
      await page.waitForFunction(
        (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
        scheme === 'dark',
      );
    },
    answerDialogs: (paths) =>
      app.evaluate(({ dialog }, { save, open }) => {
        dialog.showSaveDialog = async () => ({
          canceled: save === undefined,
          filePath: save ?? '',
        });
        dialog.showOpenDialog = async () => ({
          canceled: open === undefined,
          filePaths: open === undefined ? [] : [open],
        });
      }, paths),
    close: () => app.close(),
    kill: async () => {
      const main = app.process();
      const gone = new Promise((resolve) => main.once('exit', resolve));
      main.kill('SIGKILL');
      await gone;
    },
  };
}

const bubble = (log: Locator, text: string): Locator =>
  log.locator('div[dir=auto]').filter({ hasText: text });

async function createTeam(
  page: Page,
  team: NewTeam,
  look: NonNullable<Parameters<AppDriver['createTeam']>[1]>,
): Promise<void> {
  await page.getByLabel('Name des Teams').fill(team.teamName);
  await page.getByLabel('Dein Name im Chat').fill(team.alias);
  await look('first-run');
  await page.getByRole('button', { name: 'Weiter' }).click();
  await choosePassphrase(page);
  await look('passphrase');
  await page.getByRole('button', { name: 'Team anlegen' }).click();
  await page.getByTestId('root-code').waitFor({ timeout: SLOW_MS });
  await look('root-code');
  await page.getByLabel('Ich habe ihn sicher aufbewahrt').check();
  await page.getByRole('button', { name: 'Zum Posteingang' }).click();
  await page.getByRole('navigation', { name: 'Bereiche' }).waitFor();
}

async function choosePassphrase(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel(/noch einmal|wiederholen/i).fill(passphrase);
}
