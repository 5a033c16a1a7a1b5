import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clean, type Cleaned } from './clean.ts';
import { inspect } from './reencode.ts';
import { newTally, removedKinds } from './removed.ts';
import { sniff } from './sniff.ts';
import { joined } from './view-of.ts';

const FILES = path.join(import.meta.dirname, '../../../tests/fixtures/files');
const MAX = 25 * 1024 * 1024;
/** Pictures are drawn by a browser: tests/widget/files.test.ts. */
const draw = () => Promise.resolve(null);
const has = (program: string, flag: string): boolean => spawnSync(program, [flag]).status === 0;
const exiftool = has('exiftool', '-ver');
const ffmpeg = has('ffmpeg', '-version');
if (!exiftool) console.log('skipped: exiftool is not installed (libimage-exiftool-perl)');
if (!ffmpeg)
  console.log('skipped: whether cleaned films still play, since ffmpeg is not installed');

const fixture = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(path.join(FILES, name)));

async function cleaned(bytes: Uint8Array<ArrayBuffer>): Promise<Cleaned> {
  const result = await clean(new Blob([bytes]), { draw, maxBytes: MAX });
  if (result.kind !== 'cleaned') throw new Error(`cannot: ${result.why}`);
  return result;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clean-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rewritten = {
  'film.mp4': 'video/mp4',
  'film.mov': 'video/quicktime',
  'film-fragmented.mp4': 'video/mp4',
  'sound.m4a': 'audio/mp4',
  'sound.mp3': 'audio/mpeg',
  'sound.wav': 'audio/wav',
  'sound.ogg': 'audio/ogg',
  'sound.opus': 'audio/ogg',
  'sound.flac': 'audio/flac',
  'photo.heic': 'image/heic',
  'picture.avif': 'image/avif',
} as const;
const names = Object.keys(rewritten) as readonly (keyof typeof rewritten)[];

const SECRETS = /secret|beispiel|52\.5|2026.05.04|gps|creator|lavf|libx26/i;

test.each(names)('%s keeps nothing of what it said', async (name) => {
  const original = await fixture(name);
  const { bytes, media, removed } = await cleaned(original);
  expect(media).toBe(rewritten[name]);
  expect(Object.keys(removed).length).toBeGreaterThan(0);
  expect(Buffer.from(original).toString('latin1')).toMatch(SECRETS);
  expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/secret|beispiel|52\.5/i);
  // What was cleaned has nothing left to take out.
  expect((await cleaned(bytes)).removed).toEqual({});
});

test.runIf(exiftool).each(names)('exiftool finds nothing in %s either', async (name) => {
  const { bytes } = await cleaned(await fixture(name));
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const args = ['-j', '-G1', '-a', '-u', '-ee', '-api', 'LargeFileSupport=1', file];
  const [said = {}] = JSON.parse(execFileSync('exiftool', args, { encoding: 'utf8' })) as Record<
    string,
    unknown
  >[];
  const own = Object.entries(said).filter(([key]) => !/^(System|ExifTool|SourceFile)/.test(key));
  expect(own.length).toBeGreaterThan(3);
  for (const [key, value] of own) {
    expect(`${key}=${String(value)}`).not.toMatch(SECRETS);
    expect(key).not.toMatch(
      /^(ID3|APE|XMP|IFD0|ExifIFD|GPS|Keys|UserData|ItemList|RIFF:(Art|Tit))/,
    );
    if (key.endsWith('Date')) expect(value).toBe('0000:00:00 00:00:00');
  }
});

// ffmpeg before version 7 opens no HEIC: its coded picture is compared byte by byte below.
const played = names.filter((name) => name !== 'photo.heic');
test.runIf(ffmpeg).each(played)('%s is seen and heard as before', async (name) => {
  const [before, after] = [path.join(folder, `a-${name}`), path.join(folder, `b-${name}`)];
  const original = await fixture(name);
  await writeFile(before, original);
  await writeFile(after, (await cleaned(original)).bytes);
  expect(playing(after)).toBe(playing(before));
});

/** What is seen and heard, as one number. */
const playing = (file: string): string =>
  execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-map', '0:v:0?', '-map', '0:a:0?', '-f', 'md5', '-'],
    { encoding: 'utf8' },
  );

test('what was taken out is named by kind and number', async () => {
  const removed = async (name: string) => (await cleaned(await fixture(name))).removed;
  expect(await removed('photo.heic')).toMatchObject({ place: 1, device: 2, thumbnail: 1 });
  expect(await removed('film.mov')).toMatchObject({ place: 5, device: 3 });
  expect(await removed('sound.mp3')).toMatchObject({ author: 3, software: 1 });
  expect(await removed('sound.flac')).toMatchObject({ author: 2, place: 1, time: 1, software: 2 });
});

