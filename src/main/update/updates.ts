/** Looks for updates a while after the start and once a day, where this edition has a feed. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dialog, type BrowserWindow } from 'electron/main';
import { UPDATE_EVERY_MS, UPDATE_FIRST_MS } from '../limits.ts';
import type { Speech } from '../words.ts';
import { updateAsking, type Question } from './asking.ts';
import { updateEngine } from './engine.ts';
import { readFeed } from './feed.ts';

export interface Updates {
  readonly lookByHand: () => void;
  readonly stop: () => void;
}

/** `resources` is where a release keeps its `update.json`. */
export async function startUpdates(options: {
  readonly resources: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly window: () => BrowserWindow | null;
  readonly speech: Speech;
}): Promise<Updates> {
  const { resources, env, window, speech } = options;
  const file = await readFile(path.join(resources, 'update.json'), 'utf8').catch(() => null);
  const feed = readFeed(file, env);
  const look = updateAsking({
    engine: feed === null ? null : updateEngine(feed),
    ask: (question) => ask(window(), question),
    speech: speech.update,
  });
  const lookQuietly = (): void => void look(false);
  const first = feed === null ? undefined : setTimeout(lookQuietly, UPDATE_FIRST_MS);
  const daily = feed === null ? undefined : setInterval(lookQuietly, UPDATE_EVERY_MS);
  return {
    lookByHand: () => void look(true),
    stop: () => {
      clearTimeout(first);
      clearInterval(daily);
    },
  };
}

async function ask(window: BrowserWindow | null, question: Question): Promise<boolean> {
  if (window === null || window.isDestroyed()) return false;
  const { message, detail = '', yes, no } = question;
  const buttons = [yes, no].filter((label) => label !== undefined);
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    message,
    detail,
    buttons: buttons.length === 0 ? ['OK'] : buttons,
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return yes !== undefined && response === 0;
}
