import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Language, Texts } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import type { Moved } from '../move.ts';
import { lastSilent } from '../tab.ts';
import { Conversation } from './Conversation.tsx';
import { Follower } from './follow.ts';
import { Header, presenceOf } from './Header.tsx';
import { useEngine, useLook, useSheetHeight, useUnreached } from './hooks.ts';
import type * as LaterViews from './later.ts';
import type { Page, PageProps } from './page-for.tsx';
import { makeTyped } from './typed.ts';
import type { Files } from './files.ts';

/** The menu, and what it alone leads to: none of them is where the menu leads back to. */
const ofMenu: ReadonlySet<Page> = new Set(['menu', 'contact', 'save', 'compare', 'erase']);

/** The views loaded after the first picture, with all words for them; null until both are here. */
export type Later = (typeof LaterViews & { readonly t: AllTexts }) | null;

interface AppProps {
  readonly engine: Engine;
  readonly t: Texts;
  /** The language of `t`: where new words cannot be fetched it is not the one asked for. */
  readonly language: Language;
  readonly later: Later;
  readonly narrow: boolean;
  readonly open: boolean;
  /** Null where there is nothing to fold it into. */
  readonly onClose: (() => void) | null;
  /** What can be done with a conversation that went into a window of its own; null while it is here. */
  readonly moved: Moved | null;
  /** What takes it there; null where it cannot go now. */
  readonly mover: () => (() => boolean) | null;
  readonly onLeave: () => void;
  readonly onHeight: (px: number) => void;
  readonly onLanguage: (language: Language) => void;
  /** Whether a new message is heard. */
  readonly sound: boolean;
  readonly onSound: (on: boolean) => void;
}

/** The whole frame. All it knows comes from the engine's state; all it does are the engine's verbs. */
export function App(props: AppProps): JSX.Element {
  const { engine, t, language, later, narrow, open, onLanguage } = props;
  const state = useEngine(engine);
  const [[page, lastPage], move] = useState<readonly [Page, Page]>(['talk', 'talk']);
  /** Nothing of the conversation is left in this browser, and nothing new has begun. */
  const isOver = page === 'cleared' || page === 'erased';
  const go = (to: Page): void => {
    if (isOver) engine.anew();
    move([to, page]);
  };
  /** Where the menu was opened from, and where it leads back to. */
  const [from, comeFrom] = useState<Page>('talk');
  const [follower] = useState(() => new Follower());
  const [typed] = useState(makeTyped);
  const [codeAgain, showCode] = useState(false);
  const [files, keepFiles] = useState<Files | null>(null);
  const makeFiles = later?.makeFiles;
  useEffect(() => {
    const made = makeFiles?.(engine, typed) ?? null;
    keepFiles(made);
    return made?.stop;
  }, [makeFiles, engine, typed]);
  const { face } = state;
  const root = useRef<HTMLDivElement | null>(null);

  useLook(face);
  const unreached = useUnreached(state);
  useEffect(() => {
    if (!open || page !== 'talk') return;
    // Somebody may have begun to write before this was here.
    if (document.activeElement?.id === 'message') return;
    document.getElementById(narrow ? 'top' : 'message')?.focus({ preventScroll: true });
  }, [open, page, narrow]);
  // Whoever comes back from another page finds the sheet as tall as it was: nothing shrinks away under a finger.
  const [visited, visit] = useState(false);
  useEffect(() => visit((before) => before || page !== 'talk'), [page]);
  const isGreeting = state.tab === null && !visited && state.team.status !== 'refused';
  const isLow = isGreeting && page === 'talk' && !state.misplaced;
  useSheetHeight(root, props.onHeight, { open, wanted: narrow && open && isLow });

  const toTalk = (): void => go('talk');
  const onMenu = (): void => {
    if (!ofMenu.has(page)) comeFrom(page);
    go(page === 'menu' ? from : 'menu');
  };
  const given = files === null ? {} : files.given(page === 'talk', () => go('file'));
  const writer = later?.writerOf(state.tab?.talk ?? []) ?? '';
  const presence = props.moved === null && !isOver ? presenceOf(state, unreached, t) : '';
  return (
    <div class="frame" ref={root} {...given}>
      <Header
        t={t}
        face={face}
        presence={
          presence === t.here && later && writer !== '' ? later.t.writesWith(writer) : presence
        }
        avatar={later && writer !== '' ? <later.Avatar face={face} name={writer} /> : null}
        narrow={narrow}
        menuOpen={page === 'menu'}
        onMenu={props.moved === null ? onMenu : null}
        onClose={props.onClose}
        onLeave={props.onLeave}
      />
      {state.misplaced ? (
        later && <later.Refused t={later.t} why="misplaced" ways={[]} onRetry={null} />
      ) : props.moved ? (
        later && <later.Elsewhere t={later.t} onBack={props.moved.bringBack} />
      ) : (
        <Body
          {...{ engine, state, t, language, later, face, from, go, toTalk }}
          page={page}
          lastPage={lastPage}
          {...{ unreached, codeAgain, showCode, follower, typed, onLanguage, open, files }}
          sound={props.sound}
          onSound={props.onSound}
          onClose={props.onClose}
          onMove={narrow || files?.busy() ? null : props.mover()}
        />
      )}
    </div>
  );
}

interface BodyProps extends Omit<PageProps, 't' | 'isErasing'> {
  readonly t: Texts;
  readonly later: Later;
  readonly unreached: boolean;
  readonly codeAgain: boolean;
  /** Outlives the pages, so that whoever comes back finds the place where they read. */
  readonly follower: Follower;
  readonly open: boolean;
}

function Body(props: BodyProps): JSX.Element {
  const { engine, state, later } = props;
  const { team } = state;
  const isErasing = state.tab !== null && lastSilent(state.tab, 'erase') !== undefined;
  /** Whoever asked for everything to be deleted sees how far that is, and nothing else. */
  const page = isErasing ? 'erase' : props.page;
  if (later === null) {
    return page === 'talk' && team.status !== 'refused' ? (
      <Talking {...props} />
    ) : (
      <main class="sheet" />
    );
  }
  const other = later.pageFor({ ...props, t: later.t, page, isErasing });
  if (other !== null) return other;
  if (team.status === 'refused') {
    return <later.Refused t={later.t} why={team.why} ways={team.ways} onRetry={engine.retry} />;
  }
  return <Talking {...props} />;
}

function Talking(props: BodyProps): JSX.Element {
  return (
    <Conversation
      {...props}
      onCodeDone={() => props.showCode(false)}
      onEnter={() => props.go('enter')}
      onFile={() => props.go('file')}
    />
  );
}
