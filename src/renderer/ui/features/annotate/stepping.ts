// Room: ui/features/annotate. Choosing words by keyboard: sentence by sentence, word by word, message by message. Pure.
import type { MessageId } from '../../../../contract/desk.ts';
import type { Chosen } from '../../app/state/marking.ts';
import { sentenceSteps, wordsIn, wordSteps, type Span } from './places.ts';

/** A text that can be marked, in the order of the conversation. */
export interface MarkableText {
  readonly id: MessageId;
  readonly text: string;
}

/** `grow` and `shrink` move the end by a word. */
export type Step = 'next' | 'previous' | 'grow' | 'shrink' | 'next-message' | 'previous-message';

type At = Pick<Chosen, 'message' | 'start' | 'end' | 'exact'>;

const at = ({ id, text }: MarkableText, span: Span): At => ({
  message: id,
  start: span.start,
  end: span.end,
  exact: wordsIn(text, span),
});

/** Where one begins: the first sentence of this message, else of the last one. */
export function firstStep(
  texts: readonly MarkableText[],
  from: MessageId | null,
  language: string,
): At | null {
  const text = texts.find(({ id }) => id === from) ?? texts.at(-1);
  const span = text === undefined ? undefined : sentenceSteps(text.text, language)[0];
  return text === undefined || span === undefined ? null : at(text, span);
}

/** One step further, or where one is when there is nothing further. */
export function stepped(
  texts: readonly MarkableText[],
  now: At,
  { step, language }: { readonly step: Step; readonly language: string },
): At {
  const n = texts.findIndex(({ id }) => id === now.message);
  const here = texts[n];
  if (here === undefined) return now;
  const sentences = sentenceSteps(here.text, language);
  const current = sentences.findLastIndex(({ start }) => start <= now.start);
  switch (step) {
    case 'next': {
      const span = sentences[current + 1];
      return span === undefined
        ? intoMessage(texts, n + 1, 'first', language, now)
        : at(here, span);
    }
    case 'previous': {
      const span = current < 1 ? undefined : sentences[current - 1];
      return span === undefined ? intoMessage(texts, n - 1, 'last', language, now) : at(here, span);
    }
    case 'next-message':
      return intoMessage(texts, n + 1, 'first', language, now);
    case 'previous-message':
      return intoMessage(texts, n - 1, 'first', language, now);
    case 'grow': {
      const end = endsIn(here.text, language).find((one) => one > now.end);
      return end === undefined ? now : at(here, { start: now.start, end });
    }
    case 'shrink': {
      const end = endsIn(here.text, language).findLast((one) => one < now.end && one > now.start);
      return end === undefined ? now : at(here, { start: now.start, end });
    }
  }
}

/** Where the end may come to rest: behind each word, and behind each sentence with its mark. */
const endsIn = (text: string, language: string): readonly number[] =>
  [...wordSteps(text, language), ...sentenceSteps(text, language)]
    .map(({ end }) => end)
    .toSorted((a, b) => a - b);

function intoMessage(
  texts: readonly MarkableText[],
  n: number,
  which: 'first' | 'last',
  language: string,
  otherwise: At,
): At {
  const text = n < 0 ? undefined : texts[n];
  if (text === undefined) return otherwise;
  const sentences = sentenceSteps(text.text, language);
  const span = which === 'first' ? sentences[0] : sentences.at(-1);
  return span === undefined ? otherwise : at(text, span);
}
