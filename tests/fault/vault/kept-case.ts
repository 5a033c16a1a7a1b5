/** A case with a file of evidence, and the audit log of how it came to be: whether all of it is still what it was, or nothing. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { ConversationId, FileId } from '../../../protocol/ids.ts';
import { done, type VaultRig } from './vault-rig.ts';

export interface KeptCase {
  readonly id: string;
  /** Throws where a word of the case, a byte of the evidence or an event of the log is not there. */
  readonly isWhole: () => Promise<void>;
  /** Throws where anything of the case or its evidence is there; the log goes on. */
  readonly isGone: () => Promise<void>;
}

const bytes = Uint8Array.from({ length: 200_000 }, (_, n) => (n * 167) % 256);

export async function keptCase(rig: VaultRig, conversation: ConversationId): Promise<KeptCase> {
  const { id, incident } = await done(rig.ask('openCase', { conversation }));
  const narrative = 'Was im Treppenhaus gerufen wurde, und von wem.';
  await done(rig.ask('saveIncident', { case: id, incident: { ...incident, narrative } }));
  await addEvidence(rig, id, { name: 'Treppenhaus.bin', bytes });
  const file = await rig.ask('readCase', { case: id });
  const evidence = await rig.ask('evidence', { case: id });
  expect(evidence).toHaveLength(1);
  let events = (await rig.ask('verifyAudit', null)).events;
  const logGoesOn = async (): Promise<void> => {
    const log = await rig.ask('verifyAudit', null);
    expect(log).toMatchObject({ sound: true, brokenAt: null });
    expect(log.events).toBeGreaterThanOrEqual(events);
    ({ events } = log);
  };
  return {
    id,
    isWhole: async () => {
      expect(await rig.ask('readCase', { case: id })).toEqual(file);
      expect(await rig.ask('evidence', { case: id })).toEqual(evidence);
      for (const one of evidence) expect(await savedBytes(rig, id, one.id)).toEqual(bytes);
      await logGoesOn();
    },
    isGone: async () => {
      expect(await rig.ask('readCase', { case: id })).toBeNull();
      expect(await rig.ask('evidence', { case: id })).toEqual([]);
      const { cases } = await rig.ask('cases', { from: 0, limit: 100 });
      expect(cases.map((one) => one.id)).not.toContain(id);
      await logGoesOn();
    },
  };
}

/** As a person would, from a file of theirs; the new item's id. */
export async function addEvidence(
  rig: VaultRig,
  id: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<FileId> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-evidence-'));
  const chosen = path.join(folder, file.name);
  await writeFile(chosen, file.bytes);
  await rig.app().evaluate(({ dialog }, one) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [one] });
  }, chosen);
  try {
    return (await done(rig.ask('addEvidence', { case: id }))).id;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The file as it came, written out to where a person says. */
export async function savedBytes(rig: VaultRig, id: string, item: FileId): Promise<Uint8Array> {
  const out = `${rig.profile}-out`;
  await rig.app().evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, out);
  await done(rig.ask('saveEvidence', { case: id, id: item }));
  const read = new Uint8Array(await readFile(out));
  await rm(out);
  return read;
}
