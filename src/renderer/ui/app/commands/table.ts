/**
 * Room: ui/app. Every command once: its key, when it is possible, what it does.
 *
 * Palette, sheet of keys and keyboard are all made from this table, so that a key that is shown works and
 * a key that works is shown. The words are `commands.name.<id>`.
 */
import { beginMarking } from '../../features/annotate/begin.ts';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { Duty } from '../../../../contract/duty.ts';
import type { AppValue } from '../app-context.ts';
import { focusOn, focusSoon, lineId, replyId } from '../focus.ts';
import type { AppRoom, SettingsPart, Sheet } from '../state/view.ts';
import { readsOn } from '../state/readers.ts';
import type { Key } from './keys.ts';
import type { QueueView } from '../../../../contract/workplace.ts';
import type { Situation } from './situation.ts';

export const groups = ['talk', 'queue', 'go', 'desk'] as const;
export type Group = (typeof groups)[number];

interface Entry {
  readonly group: Group;
  readonly keys: readonly Key[];
  readonly possible: (now: Situation) => boolean;
  readonly act: (app: AppValue, now: Situation) => void;
  /** Known by its key alone: where the palette stands, it has nothing to say. */
  readonly keyOnly?: true;
}

const always = (): boolean => true;
const ctrl = (key: string): readonly Key[] => [{ key, ctrl: true }];
/** Who may not read a conversation on does nothing more in it. */
const inTalk = ({ talk }: Situation): boolean => talk !== null && readsOn(talk);
const sheet =
  (to: Sheet) =>
  ({ stores }: AppValue): void =>
    stores.view.send({ type: 'sheet', sheet: to });
/** What was handed to whoever sits here is theirs once they take it. */
const isOurs = ({ holder }: ConversationSummary): boolean =>
  holder?.own === true && !holder.offered;
const plain = (key: string): readonly Key[] => [{ key }];

const room = (to: AppRoom, key: string): Entry => ({
  group: 'go',
  keys: ctrl(key),
  possible: ({ room: here }) => here !== to,
  act: ({ stores }) => stores.view.send({ type: 'went', room: to }),
});

const part = (to: SettingsPart): Entry => ({
  group: 'go',
  keys: [],
  possible: always,
  act: ({ stores }) => stores.view.send({ type: 'settings', part: to }),
});

/** Says whether the person here is there for reporters. */
const duty = (to: Duty, key: string): Entry => ({
  group: 'desk',
  keys: plain(key),
  possible: ({ duty: chosen }) => chosen !== to,
  act: ({ acts }) => acts.duty.choose(to),
});

const view = (to: QueueView): Entry => ({
  group: 'queue',
  keys: [],
  possible: ({ room: here, view: shown }) => here !== 'inbox' || shown !== to,
  act: ({ stores }) => {
    stores.view.send({ type: 'went', room: 'inbox' });
    stores.inbox.send({ type: 'filtered', filter: { view: to } });
  },
});

/** Opens the line so many places further on, and takes the keyboard there. */
const step =
  (by: 1 | -1) =>
  ({ acts }: AppValue, { lines, talk }: Situation): void => {
    const at = lines.findIndex(({ id }) => id === talk?.id);
    const next = lines[at === -1 ? 0 : at + by];
    if (next === undefined) return;
    void acts.talk.open(next.id);
    focusSoon(lineId(next.id));
  };

/** Out of a field first, then the case, then the conversation. */
function back({ stores }: AppValue, { talk, casePanel, caseOpen }: Situation): void {
  if (caseOpen) stores.view.send({ type: 'left-case' });
  else if (talk === null) return;
  else if (document.activeElement?.id === replyId(talk.id)) {
    if (!focusOn(lineId(talk.id)) && document.activeElement instanceof HTMLElement) {
      document.activeElement.blur();
    }
  } else if (casePanel) stores.view.send({ type: 'case-panel', shown: false });
  else stores.view.send({ type: 'left-conversation' });
}

