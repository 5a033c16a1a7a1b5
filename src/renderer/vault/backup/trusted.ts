/**
 * Vault, backup: a backup's records, believed no further than what can be checked.
 *
 * A file may come from anybody who knows its secret. What is taken in must not keep the vault from
 * opening, keep a conversation from going on, or send a reply to somebody else (docs/decisions/0017).
 */
import * as v from 'valibot';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { RowId } from '../../../../protocol/ids.ts';
import { readDocument } from '../../../../protocol/team/document.ts';
import { conversationOf } from '../../../../protocol/talk/names.ts';
import type { CaseFile } from '../../../contract/case.ts';
import { PAPER_NAMES, type PaperName } from '../../../contract/papers.ts';
import type { EvidenceItem } from '../../../contract/evidence.ts';
import { readPage, type Page } from '../annotations/log.ts';
import { readCaseFile } from '../cases/case-file.ts';
import { readConversation, type Conversation } from '../inbox/conversation.ts';
import { readMessage, type KeptMessage } from '../inbox/message-row.ts';
import { HUES } from '../inbox/names.ts';
import type { KeptPaper } from '../papers/open-papers.ts';
import { paperSchema } from '../papers/paper-row.ts';
import { MAX_FIELD, MAX_PREVIEW, MAX_ROW_BYTES, ROW_PAD } from '../limits.ts';
import { readEvidence } from './evidence-item.ts';
import { readHistory, type HistoryPage } from './history.ts';
import { MAX_LAMPORT, MAX_MOMENT, MAX_TALK_BYTES } from './limits.ts';
import { BadBackup } from './refusals.ts';

/** Whose backup it is. */
export const teamOf = (document: Uint8Array): string => trusted(() => readDocument(document)).team;

/** Its id follows from who writes in it, or a reply would go to another. Leaves room to go on. */
export function readTalk(value: object): Conversation {
  const talk = trusted(() => readConversation(value));
  must(conversationOf(talk.reporter) === talk.id);
  must(talk.hue < HUES && talk.name.length <= MAX_FIELD && talk.preview.length <= 2 * MAX_PREVIEW);
  must([talk.created, talk.lastAt, talk.waitingSince].every(isMoment));
  const lamports = [talk, talk.mailbox, talk.session].map((one) => one?.lamport ?? 0);
  must(lamports.every((lamport) => lamport <= MAX_LAMPORT));
  must(bytesOf(value) <= MAX_TALK_BYTES);
  return talk;
}

/** What the team shares, of the names known here. */
export function readPapers(value: unknown): readonly (readonly [PaperName, KeptPaper])[] {
  const papers = trusted(() => v.parse(v.record(v.string(), paperSchema), value));
  return PAPER_NAMES.flatMap((name) => {
    const paper = papers[name];
    return paper === undefined ? [] : [[name, paper] as const];
  });
}

/** A reporter writes in the conversation that is hers, and nowhere else. */
export function readLetter(
  { row, value }: { readonly row: RowId; readonly value: object },
  { id, reporter }: Pick<Conversation, 'id' | 'reporter'>,
): KeptMessage {
  const letter = trusted(() => readMessage(row, value));
  const { body, sender, arrived } = letter;
  must(
    body.conversation === id &&
      (body.from === 'reporter') === (sender === reporter) &&
      isMoment(arrived) &&
      fits(value),
  );
  return letter;
}

export function readFile(value: object): CaseFile {
  const file = trusted(() => readCaseFile(value));
  trusted(() => RowId(file.id));
  const { created, saved, verifiedAt, closedAt, hold } = file;
  must([created, saved, verifiedAt, closedAt, hold?.since ?? null].every(isMoment));
  must(file.reference.length <= MAX_FIELD && (hold?.reason ?? '').length <= 2 * MAX_FIELD);
  must(fits(value));
  return file;
}

export function readItem(value: object): EvidenceItem {
  const item = trusted(() => readEvidence(value));
  must(isMoment(item.added) && fits(value));
  return item;
}

export function readAnnotations(value: object): Page {
  const page = trusted(() => readPage(value));
  must(page.every(({ created }) => isMoment(created)) && fits(value));
  return page;
}

export function readLog(value: object): HistoryPage {
  const page = trusted(() => readHistory(value));
  must(fits(value));
  return page;
}

/** What a backup of ours holds can be read; what cannot, was not written by us. */
function trusted<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new BadBackup();
  }
}

/** For what says itself that it is no record of its kind; anything else is our own bug. */
export async function valid<T>(take: () => Promise<T>): Promise<T> {
  try {
    return await take();
  } catch (error) {
    throw v.isValiError(error) ? new BadBackup() : error;
  }
}

function must(holds: boolean): void {
  if (!holds) throw new BadBackup();
}

/** Whole, and a day that a calendar knows; null is none. */
const isMoment = (at: number | null): boolean =>
  at === null || (Number.isSafeInteger(at) && at >= 0 && at <= MAX_MOMENT);

const bytesOf = (value: object): number => utf8ToBytes(JSON.stringify(value)).length;

/** Into a row, with its padding. */
const fits = (value: object): boolean => bytesOf(value) <= MAX_ROW_BYTES - ROW_PAD;
