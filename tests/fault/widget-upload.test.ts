// A file on its way while the relay is killed again and again.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openBlob } from '../../protocol/crypto/blob.ts';
import { BLOB_CHUNK_BYTES } from '../../protocol/limits.ts';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import { piecesOf } from '../../widget/files/send/pieces.ts';
import { blobHashOf, newOwnBlob, upload } from '../../widget/files/send/upload.ts';
import { blobReporter } from '../support/blob-reporter.ts';
import { askBlob } from '../support/blob-upload.ts';
import { deviceOn, dialPeer, newMailbox } from '../support/peer.ts';
import { createTestTeam } from '../support/test-team.ts';

const KILLS = 6;
const BYTES = 8 * 1024 * 1024 + 5;

let folder = '';
let relay: Child<{ readonly claim: string | null }> | undefined;

afterEach(async () => {
  await relay?.stop();
  await rm(folder, { recursive: true, force: true });
});

test(
  `over ${KILLS} kills the file that arrives is the file that was sent`,
  { timeout: 120_000 },
  async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'widget-upload-'));
    const port = await freePort();
    const origin = `ws://127.0.0.1:${port}`;
    const env = { RELAY_PORT: String(port), RELAY_DB: path.join(folder, 'relay.sqlite') };
    const log = path.join(folder, 'relay.log');
    const start = async (): Promise<void> => {
      relay = await startChild('server/main.ts', env, log);
    };
    await start();
    const team = createTestTeam({ origins: [origin] });
    const peer = await dialPeer(origin);
    const document = team.document();
    const claim = relay?.ready.claim ?? '';
    await peer.ask({ type: 'team-put', ref: 1, claim, document });
    await peer.close();

    const reporter = await blobReporter(origin, newMailbox(team.id));
    const file = new Blob([randomBytes(BYTES)]);
    const blob = newOwnBlob(file.size);
    const read = () => piecesOf(file);
    const hash = await blobHashOf(blob, read());
    let kills = 0;
    let killing = Promise.resolve();
    const end = await upload(blob, {
      line: reporter.line,
      read,
      hash,
      progress: (bytes) => {
        if (kills >= KILLS || bytes < ((kills + 1) * BYTES) / (KILLS + 2)) return;
        kills += 1;
        killing = killing.then(async () => {
          await relay?.kill();
          await start();
        });
      },
      pause: () => Promise.resolve(),
      signal: new AbortController().signal,
    });
    expect(end).toEqual({ end: 'whole' });
    expect(kills).toBe(KILLS);
    reporter.stop();

    const [device] = team.devices;
    if (device === undefined) throw new Error('no device');
    const { id, login } = device.keys;
    const desk = await deviceOn(origin, { team: team.id, device: id, login });
    const chunks: Uint8Array[] = [];
    for (let index = 0; index * BLOB_CHUNK_BYTES <= BYTES; index += 1) {
      const ask = { type: 'blob-get', ref: index, blob: blob.id, read: blob.read, index } as const;
      const chunk = await askBlob(desk, ask);
      if (!(chunk instanceof Uint8Array)) throw new Error('no chunk');
      chunks.push(chunk);
    }
    await desk.close();
    const arrived = createHash('sha256');
    for await (const piece of openBlob({ ...blob, hash }, chunks)) arrived.update(piece);
    const sent = createHash('sha256').update(new Uint8Array(await file.arrayBuffer()));
    expect(arrived.digest('hex')).toBe(sent.digest('hex'));
  },
);
