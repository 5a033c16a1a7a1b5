/**
 * Checks exported proofs of retention runs without the app and without any library.
 *
 * `node tools/verify-proofs.ts FILE [AUDIT LOG]`. Says `sound` and exits 0, or `broken at line N` and exits 1; 2 when
 * there is nothing to check. With the exported audit log of the same device every proof must stand in it as a run,
 * unless it was made after the log was exported. That, and a run whose proof is not in the file, breaks nothing: the
 * device may not have kept it. It is said, and exits 3. What is checked stands in
 * docs/decisions/0016-audit-and-retention.md.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { holds, isObject, signerOf, type Fields } from './device-signature.ts';
import { checkLog } from './verify-audit.ts';

export type ProofsVerdict =
  | {
      readonly sound: true;
      readonly proofs: number;
      readonly devices: readonly string[];
      /** How much went, by class, in all runs together. */
      readonly deleted: ReadonlyMap<string, number>;
      /** Proofs made after the log was exported, by hash. */
      readonly newer: readonly string[];
      /** Runs that the log names and whose proof is not here. */
      readonly unproven: readonly Run[];
    }
  | { readonly sound: false; readonly at: string; readonly why: string };

interface Proof {
  readonly device: string;
  readonly at: number;
  readonly hash: string;
  readonly deleted: Fields;
}

interface Run {
  readonly at: number;
  /** Of its proof. */
  readonly hash: string;
}

class Broken extends Error {
  readonly at: string;
  constructor(at: string, why: string) {
    super(why);
    this.at = at;
  }
}

/** Reads the text of exported proofs, and of the audit log they are said to stand in. */
export function checkProofs(text: string, log: string | null = null): ProofsVerdict {
  try {
    const lines = text.split('\n');
    if (lines.pop() !== '' || lines.length === 0) throw new Broken('the end', 'not whole');
    const proofs = lines.map((line, n) => readProof(line, `line ${n + 1}`));
    const compared = log === null ? { newer: [], unproven: [] } : compare(proofs, log);
    const deleted = new Map<string, number>();
    for (const proof of proofs) {
      for (const [name, count] of Object.entries(proof.deleted)) {
        deleted.set(name, (deleted.get(name) ?? 0) + Number(count));
      }
    }
    const devices = [...new Set(proofs.map(({ device }) => device))];
    return { sound: true, proofs: proofs.length, devices, deleted, ...compared };
  } catch (error) {
    if (error instanceof Broken) return { sound: false, at: error.at, why: error.message };
    throw error;
  }
}

function readProof(line: string, at: string): Proof {
  const { canonical, hash, signature, keys, ...said } = parse(line, at);
  const signer = signerOf(keys);
  if (signer === null || signer.device !== said['device']) {
    throw new Broken(at, 'the device is not the one of these keys');
  }
  if (typeof canonical !== 'string') throw new Broken(at, 'not a proof');
  const digest = createHash('sha256').update(canonical).digest();
  if (digest.toString('hex') !== hash) throw new Broken(at, 'the hash is another one');
  if (!holds(signer, 'sc1/proof', digest, signature)) {
    throw new Broken(at, 'the signature does not hold');
  }
  const { format, ...signed } = parse(canonical, at);
  if (format !== 'beistand-retention-proof/1' || !isDeepStrictEqual(signed, said)) {
    throw new Broken(at, 'it says something else than what was signed');
  }
  const { at: when, deleted } = signed;
  if (typeof when !== 'number' || !isObject(deleted)) throw new Broken(at, 'not a proof');
  return { device: signer.device, at: when, hash, deleted };
}

/** What the log no longer holds went by its period, and its proofs with nothing to stand in. */
function compare(
  proofs: readonly Proof[],
  text: string,
): { readonly newer: readonly string[]; readonly unproven: readonly Run[] } {
  const verdict = checkLog(text);
  if (!verdict.sound) throw new Broken('the audit log', `at ${verdict.at}: ${verdict.why}`);
  const events = text
    .split('\n')
    .filter((line) => line.includes('"act"'))
    .map((line) => parse(line, 'the audit log'));
  const runs = events.flatMap(({ act, about, at }): Run[] =>
    act === 'retention-run' && typeof about === 'string' ? [{ at: Number(at), hash: about }] : [],
  );
  const noted = new Set(runs.map(({ hash }) => hash));
  const since = verdict.first === 1 ? 0 : Number(events[0]?.['at'] ?? Infinity);
  const own = proofs.filter(({ device }) => device === verdict.device);
  const unnoted = own.filter(({ at, hash }) => at >= since && !noted.has(hash));
  const missing = unnoted.find(({ at }) => at <= verdict.signedAt);
  if (missing !== undefined) throw new Broken('the audit log', `no run of proof ${missing.hash}`);
  const proven = new Set(own.map(({ hash }) => hash));
  return {
    newer: unnoted.map(({ hash }) => hash),
    unproven: runs.filter(({ hash }) => !proven.has(hash)),
  };
}

function parse(text: string, at: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Not JSON: said below.
  }
  throw new Broken(at, 'not a proof');
}

function main([file, log]: readonly string[]): number {
  if (file === undefined || !existsSync(file) || (log !== undefined && !existsSync(log))) {
    process.stderr.write('usage: node tools/verify-proofs.ts FILE [AUDIT LOG]\n');
    return 2;
  }
  const against = log === undefined ? null : readFileSync(log, 'utf8');
  const verdict = checkProofs(readFileSync(file, 'utf8'), against);
  if (!verdict.sound) {
    process.stdout.write(`broken at ${verdict.at}: ${verdict.why}\n`);
    return 1;
  }
  process.stdout.write(
    `sound: ${verdict.proofs} proofs, of device ${verdict.devices.join(', ')}\n`,
  );
  for (const [name, count] of verdict.deleted) {
    process.stdout.write(`${String(count).padStart(8)} ${name}\n`);
  }
  for (const hash of verdict.newer) {
    process.stdout.write(
      `newer than the audit log: ${hash}. Export the log anew, and check again\n`,
    );
  }
  for (const { at, hash } of verdict.unproven) {
    process.stdout.write(`no proof kept of the run of ${new Date(at).toISOString()}: ${hash}\n`);
  }
  return verdict.newer.length + verdict.unproven.length === 0 ? 0 : 3;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
