import { expect, test } from 'vitest';
import { MAX_JUDGED, MAX_PASSPHRASE } from '../limits.ts';
import { isStrong, strengthOf } from './strength.ts';

test('words that belong together for nobody are strong enough, in any of the three languages', async () => {
  for (const good of [
    'richtig Pferd Batterie',
    'zes fietsen onder water',
    'tin lamp over gravel',
  ]) {
    expect(await strengthOf(good), good).toMatchObject({ acceptable: true, warning: null });
  }
});

test('what everyone tries first is refused, and the reason is a word the screen can say', async () => {
  expect(await strengthOf('passwort1234')).toMatchObject({
    acceptable: false,
    warning: 'similarToCommon',
  });
  for (const weak of ['', 'abababababababab', 'qwertzuiopasdf', 'wachtwoord123']) {
    expect(await isStrong(weak), weak).toBe(false);
  }
});

test('short is refused whatever it is made of, and so is what no one can type', async () => {
  expect(await isStrong('k7#Qw!9zV_x')).toBe(false);
  expect(await isStrong(`richtig Pferd Batterie ${'x'.repeat(MAX_PASSPHRASE)}`)).toBe(false);
});

test('the names of team and operator count as known', async () => {
  const names = ['Meldestelle Rosenthal', 'Kirsch'];
  const score = async (known: readonly string[]) =>
    (await strengthOf('meldestelle rosenthal kirsch', known)).score;
  expect(await score(names)).toBeLessThan(await score([]));
});

test('only the beginning of a long passphrase is judged, and that quickly', async () => {
  await isStrong('warm up');
  const start = performance.now();
  await strengthOf('l1!|4@$s'.repeat(100));
  expect(performance.now() - start).toBeLessThan(1500);
  const [known, unknown] = ['a'.repeat(MAX_JUDGED), 'richtig Pferd Batterie'];
  expect(await isStrong(known + unknown)).toBe(false);
});
