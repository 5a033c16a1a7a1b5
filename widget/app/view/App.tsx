import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Face } from '../face.ts';
import type { Texts } from '../i18n/texts.ts';
import { applyLook } from '../look.ts';
import type { State } from '../state.ts';
import { Composer } from './Composer.tsx';
import { Header, presenceOf } from './Header.tsx';
import { Intro } from './Intro.tsx';
import type * as LaterViews from './later.ts';
import { Talk } from './Talk.tsx';

/** Which page stands in place of the conversation. */
type Page = 'talk' | 'menu' | 'ways' | 'enter' | 'end' | 'cleared';

/** The views loaded after the first picture; null until they are here. */
export type Later = typeof LaterViews | null;

interface AppProps {
  readonly engine: Engine;
  readonly t: Texts;
  readonly later: Later;
  readonly narrow: boolean;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onLeave: () => void;
  readonly onHeight: (px: number) => void;
}

/** The whole frame. All it knows comes from the engine's state; all it does are the engine's verbs. */
export function App(props: AppProps): JSX.Element {
  const { engine, t, later, narrow, open } = props;
  const state = useEngine(engine);
  const [page, go] = useState<Page>('talk');
  const [codeAgain, showCode] = useState(false);
  const { face } = state;
  const root = useRef<HTMLDivElement | null>(null);

  useLook(face);
  useLayoutEffect(() => {
    document.documentElement.lang = state.language;
  }, [state.language]);
  useEffect(() => {
    if (!open || page !== 'talk') return;
    document.getElementById(narrow ? 'top' : 'message')?.focus({ preventScroll: true });
  }, [open, page, narrow]);
  const isGreeting = state.tab === null && page === 'talk' && state.team.status !== 'refused';
  useSheetHeight(root, props.onHeight, narrow && open && isGreeting && !state.misplaced);

  const toTalk = (): void => go('talk');
  return (
    <div class="frame" ref={root}>
      <Header
        t={t}
        face={face}
        presence={presenceOf(state, t)}
        narrow={narrow}
        menuOpen={page === 'menu'}
        onMenu={() => go(page === 'menu' ? 'talk' : 'menu')}
        onClose={props.onClose}
        onLeave={props.onLeave}
      />
      {state.misplaced ? (
        later && <later.Refused t={t} why="misplaced" ways={[]} onRetry={null} />
      ) : (
        <Body
          {...{ engine, state, t, later, face, page, go, toTalk, codeAgain, showCode }}
          onClose={props.onClose}
        />
      )}
    </div>
  );
}

interface BodyProps {
  readonly engine: Engine;
  readonly state: State;
  readonly t: Texts;
  readonly later: Later;
  readonly face: Face;
  readonly page: Page;
  readonly go: (page: Page) => void;
  readonly toTalk: () => void;
  readonly codeAgain: boolean;
  readonly showCode: (shown: boolean) => void;
  readonly onClose: () => void;
}

function Body(props: BodyProps): JSX.Element {
  const { engine, state, t, later, face, page, go, toTalk } = props;
  const { tab, team } = state;
  if (later === null) {
    return page === 'talk' && team.status !== 'refused' ? (
      <Conversation {...props} />
    ) : (
      <main class="sheet" />
    );
  }
  const { End, EnterCode, Menu, Refused, Sheet, Ways } = later;
  switch (page) {
    case 'menu':
      return (
        <Sheet t={t} title={t.menu} onBack={toTalk}>
          <Menu
            t={t}
            language={state.language}
            hasTalk={tab !== null}
            onCode={() => {
              props.showCode(true);
              toTalk();
            }}
            onEnter={() => go('enter')}
            onWays={() => go('ways')}
            onEnd={() => go('end')}
            onClose={() => {
              toTalk();
              props.onClose();
            }}
            onLanguage={(language) => engine.speak(language, true)}
          />
        </Sheet>
      );
    case 'ways':
      return (
        <Sheet t={t} title={t.ways} onBack={() => go('menu')}>
          <Ways t={t} ways={face.ways} />
        </Sheet>
      );
    case 'enter':
      return (
        <Sheet t={t} title={t.enterTitle} onBack={toTalk}>
          <EnterCode
            t={t}
            onEnter={(code) => {
              engine.comeBack(code);
              toTalk();
            }}
          />
        </Sheet>
      );
    case 'end':
      if (tab === null) break;
      return (
        <Sheet t={t} title={t.endTitle} onBack={toTalk}>
          <End t={t} engine={engine} tab={tab} onCleared={() => go('cleared')} />
        </Sheet>
      );
    case 'cleared':
      return (
        <Sheet t={t} title={t.cleared} onBack={toTalk}>
          <button type="button" class="secondary" onClick={toTalk}>
            {t.anew}
          </button>
        </Sheet>
      );
    case 'talk':
  }
  if (team.status === 'refused') {
    return <Refused t={t} why={team.why} ways={team.ways} onRetry={engine.retry} />;
  }
  return <Conversation {...props} />;
}