/** An APE tag with one word in it; its length counts its end, and not the like of it in front. */
function apeTag(word: string, headed: boolean): Uint8Array {
  const item = Buffer.concat([Buffer.alloc(8), Buffer.from(`Artist\0${word}`)]);
  item.writeUInt32LE(word.length);
  const part = (flags: number): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(item.length + 32, 12);
    bytes.writeUInt32LE(1, 16);
    bytes.writeUInt32LE(flags, 20);
    return bytes;
  };
  const headFlag = headed ? 0x8000_0000 : 0;
  return Buffer.concat([...(headed ? [part(0xa000_0000)] : []), item, part(headFlag)]);
}

test.each([
  ['with a head', true],
  ['without', false],
])('an APE tag behind a FLAC goes too, %s, alone and before an ID3v1', async (_, headed) => {
  const plain = (await cleaned(await fixture('sound.flac'))).bytes;
  const tag = apeTag('Ada Beispiel', headed);
  const old = Buffer.alloc(128);
  old.write('TAGSecret');
  for (const behind of [[tag], [tag, old], [old, tag]]) {
    const { bytes, removed } = await cleaned(Buffer.concat([plain, ...behind]));
    expect(Buffer.from(bytes).equals(plain)).toBe(true);
    expect(removed.author).toBe(behind.length);
  }
});

test('a file in place keeps its length, so that every offset holds', async () => {
  for (const name of ['film.mp4', 'film.mov', 'photo.heic', 'picture.avif', 'sound.m4a']) {
    const original = await fixture(name);
    expect((await cleaned(original)).bytes).toHaveLength(original.length);
  }
});

test('the coded picture of a HEIC file stays as it is, and its small copy goes', async () => {
  const original = await fixture('photo.heic');
  const { bytes } = await cleaned(original);
  const [at, main, small] = heicPlaces(original);
  expect(bytes.slice(at, at + main)).toEqual(original.slice(at, at + main));
  expect(bytes.slice(at + main, at + main + small).every((byte) => byte === 0)).toBe(true);
  expect(original.slice(at + main, at + main + small).every((byte) => byte === 0)).toBe(false);
});

test('a picture that stays loses its name, which any program may have written', async () => {
  const original = Buffer.from(await fixture('picture.avif'));
  const at = original.indexOf('av01Color') + 4;
  original.write('Ada B', at);
  const { bytes, removed } = await cleaned(new Uint8Array(original));
  expect(Buffer.from(bytes.slice(at - 4, at)).toString()).toBe('av01');
  expect(Buffer.from(bytes).includes('Ada B')).toBe(false);
  original.write('\0\0\0\0\0', at);
  const nameless = await cleaned(new Uint8Array(original));
  expect(bytes).toEqual(nameless.bytes);
  expect(removed.other).toBe((nameless.removed.other ?? 0) + 1);
});

