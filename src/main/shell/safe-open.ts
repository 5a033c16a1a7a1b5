/** Opens a link outside, after the person has seen and confirmed the host it leads to. */
import { dialog, type BrowserWindow } from 'electron/main';
import { hostToConfirm } from '../hardening-policy.ts';
import type { Speech } from '../words.ts';

export interface SafeOpenOptions {
  readonly window: () => BrowserWindow | null;
  readonly speech: Speech;
  /** `shell.openExternal`; handed in so that a test can see that nothing else reaches it. */
  readonly openOutside: (address: string) => Promise<void>;
}

/** https only; everything else is not even asked about. */
export function safeOpen({
  window,
  speech,
  openOutside,
}: SafeOpenOptions): (address: string) => void {
  const ask = async (address: string, host: string): Promise<void> => {
    const parent = window();
    if (parent === null) return;
    const { question, detail, open, stay } = speech.link;
    const { response } = await dialog.showMessageBox(parent, {
      type: 'question',
      message: question(host),
      detail,
      buttons: [open, stay],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) await openOutside(new URL(address).href);
  };
  return (address) => {
    const host = hostToConfirm(address);
    if (host !== null) void ask(address, host);
  };
}
