/** Tells when nobody has touched keyboard or mouse anywhere for a while. */
import { IDLE_EVERY_MS } from '../limits.ts';

const MINUTE_S = 60;

export interface IdleParts {
  /** Seconds since the last key or movement, as the system counts them. */
  readonly idleSeconds: () => number;
  /** Called once per idle period. */
  readonly onIdle: () => void;
  /** Called once when somebody is there again. */
  readonly onReturn?: () => void;
}

export interface IdleWatch {
  /** From now on this many minutes; 0: it looks no more. */
  readonly watch: (minutes: number) => void;
  readonly stop: () => void;
}

/** Looks every {@link IDLE_EVERY_MS} while it is asked to. */
export function idleWatch({ idleSeconds, onIdle, onReturn }: IdleParts): IdleWatch {
  let timer: NodeJS.Timeout | null = null;
  let told = false;

  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };

  return {
    watch: (minutes) => {
      stop();
      told = false;
      if (minutes === 0) return;
      timer = setInterval(() => {
        const idle = idleSeconds() >= minutes * MINUTE_S;
        if (idle && !told) onIdle();
        if (!idle && told) onReturn?.();
        told = idle;
      }, IDLE_EVERY_MS);
      timer.unref();
    },
    stop,
  };
}