const box = (type: string, ...content: readonly (string | readonly number[])[]): Buffer => {
  const body = content.map((part) =>
    typeof part === 'string' ? Buffer.from(part) : Buffer.from(part),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + body.reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([size, Buffer.from(type), ...body]);
};

/** The HEIC picture with one more box at the end of the innermost of these. */
function heicWith(file: Uint8Array, parents: readonly string[], more: Buffer): Buffer {
  const heic = Buffer.from(file);
  let end = 0;
  for (const parent of parents) {
    const at = heic.indexOf(parent) - 4;
    end = at + heic.readUInt32BE(at);
    heic.writeUInt32BE(heic.readUInt32BE(at) + more.length, at);
  }
  // All that the list of places points to lies behind it.
  const list = heic.indexOf('iloc') + 12;
  for (let n = 0; n < 4; n += 1) {
    const at = list + 16 * n + 8;
    heic.writeUInt32BE(heic.readUInt32BE(at) + more.length, at);
  }
  return Buffer.concat([heic.subarray(0, end), more, heic.subarray(end)]);
}

const HERE = 1;
const addresses = (flags: number, address: string): Buffer => {
  const entry = box('url ', [0, 0, 0, flags], address);
  return box('dinf', [...box('dref', [0, 0, 0, 0, 0, 0, 0, 1], [...entry])]);
};

test.each([
  ['among the names of its items', ['meta', 'iinf'], box('abcd', 'Ada Beispiel')],
  ['beside the list of properties', ['meta', 'iprp'], box('abcd', 'Ada Beispiel')],
  ['as an address of other files', ['meta'], addresses(0, 'https://ada.example/Ada')],
  ['as a list of addresses nobody knows', ['meta'], box('dinf', [...box('abcd', 'Ada')])],
])(
  'what is said in a HEIC picture %s goes too, and the picture stays',
  async (_, parents, more) => {
    const original = await fixture('photo.heic');
    const [at, main] = heicPlaces(original);
    const { bytes, removed } = await cleaned(new Uint8Array(heicWith(original, parents, more)));
    expect(Buffer.from(bytes).includes('Ada')).toBe(false);
    expect(Buffer.from(bytes).includes('ada')).toBe(false);
    expect(bytes.slice(at + more.length, at + more.length + main)).toEqual(
      original.slice(at, at + main),
    );
    const plain = (await cleaned(original)).removed;
    expect(removed.other).toBe((plain.other ?? 0) + 1);
  },
);

test('a HEIC picture that lies in another file cannot be cleaned; one that says it lies in its own can', async () => {
  const elsewhere = async (flags: number) => {
    const heic = heicWith(await fixture('photo.heic'), ['meta'], addresses(flags, ''));
    heic.writeUInt16BE(1, heic.indexOf('iloc') + 12 + 4);
    return clean(new Blob([new Uint8Array(heic)]), { draw, maxBytes: MAX });
  };
  expect(await elsewhere(0)).toEqual({ kind: 'cannot', why: 'unknown' });
  expect(await elsewhere(HERE)).toMatchObject({ kind: 'cleaned', media: 'image/heic' });
});

/** Start of the first item, its length and that of the second, out of the list of places. */
function heicPlaces(file: Uint8Array): readonly [number, number, number] {
  const data = new DataView(file.buffer);
  const at = Buffer.from(file).indexOf('iloc') + 12;
  return [data.getUint32(at + 8), data.getUint32(at + 12), data.getUint32(at + 28)];
}

test('what is put before, between and behind the sound of an MP3 is left out', async () => {
  const plain = (await cleaned(await fixture('sound.mp3'))).bytes;
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  const id3 = joined([
    Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 16]),
    ascii('COMM\0\0\0\x06\0\0secret'),
  ]);
  const ape = joined([
    ascii('APETAGEXsecret'),
    new Uint8Array(20),
    ascii('APETAGEX'),
    new Uint8Array(24),
  ]);
  const lyrics = ascii('LYRICSBEGINsecretLYRICS200');
  const v1 = joined([ascii('TAGsecret'), new Uint8Array(119)]);
  const whole = joined([id3, id3, plain, ascii('secret'), plain, ape, lyrics, v1]);
  const { bytes, removed } = await cleaned(whole);
  // The frame before something strange may reach into it, and goes too: 72 bytes, 36 ms.
  expect(bytes).toEqual(joined([plain.subarray(0, -72), plain]));
  expect(removed).toEqual({ comment: 3, author: 2 });
});

test('a WAV file keeps format and sound of all its chunks', async () => {
  const plain = (await cleaned(await fixture('sound.wav'))).bytes;
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  const chunk = (type: string, body: Uint8Array): Uint8Array => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, body.length, true);
    return joined([ascii(type), length, body]);
  };
  const said = ['bext', 'iXML', 'cart', 'junk', '_PMX'].map((type) => chunk(type, ascii('secret')));
  const list = chunk('LIST', joined([ascii('INFO'), chunk('IARL', ascii('secret'))]));
  const whole = joined([plain.subarray(0, 12), ...said, plain.subarray(12), list]);
  const { bytes, removed } = await cleaned(whole);
  expect(bytes).toEqual(plain);
  expect(removed).toEqual({ author: 3, time: 2, device: 2, other: 1, place: 1 });
});

test('a track that says where the camera was is emptied with its samples', async () => {
  const film = await fixture('film.mov');
  const { bytes, removed } = await cleaned(film);
  const text = Buffer.from(bytes).toString('latin1');
  expect(text.match(/trak/g)).toHaveLength(2);
  expect(Buffer.from(film).toString('latin1').match(/trak/g)).toHaveLength(3);
  expect(removed.other).toBeGreaterThan(1);
});

/** More in the last `mdat` than any sample needs. */
function withRest(film: Buffer, rest: string): Uint8Array<ArrayBuffer> {
  const at = film.lastIndexOf('mdat') - 4;
  const size = film.readUInt32BE(at);
  const longer = Buffer.from(film);
  longer.writeUInt32BE(size + rest.length, at);
  const parts = [longer.subarray(0, at + size), Buffer.from(rest), longer.subarray(at + size)];
  return joined(parts);
}