export const commands = {
  reply: {
    group: 'talk',
    keys: plain('r'),
    possible: inTalk,
    act: (_, { talk }) => {
      if (talk !== null) focusOn(replyId(talk.id));
    },
  },
  caseFile: {
    group: 'talk',
    keys: plain('c'),
    possible: ({ talk }) => talk !== null,
    act: ({ stores, acts }, { talk, casePanel }) => {
      if (talk === null) return;
      if (casePanel) stores.view.send({ type: 'case-panel', shown: false });
      else void acts.cases.openFor(talk.id);
    },
  },
  claim: {
    group: 'talk',
    keys: plain('a'),
    possible: (now) =>
      inTalk(now) && now.shared && now.talk?.status === 'open' && !isOurs(now.talk),
    act: ({ acts, stores }, { talk, full }) => {
      if (talk === null) return;
      if (full) stores.view.send({ type: 'sheet', sheet: 'full' });
      else if (talk.holder === null || talk.holder.own) void acts.work.claim(talk.id, false);
      // A key is pressed by mistake more easily than a button that says so.
      else stores.view.send({ type: 'sheet', sheet: 'take-over' });
    },
  },
  note: { group: 'talk', keys: plain('n'), possible: inTalk, act: sheet('note') },
  tags: { group: 'talk', keys: plain('t'), possible: inTalk, act: sheet('tags') },
  close: {
    group: 'talk',
    keys: plain('e'),
    possible: (now) => inTalk(now) && now.talk?.status === 'open',
    act: sheet('close'),
  },
  later: {
    group: 'talk',
    keys: plain('s'),
    possible: (now) => inTalk(now) && now.talk?.status !== 'muted',
    act: sheet('later'),
  },
  passOn: {
    group: 'talk',
    keys: plain('h'),
    possible: (now) =>
      inTalk(now) && now.shared && now.talk?.status === 'open' && now.talk.holder?.own !== false,
    act: sheet('pass'),
  },
  danger: { group: 'talk', keys: plain('d'), possible: inTalk, act: sheet('danger') },
  giveAway: {
    group: 'talk',
    keys: plain('g'),
    possible: ({ shared, holds }) => shared && holds,
    act: sheet('give'),
  },
  restrict: {
    group: 'talk',
    keys: plain('l'),
    possible: ({ talk, shared }) => shared && talk?.mayRestrict === true,
    act: sheet('restrict'),
  },
  mark: {
    group: 'talk',
    keys: plain('x'),
    possible: inTalk,
    act: (app, { talk }) => {
      if (talk !== null) beginMarking(app, talk);
    },
  },
  why: {
    group: 'talk',
    keys: [],
    possible: ({ talk }) => talk !== null,
    act: ({ stores }) => stores.view.send({ type: 'sheet', sheet: 'why' }),
  },
  back: {
    group: 'talk',
    keys: [{ key: 'escape' }],
    possible: ({ talk, caseOpen }) => talk !== null || caseOpen,
    act: back,
    keyOnly: true,
  },
  next: {
    group: 'queue',
    keys: plain('j'),
    possible: ({ room: here, lines }) => here === 'inbox' && lines.length > 0,
    act: step(1),
    keyOnly: true,
  },
  previous: {
    group: 'queue',
    keys: plain('k'),
    possible: ({ room: here, lines }) => here === 'inbox' && lines.length > 0,
    act: step(-1),
    keyOnly: true,
  },
  answerWaiting: {
    group: 'queue',
    keys: plain('w'),
    possible: ({ waiting }) => waiting !== null,
    act: ({ acts }, { waiting }) => {
      if (waiting === null) return;
      void acts.talk.open(waiting.id);
      focusSoon(replyId(waiting.id));
    },
  },
  viewWaiting: view('waiting'),
  viewMine: view('mine'),
  viewFree: view('free'),
  viewUnread: view('unread'),
  viewLater: view('later'),
  viewAll: view('all'),
  viewClosed: view('closed'),
  inbox: room('inbox', '1'),
  cases: room('cases', '2'),
  release: room('release', '3'),
  team: room('team', '4'),
  workplace: {
    group: 'go',
    keys: [],
    possible: ({ room: here }) => here !== 'workplace',
    act: ({ stores }) => stores.view.send({ type: 'went', room: 'workplace' }),
  },
  codes: room('codes', '5'),
  figures: room('figures', '6'),
  settings: room('settings', ','),
  duty: part('duty'),
  machine: part('machine'),
  security: part('security'),
  backup: part('backup'),
  retention: part('retention'),
  subject: part('subject'),
  audit: part('audit'),
  palette: {
    group: 'desk',
    keys: ctrl('k'),
    possible: always,
    act: ({ stores }) => {
      const open = stores.view.get().sheet === 'palette';
      stores.view.send({ type: 'sheet', sheet: open ? null : 'palette' });
    },
    keyOnly: true,
  },
  search: {
    group: 'desk',
    keys: [{ key: 'f', ctrl: true }, { key: '/' }],
    possible: always,
    act: ({ acts }) => acts.search.open(),
  },
  keys: {
    group: 'desk',
    keys: plain('?'),
    possible: always,
    act: ({ stores }) => stores.view.send({ type: 'sheet', sheet: 'keys' }),
  },
  here: duty('available', 'v'),
  busy: duty('busy', 'b'),
  pause: duty('away', 'p'),
  help: {
    group: 'desk',
    keys: plain('!'),
    possible: ({ shared }) => shared,
    act: sheet('help'),
  },
  compact: {
    group: 'desk',
    keys: [],
    possible: always,
    act: ({ stores }) => {
      const compact = stores.comfort.get().density === 'compact';
      stores.comfort.send({ density: compact ? 'comfortable' : 'compact' });
    },
  },
  contrast: {
    group: 'desk',
    keys: [],
    possible: always,
    act: ({ stores }) => {
      const more = stores.comfort.get().contrast === 'more';
      stores.comfort.send({ contrast: more ? 'normal' : 'more' });
    },
  },
  lock: {
    group: 'desk',
    keys: ctrl('l'),
    possible: always,
    act: ({ acts }) => void acts.session.lock(),
  },
} satisfies Record<string, Entry>;

export type CommandId = keyof typeof commands;
export interface Command extends Entry {
  readonly id: CommandId;
}

/** The same as a list, in the order in which it is shown. */
export const commandList: readonly Command[] = Object.entries(commands).map(
  ([id, entry]: [string, Entry]) => ({ ...entry, id: id as CommandId }),
);
