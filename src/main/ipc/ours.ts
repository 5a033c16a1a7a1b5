/** Who may ask main for anything. */
import { APP_ORIGIN } from '../app-policy.ts';

/** What is known of a frame when it asks. */
export interface Asking {
  readonly origin: string;
  readonly isMain: boolean;
}

/** Only the top frame of app://desk. `new URL('app://desk/').origin` is "null" in main: never compare that. */
export const isOurs = (frame: Asking): boolean => frame.isMain && frame.origin === APP_ORIGIN;
