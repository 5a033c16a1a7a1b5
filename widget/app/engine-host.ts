import { startEngine, type Core } from './engine.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import { makeMirror, type Mirror } from './mirror.ts';
import type { State } from './state.ts';
import { names } from './shelf.ts';
import { makeStore } from './store.ts';

/** The engine's end of the way to the page: a worker's own scope, or one port of a channel. */
type HostPort = Pick<MessagePort, 'addEventListener' | 'start'> & {
  readonly postMessage: (message: FromEngine) => void;
};

/** Answers how to end it. */
export type Serve = (port: HostPort) => () => void;

/**
 * widget/app: puts an engine behind a port, in whichever thread this is loaded.
 *
 * The page is told of a change after the writes it rests on, once for everything that came in one go.
 * From its end on nothing is said, sent or written.
 */
export const serveEngine: Serve = (port) => {
  let running: { readonly core: Core; readonly mirror: Mirror } | null = null;
  let told: State | null = null;
  let telling: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const post = (message: FromEngine): void => {
    if (!over) port.postMessage(message);
  };

  const tellNews = (): void => {
    clearTimeout(telling);
    telling = undefined;
    if (running === null || told === null) return;
    const { core } = running;
    const now = core.state();
    const state = difference(told, now);
    told = now;
    if (state !== null) post({ type: 'news', state, about: 'tab' in state ? core.about() : null });
  };

  const start = ({ settings, kept }: Extract<ToEngine, { type: 'start' }>): void => {
    const mirror = makeMirror(kept, (write) => post({ type: 'write', write }));
    const store = makeStore(mirror.session, mirror.local);
    const core = startEngine(settings, store, mirror.afterWrites);
    running = { core, mirror };
    told = core.state();
    core.onChange(() => {
      telling ??= setTimeout(tellNews);
    });
    post({ type: 'here' });
    post({ type: 'news', state: {}, about: core.about() });
  };

  const act = async ({ verb, args, ask }: Extract<ToEngine, { type: 'do' }>): Promise<void> => {
    try {
      const does = running?.core[verb] as (...given: readonly unknown[]) => unknown;
      const answer = await does(...args);
      tellNews();
      post({ type: 'answer', ask, answer });
    } catch (error) {
      post({ type: 'failed', ask });
      throw error;
    }
  };

  const hear = (message: ToEngine): void => {
    if (over) return;
    switch (message.type) {
      case 'start':
        return start(message);
      case 'wrote':
        if (!message.kept && message.write.name === names.tab) running?.core.refused();
        return running?.mirror.confirm(message.write.rev);
      case 'do':
        return void act(message);
    }
  };
  port.addEventListener('message', ({ data }: MessageEvent<ToEngine>) => hear(data));
  port.start();

  return () => {
    over = true;
    clearTimeout(telling);
    running?.core.stop();
  };
};

/** What is another value now, or null. */
function difference(before: State, now: State): Partial<State> | null {
  const changed = Object.entries(now).filter(
    ([key, value]) => before[key as keyof State] !== value,
  );
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
