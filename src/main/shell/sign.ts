/** The sign in the system's bar: our mark, with a dot while something waits. No number there and no name anywhere. */
import { nativeImage } from 'electron/common';
import { app, Menu, Tray } from 'electron/main';
import type { Speech } from '../words.ts';
import { PLAIN_SIGN, WAITING_SIGN } from './sign-pictures.ts';

export interface Sign {
  readonly show: (on: boolean) => void;
  readonly count: (unread: number) => void;
}

interface SignParts {
  readonly speech: Speech;
  readonly bringUp: () => void;
}

const picture = (data: string) =>
  nativeImage.createFromBuffer(Buffer.from(data, 'base64'), { scaleFactor: 2 });

/** Shows nothing until it is asked to. A desktop without such a bar shows nothing then either. */
export function makeSign({ speech, bringUp }: SignParts): Sign {
  let tray: Tray | null = null;
  let waiting = 0;
  const draw = (): void => {
    app.setBadgeCount(tray === null ? 0 : waiting);
    tray?.setImage(picture(waiting > 0 ? WAITING_SIGN : PLAIN_SIGN));
    tray?.setToolTip(waiting > 0 ? speech.waiting : 'Beistand');
  };
  return {
    show: (on) => {
      if (!on) {
        tray?.destroy();
        tray = null;
      } else if (tray === null) {
        tray = open(speech, bringUp);
      }
      draw();
    },
    count: (unread) => {
      waiting = unread;
      draw();
    },
  };
}

function open(speech: Speech, bringUp: () => void): Tray | null {
  try {
    const tray = new Tray(picture(PLAIN_SIGN));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: speech.sign.open, click: bringUp },
        { type: 'separator' },
        { role: 'quit', label: speech.menu.quit },
      ]),
    );
    tray.on('click', bringUp);
    return tray;
  } catch {
    return null;
  }
}
