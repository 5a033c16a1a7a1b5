/** Contract: what of a conversation is not simply a text: files, contact details, handovers and wishes. */
import type { ConversationId, MessageId } from '../../protocol/ids.ts';
import type { Outcome } from './outcome.ts';

/**
 * `stuck`: every queue refused it; the reporter may come back or another channel is needed.
 * `unheard`: a message for colleagues that was let go before all of them had it.
 */
export type SendState = 'sending' | 'sent' | 'delivered' | 'read' | 'expired' | 'stuck' | 'unheard';

/** What the last line of a conversation is about. Only a text or a comment brings its own words. */
export const PREVIEW_KINDS = [
  'text',
  'attachment',
  'contact',
  'contact-withdrawn',
  'handover',
  'history',
  'resume',
  'erase',
] as const;
export type PreviewKind = (typeof PREVIEW_KINDS)[number];

/** A file that was sent, before anybody has fetched it. Nothing of this is believed of its bytes. */
export interface SentFile {
  /** As it may be shown; chosen by whoever sent it. */
  readonly name: string;
  readonly bytes: number;
  /** What the sender calls it, such as `image/jpeg`. */
  readonly media: string;
  /** Nothing was removed from it: it may say where, when and with what it was made. */
  readonly original: boolean;
}

type Reporter = { readonly author: 'reporter' };
type Operator = {
  readonly author: 'operator';
  readonly alias: string;
  readonly state: SendState;
};

/** Kinds of messages beside texts and ratings. */
export type TalkMessage =
  /** `mark`: what the team calls this message among itself, opaque here. */
  | ({ readonly kind: 'attachment'; readonly file: SentFile; readonly mark: string } & (
      | Reporter
      | Operator
    ))
  /** `empty`: everything is taken back. Which one counts is said by the conversation's line. */
  | ({ readonly kind: 'contact'; readonly empty: boolean } & Reporter)
  | ({ readonly kind: 'resume' | 'erase' } & Reporter)
  /** `to`: the alias of who goes on. */
  | ({ readonly kind: 'handover'; readonly to: string } & Operator)
  /** What was said before, sent again to somebody who came back: so many messages. */
  | ({ readonly kind: 'history'; readonly count: number } & Operator);

/** What a conversation's line says beside the last message. */
export interface TalkSummary {
  readonly previewKind: PreviewKind;
  /** `privacy.version` of the text that was on screen when this began; '' when that was not said. */
  readonly consent: string;
  /** The contact message that counts; null: none was given. */
  readonly contact: MessageId | null;
  /** Messages in which something is asked for; `resume` only until it is answered. */
  readonly asks: { readonly resume: MessageId | null; readonly erase: MessageId | null };
  /** The colleague's device that says the reporter asked for it to be erased, and that it has done so; null: none. */
  readonly erasedBy: string | null;
}

/** How the reporter wants to be reached; '' where that was not given. */
export interface ContactDetails {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly when: string;
  readonly purpose: string;
}

/** A picture to be drawn, or only the news that the file is here. */
export interface OpenedFile {
  /** Whole and proven; null when it is not a picture this app draws. */
  readonly picture: { readonly media: PictureType; readonly bytes: Uint8Array } | null;
}

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

/**
 * `gone`: the relay no longer has it. `damaged`: what came is not what the message spoke of.
 * `stopped`: a person did not want to wait.
 */
export type FetchRefusal = 'offline' | 'gone' | 'damaged' | 'disk-full' | 'stopped' | 'unknown';

/** The largest name a file is given for the person who gets it, in code points, as PROTOCOL §5 MAX_FILE_NAME. */
export const FILE_NAME_LIMIT = 120;

/** Which of the two is sent: the picture alone, or the file as it is. */
export type FileVersion = 'cleaned' | 'original';

/** What would be sent of a file that was picked. */
export interface PreparedFile {
  /** Which look this was: only what a person has before her is sent. */
  readonly look: number;
  /** What it is by its bytes; `application/octet-stream` for what nobody here knows. */
  readonly media: string;
  readonly bytes: number;
  /** Exactly what the person would get; null for what is no picture, and goes only as it is. */
  readonly cleaned: {
    readonly picture: NonNullable<OpenedFile['picture']>;
    /** It had more pixels than every phone can show. */
    readonly scaled: boolean;
  } | null;
}