test('what no sample of a film in fragments needs is zeroed, and every sample stays', async () => {
  const film = Buffer.from(await fixture('film-fragmented.mp4'));
  const whole = withRest(film, 'Ada Beispiel');
  const { bytes, removed } = await cleaned(whole);
  expect(Buffer.from(bytes).includes('Ada')).toBe(false);
  const [from, to] = [film.indexOf('mdat'), film.lastIndexOf('mfra') - 4];
  expect(film.subarray(from, to).equals(bytes.subarray(from, to))).toBe(true);
  const plain = (await cleaned(new Uint8Array(film))).removed;
  expect(removed.other).toBe((plain.other ?? 0) + 1);
});

const FRAGMENTED = 'frag_keyframe+empty_moov';
test
  .runIf(ffmpeg)
  .each([
    `${FRAGMENTED}+default_base_moof`,
    `${FRAGMENTED}+omit_tfhd_offset`,
    FRAGMENTED,
    `${FRAGMENTED}+separate_moof`,
    'frag_every_frame',
  ])('a film in fragments of another kind (%s) plays as before, too', async (flags) => {
  const [before, after] = [path.join(folder, 'kind-a.mp4'), path.join(folder, 'kind-b.mp4')];
  const source = ['-i', path.join(FILES, 'film-fragmented.mp4'), '-c', 'copy'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...source, '-movflags', flags, before]);
  const { bytes } = await cleaned(withRest(await readFile(before), 'Ada Beispiel'));
  expect(Buffer.from(bytes).includes('Ada')).toBe(false);
  await writeFile(after, bytes);
  expect(playing(after)).toBe(playing(before));
});

test('a film in fragments with tables that nobody here follows is not cleaned', async () => {
  const why = async (change: (film: Buffer) => unknown) => {
    const film = Buffer.from(await fixture('film-fragmented.mp4'));
    change(film);
    return await clean(new Blob([new Uint8Array(film)]), { draw, maxBytes: MAX });
  };
  // The marks of locked samples; a track nobody announced; more samples than the file has.
  expect(await why((film) => film.write('saio', film.indexOf('tfdt')))).toMatchObject({
    why: 'unknown',
  });
  expect(await why((film) => film.writeUInt32BE(77, film.indexOf('tfhd') + 8))).toMatchObject({
    why: 'broken',
  });
  expect(await why((film) => film.writeUInt32BE(9999, film.indexOf('trun') + 8))).toMatchObject({
    why: 'broken',
  });
});

test('pictures say what they carry before they are drawn anew', async () => {
  const carried = async (name: string) => {
    const tally = newTally();
    const bytes = await fixture(name);
    const type = sniff(bytes);
    if (type !== 'jpeg' && type !== 'png' && type !== 'webp' && type !== 'gif')
      throw new Error('?');
    return { ...inspect(type, bytes, tally), removed: tally.removed() };
  };
  expect(await carried('photo.jpg')).toMatchObject({ width: 96, height: 64, animated: false });
  expect((await carried('photo.jpg')).removed).toMatchObject({
    place: 2,
    time: 1,
    device: 3,
    author: 3,
    software: 1,
    thumbnail: 1,
    comment: 2,
  });
  expect(await carried('picture.png')).toMatchObject({
    width: 48,
    height: 32,
    removed: { place: 1, author: 2, device: 1, comment: 1, time: 1 },
  });
  expect(await carried('picture.webp')).toMatchObject({ width: 48, height: 32 });
  expect((await carried('picture.webp')).removed).toMatchObject({ place: 1, author: 1, device: 1 });
  expect(await carried('moving.gif')).toMatchObject({ animated: true, removed: { comment: 1 } });
  expect(await carried('moving.png')).toMatchObject({ animated: true });
  expect(await carried('moving.webp')).toMatchObject({ animated: true });
});

test('a file is what its bytes are; what nobody here can clean is said', async () => {
  const zip = new Uint8Array([0x50, 0x4b, 3, 4, ...Array.from<number>({ length: 60 }).fill(0)]);
  for (const bytes of [zip, new TextEncoder().encode('Hallo'), new Uint8Array()]) {
    expect(await clean(new Blob([bytes]), { draw, maxBytes: MAX })).toEqual({
      kind: 'cannot',
      why: 'unknown',
    });
  }
});

test('hostile files end in a word and never in an error, a loop or a file grown beyond all measure', async () => {
  const all = await Promise.all((await readdir(FILES)).map(fixture));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...all),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (original, edits, cut) => {
        const bytes = original.slice(0, Math.ceil(original.length * (1 - cut ** 6)));
        for (const [at, value] of edits) if (bytes.length > 0) bytes[at % bytes.length] = value;
        const result = await clean(new Blob([bytes]), { draw, maxBytes: MAX });
        if (result.kind === 'cannot') return;
        expect(result.bytes.length).toBeLessThanOrEqual(bytes.length + 64);
        for (const kind of Object.keys(result.removed)) expect(removedKinds).toContain(kind);
      },
    ),
    { numRuns: 3000 },
  );
});
