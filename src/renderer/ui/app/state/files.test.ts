import { expect, test } from 'vitest';
import type { MessageId } from '../../../../contract/desk.ts';
import { files, noFiles, type FileView } from './files.ts';

const view = (message: string, to: FileView) =>
  ({ type: 'view', message: message as MessageId, view: to }) as const;

test('no picture of a conversation that was left stays in memory, and what is on its way goes on', () => {
  const picture = { media: 'image/png', bytes: Uint8Array.of(1) } as const;
  const coming = { status: 'coming', done: 1, total: 2 } as const;
  const open = [
    view('a', { status: 'kept', picture, saved: null }),
    view('b', coming),
    view('c', { status: 'refused', why: 'failed' }),
  ].reduce(files, noFiles);
  expect([...files(open, { type: 'left' })]).toEqual([['b', coming]]);
});
