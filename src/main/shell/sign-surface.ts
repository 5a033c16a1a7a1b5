/** The signs on the real system: Electron's tray, badge, overlay and flashing frame. A desktop without one of them shows nothing. */
import { nativeImage } from 'electron/common';
import { app, Menu, Tray, type BrowserWindow } from 'electron/main';
import type { Speech } from '../words.ts';
import { DOT, dotPicture } from './sign-dot.ts';
import { PLAIN_SIGN, WAITING_SIGN } from './sign-pictures.ts';
import type { Mark, Surface } from './sign.ts';

interface SurfaceParts {
  readonly speech: Speech;
  readonly bringUp: () => void;
  readonly window: () => BrowserWindow | null;
}

const pictures = { plain: PLAIN_SIGN, waiting: WAITING_SIGN } as const;

const picture = (data: string) =>
  nativeImage.createFromBuffer(Buffer.from(data, 'base64'), { scaleFactor: 2 });

export function signSurface({ speech, bringUp, window }: SurfaceParts): Surface {
  return {
    openMark: () => openMark(speech, bringUp),
    setNumber: (unread) => app.setBadgeCount(unread),
    setDot: (words) => {
      const size = { width: DOT, height: DOT };
      const dot = words === null ? null : nativeImage.createFromBitmap(dotPicture(), size);
      window()?.setOverlayIcon(dot, words ?? '');
    },
    blink: (on) => window()?.flashFrame(on),
  };
}

function openMark(speech: Speech, bringUp: () => void): Mark | null {
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
    return {
      draw: (which, tip) => {
        tray.setImage(picture(pictures[which]));
        tray.setToolTip(tip);
      },
      remove: () => tray.destroy(),
    };
  } catch {
    return null;
  }
}
