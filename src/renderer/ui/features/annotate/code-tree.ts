// Room: ui/features/annotate. The codebook as a tree, what a code counts as, its colour, and finding one by its words. Pure.
import type { Codebook, CodebookCode, CodeFills, CodeId } from '../../../../contract/annotation.ts';
import type { Language } from '../../../../contract/case.ts';

export interface Node {
  readonly code: CodebookCode;
  readonly depth: number;
}

export class CodeTree {
  readonly #codes: readonly CodebookCode[];
  readonly #byId: ReadonlyMap<CodeId, CodebookCode>;

  constructor({ codes }: Codebook) {
    this.#codes = codes;
    this.#byId = new Map(codes.map((code) => [code.id, code]));
  }

  get(id: CodeId): CodebookCode | undefined {
    return this.#byId.get(id);
  }

  /** Every code, each below its parent. */
  nodes(): readonly Node[] {
    const under = (parent: CodeId | null, depth: number): readonly Node[] =>
      this.#codes
        .filter((code) => code.parent === parent)
        .flatMap((code) => [{ code, depth }, ...under(code.id, depth + 1)]);
    return under(null, 0);
  }

  /** What words can be marked with. */
  offered(): readonly CodebookCode[] {
    return this.nodes()
      .map(({ code }) => code)
      .filter(({ state, heading }) => state === 'active' && !heading);
  }

  /** Those with a key, in the order of the keys. */
  keyed(): readonly CodebookCode[] {
    return this.offered()
      .filter(({ key }) => key !== null)
      .toSorted((a, b) => (a.key ?? 0) - (b.key ?? 0));
  }

  /** The code itself, or what it was merged into. */
  countsAs(id: CodeId): CodebookCode | undefined {
    let code = this.#byId.get(id);
    while (code !== undefined && code.into !== null) code = this.#byId.get(code.into);
    return code;
  }

  /** Its own colour or the next one above it. */
  hue(id: CodeId): number | null {
    return this.#up(this.countsAs(id), ({ hue }) => hue);
  }

  /** What it can fill in the case: its own field, or that of the next code above it. */
  fills(id: CodeId): CodeFills | null {
    return this.#up(this.countsAs(id), ({ fills }) => fills);
  }

  label(id: CodeId, language: Language): string {
    return this.countsAs(id)?.label[language] ?? id;
  }

  /** The names above it, the top first. */
  path({ parent }: CodebookCode, language: Language): readonly string[] {
    const above = parent === null ? undefined : this.#byId.get(parent);
    return above === undefined ? [] : [...this.path(above, language), above.label[language]];
  }

  /** Offered codes whose name or place has all of these words; those that begin with them first. */
  find(text: string, language: Language): readonly CodebookCode[] {
    const words = fold(text)
      .split(/\s+/)
      .filter((word) => word !== '');
    const hits = this.offered().filter((code) => {
      const all = fold([...this.path(code, language), code.label[language]].join(' '));
      return words.every((word) => all.includes(word));
    });
    const begins = (code: CodebookCode): boolean =>
      fold(code.label[language]).startsWith(words[0] ?? '');
    return [...hits.filter(begins), ...hits.filter((code) => !begins(code))];
  }

  /** Where a code may lie: anywhere but under itself. */
  placesFor(id: CodeId): readonly Node[] {
    const under = new Set<CodeId>([id]);
    return this.nodes().filter(({ code }) => {
      if (code.parent !== null && under.has(code.parent)) under.add(code.id);
      return !under.has(code.id);
    });
  }

  #up<T>(code: CodebookCode | undefined, of: (code: CodebookCode) => T | null): T | null {
    if (code === undefined) return null;
    const own = of(code);
    if (own !== null || code.parent === null) return own;
    return this.#up(this.#byId.get(code.parent), of);
  }
}

const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