/**
 * A file on its way to the relay, which is no message yet. `waits`: for the relay. `no-room`: the relay takes no
 * more of it now. `failed`: a person has to try again, or take it back.
 */
export interface OutgoingFile {
  readonly name: string;
  readonly bytes: number;
  readonly state: 'going' | 'waits' | 'no-room' | 'failed';
  /** How far it has come, in equal steps; `total` is 0 before anything is known. */
  readonly done: number;
  readonly total: number;
}

type About = { readonly conversation: ConversationId; readonly message: MessageId };

export interface TalkRequests {
  /** The details that count now; null when none were given or they were taken back. */
  contact: {
    input: { readonly conversation: ConversationId };
    output: ContactDetails | null;
  };
  /** Fetches the file if it is not here yet, proves it and keeps it sealed. */
  openAttachment: { input: About; output: Outcome<OpenedFile, FetchRefusal> };
  stopAttachment: { input: About; output: null };
  /** Writes it out under a neutral name, to a path the person chooses; fetches it first where needed. */
  saveAttachment: {
    input: About;
    output: Outcome<{ readonly name: string }, FetchRefusal | 'cancelled' | 'cannot-write'>;
  };
  /** The largest file that may be sent, bytes. */
  fileLimit: { input: null; output: number };
  /** Looks a file through. What was looked at before is forgotten; nothing is written anywhere. */
  prepareFile: {
    input: { readonly conversation: ConversationId; readonly bytes: Uint8Array };
    output: Outcome<PreparedFile, 'empty' | 'too-large' | 'put-away'>;
  };
  putFileAway: { input: null; output: null };
  /** Sends what was looked at. It is sealed and durable here when this answers, and goes out by itself. */
  sendFile: {
    input: {
      readonly conversation: ConversationId;
      readonly look: number;
      readonly as: FileVersion;
      readonly name: string;
    };
    /** `busy`: another file of this conversation is on its way. `put-away`: nobody looks at it any more. */
    output: Outcome<
      null,
      'disk-full' | 'unknown-conversation' | 'restricted' | 'busy' | 'put-away'
    >;
  };
  /** What is on its way in this conversation; null: nothing. */
  outgoingFile: {
    input: { readonly conversation: ConversationId };
    output: OutgoingFile | null;
  };
  /** Tries again what waits. */
  resumeFile: { input: { readonly conversation: ConversationId }; output: null };
  /** Takes back what is on its way, here and at the relay. */
  stopFile: { input: { readonly conversation: ConversationId }; output: null };
  /** Answers a `resume`: what was said before goes to the reporter again, word for word. */
  sendEarlier: {
    input: { readonly conversation: ConversationId };
    output: Outcome<null, 'disk-full' | 'unknown-conversation' | 'nothing'>;
  };
  /**
   * A message of ours that is stuck, expired or unheard, once more: the same one, now. Another stays as it is.
   * `former`: it was written before this device had its keys.
   */
  sendAgain: {
    input: About;
    output: Outcome<null, 'disk-full' | 'unknown-conversation' | 'restricted' | 'former'>;
  };
  /** Decides against a colleague's word of having erased it: `erasedBy` is none, until another says so or the reporter writes. */
  keepAnyway: {
    input: { readonly conversation: ConversationId };
    output: Outcome<null, 'disk-full' | 'unknown-conversation'>;
  };
}

/** Every one of them by name. One left out does not compile. */
export const talkRequests = {
  contact: 0,
  openAttachment: 0,
  stopAttachment: 0,
  saveAttachment: 0,
  fileLimit: 0,
  prepareFile: 0,
  putFileAway: 0,
  sendFile: 0,
  outgoingFile: 0,
  resumeFile: 0,
  stopFile: 0,
  sendEarlier: 0,
  sendAgain: 0,
  keepAnyway: 0,
} satisfies Record<keyof TalkRequests, 0>;

export type TalkFact =
  /** How far a file that was sent to us has come. */
  | {
      readonly type: 'attachment-progress';
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly done: number;
      readonly total: number;
    }
  /** How one of ours is going; null: it is a message now, or was taken back. */
  | {
      readonly type: 'outgoing-file';
      readonly conversation: ConversationId;
      readonly file: OutgoingFile | null;
    };