function Conversation(props: BodyProps): JSX.Element {
  const { engine, state, t, face, later } = props;
  const { tab } = state;
  const away = state.link === 'online' && state.team.status === 'verified' && state.hereUntil === 0;
  const offered = tab?.codeStep === 'offered';
  return (
    <>
      <Talk
        t={t}
        language={state.language}
        tab={tab}
        marks={engine.marks()}
        typing={state.typing}
        waiting={state.link !== 'online'}
        onAgain={({ mid }) => engine.offerAgain(mid)}
        before={<Intro t={t} face={face} away={away} returned={tab?.returned === true} />}
        after={
          <>
            {tab === null && (
              <button type="button" class="secondary" onClick={() => props.go('enter')}>
                {t.haveCode}
              </button>
            )}
            {tab !== null && later !== null && (offered || props.codeAgain) && (
              <later.CodeCard
                t={t}
                code={tab.code}
                kept={!offered}
                onDone={() => {
                  engine.codeKept();
                  props.showCode(false);
                  document.getElementById('message')?.focus();
                }}
              />
            )}
          </>
        }
      />
      <Notices t={t} state={state} />
      {state.link === 'taken' ? (
        <div class="taken" role="alert">
          <p>{t.taken}</p>
          <button type="button" class="primary" onClick={engine.takeBack}>
            {t.takeBack}
          </button>
        </div>
      ) : (
        <Composer t={t} engine={engine} />
      )}
    </>
  );
}

/** What is not as it should be, said once and plainly. */
function Notices({ t, state }: { readonly t: Texts; readonly state: State }): JSX.Element {
  const clockWrong = state.team.status === 'verified' && state.team.team.clockWarning;
  return (
    <div class="notices" role="status">
      {state.link === 'offline' && <p>{t.offline}</p>}
      {state.stuck && <p>{t.stuck}</p>}
      {state.storage === 'refused' && <p>{t.storageRefused}</p>}
      {clockWrong && <p>{t.clockWrong}</p>}
    </div>
  );
}

function useEngine(engine: Engine): State {
  const [, redraw] = useState(engine.state);
  useEffect(() => {
    const look = (): void => redraw(engine.state());
    look();
    return engine.onChange(look);
  }, [engine]);
  return engine.state();
}

function useLook(face: Face): void {
  useLayoutEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = (): void => applyLook(face, dark.matches, document.documentElement);
    paint();
    dark.addEventListener('change', paint);
    return () => dark.removeEventListener('change', paint);
  }, [face]);
}

/** Below this the head would give up the team's name (frame.css, little height). */
const LEAST_EM = 26;

/** While nothing has been said on a narrow screen, the sheet is only as tall as its words. */
function useSheetHeight(
  root: RefObject<HTMLElement | null>,
  say: (px: number) => void,
  wanted: boolean,
): void {
  useEffect(() => {
    const { current } = root;
    if (!wanted || current === null) return say(0);
    const parts = [...current.querySelectorAll<HTMLElement>('.head, .inner, .composer, .notices')];
    const least = LEAST_EM * Number.parseFloat(getComputedStyle(current).fontSize);
    const measure = (): void =>
      say(
        Math.max(
          least,
          parts.reduce((sum, part) => sum + part.offsetHeight, 0),
        ),
      );
    const watcher = new ResizeObserver(measure);
    for (const part of parts) watcher.observe(part);
    return () => watcher.disconnect();
  }, [root, say, wanted]);
}
