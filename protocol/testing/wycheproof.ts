import { hexToBytes } from '@noble/hashes/utils.js';

/** One case, its hex fields by name. Vectors: C2SP/wycheproof, Apache-2.0; not part of this repository. */
export interface WycheproofCase {
  readonly id: number;
  readonly result: string;
  readonly flags: readonly string[];
  readonly bytes: (field: string) => Uint8Array;
  readonly number: (field: string) => number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Every case of one file, its group's fields mixed in. */
export function wycheproofCases(json: string): readonly WycheproofCase[] {
  const file = JSON.parse(json) as { readonly testGroups: readonly Fields[] };
  return file.testGroups.flatMap((group) =>
    (group['tests'] as readonly Fields[]).map((test) => oneCase({ ...group, ...test })),
  );
}

function oneCase(fields: Fields): WycheproofCase {
  const publicKey = fields['publicKey'];
  return {
    id: Number(fields['tcId']),
    result: String(fields['result']),
    flags: fields['flags'] as readonly string[],
    bytes: (field) => {
      const of = field === 'pk' ? (publicKey as Fields) : fields;
      return hexToBytes(String(of[field]));
    },
    number: (field) => Number(fields[field]),
  };
}
