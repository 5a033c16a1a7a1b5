import type { AppDriver } from '../support/app-driver.ts';
import type { WidgetDriver } from '../support/widget-driver.ts';
import type { Pictures } from './pictures.ts';
import type { Stage } from './stage.ts';
import { acceptedBeforeTheCrash, type Line } from './talk.ts';

/**
 * Plays one conversation, each side waiting until it has read the other.
 *
 * With a stage, the relay is killed once: what it sends to the app is held back on the way, some
 * messages are accepted, the relay dies by SIGKILL and comes back on the same database, and what was
 * held back is gone. Returns the return code the reporter kept.
 */
export async function converse(on: {
  readonly reporter: WidgetDriver;
  readonly operator: AppDriver;
  readonly lines: readonly Line[];
  readonly stage: Stage | null;
  readonly shots: Pictures;
}): Promise<string> {
  const { reporter, operator, stage, shots } = on;
  let code = '';
  for (const [at, { by, text }] of on.lines.entries()) {
    const cutOff =
      stage !== null && at >= acceptedBeforeTheCrash.from && at < acceptedBeforeTheCrash.to;
    if (cutOff && at === acceptedBeforeTheCrash.from) stage.appDoor.pause('down');
    if (by === 'operator') {
      await operator.reply(text);
      await reporter.waitForMessage(text);
      continue;
    }
    await reporter.send(text);
    await reporter.waitForAccepted(text);
    if (cutOff && at === acceptedBeforeTheCrash.to - 1) {
      await stage.killRelay();
      await stage.startRelay();
      stage.appDoor.cut();
      stage.appDoor.resume('down');
    }
    if (cutOff && at < acceptedBeforeTheCrash.to - 1) continue;
    if (at === 0) {
      await shots.widget('widget-code', reporter);
      code = await reporter.keepCode();
      await operator.openConversation(text);
      // With the first conversation it is said that there is no backup. Read, it is put away.
      if (stage !== null) {
        await operator.page.getByRole('button', { name: 'Hinweis schließen' }).click();
      }
    }
    await operator.waitForMessage(text);
  }
  await shots.widget(`widget-talk-${on.lines.length}`, reporter);
  await shots.screen(`conversation-${on.lines.length}`);
  return code;
}
