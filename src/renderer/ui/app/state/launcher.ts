// Room: ui/app/state. The button on the website, as its snippet describes it (docs/DEPLOY.md).
import type { ChatLanguage } from '../../../../contract/profile.ts';

export interface Launcher {
  /** Where the site server is reached, such as https://chat.example.org. */
  readonly chat: string;
  readonly color: string;
  readonly side: 'left' | 'right';
  /** Pixels, as digits. */
  readonly radius: string;
  /** '' and none: the loader's own word. */
  readonly labels: { readonly [L in ChatLanguage]?: string };
}

/** What the loader takes where a snippet says nothing. */
export const startingLauncher: Launcher = {
  chat: '',
  color: '#0f5d57',
  side: 'right',
  radius: '28',
  labels: {},
};
