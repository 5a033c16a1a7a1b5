/** Filters of a test run inside one folder. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Options whose value may read like the name of a file. */
const NAME_OF_TEST: ReadonlySet<string> = new Set(['-t', '--testNamePattern']);

/**
 * What vitest is told so that `words`, filters and options as a person types them, choose among the
 * tests of `folder`. Vitest runs what any of its filters names, so folder and name side by side would
 * run the whole folder. Throws for a name that no test in it has.
 */
export function narrow(folder: string, words: readonly string[]): readonly string[] {
  const tests = testsIn(folder);
  const chosen = words.map((word, at) => {
    const before = words[at - 1] ?? '';
    if (word.startsWith('-') || NAME_OF_TEST.has(before)) return [word];
    const found = tests.filter((test) => test.includes(word));
    if (found.length > 0) return found;
    // What follows another option may be its value.
    if (before.startsWith('-')) return [word];
    throw new Error(`no test in ${folder} is named ${word}`);
  });
  const named = chosen.some((found) => found.some((word) => tests.includes(word)));
  return named ? chosen.flat() : [folder, ...words];
}

/** The words of a command line that may begin with `--in <folder>`. */
export function inFolder(words: readonly string[]): readonly string[] {
  const [option, folder, ...rest] = words;
  return option === '--in' && folder !== undefined ? narrow(folder, rest) : words;
}

const testsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test|fault)\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .toSorted();
