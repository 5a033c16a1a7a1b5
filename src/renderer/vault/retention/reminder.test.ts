import { expect, test } from 'vitest';
import { ok } from '../../../contract/outcome.ts';
import { RETENTION_LOOK_MS, RETENTION_PUT_OFF_MS } from '../limits.ts';
import { keptCases, type KeptCases } from '../testing/kept-cases.ts';
import { rest } from '../testing/paper-team.ts';

const DAY = 24 * 3_600_000;

/** A vault in which the period of one conversation has ended. */
async function begun() {
  const rig = await keptCases();
  const { id } = await rig.chat(['Geheim']);
  await rig.env.sleep(8 * DAY);
  return { ...rig, id };
}

const look = async ({ retention }: KeptCases): Promise<void> => {
  retention.reminder.look();
  await rest();
};
const told = ({ facts }: KeptCases): readonly boolean[] =>
  facts.flatMap((fact) => (fact.type === 'retention-due' ? [fact.due] : []));

test('that something is due is said at unlock and each day, without a name or a number', async () => {
  const rig = await keptCases();
  await rig.chat(['Geheim']);
  rig.retention.reminder.begin();
  await rest();
  expect(told(rig)).toEqual([false]);
  await rig.env.sleep(8 * DAY);
  await rest();
  expect(rig.facts.filter(({ type }) => type === 'retention-due').at(-1)).toEqual({
    type: 'retention-due',
    due: true,
  });
  await rig.env.sleep(RETENTION_LOOK_MS);
  await rest();
  expect(told(rig)).toEqual([false, true, true]);
  rig.retention.reminder.stop();
  await rig.env.sleep(RETENTION_LOOK_MS);
  await rest();
  expect(told(rig)).toHaveLength(3);
});

test('it is over with the run that takes it', async () => {
  const rig = await begun();
  await look(rig);
  const { token } = await rig.retention.preview();
  await rest();
  expect((await rig.retention.run(token)).ok).toBe(true);
  await rest();
  expect(told(rig)).toEqual([true, true, false]);
});

test('it is over as well for whoever looks and finds that what was due has gone meanwhile', async () => {
  const rig = await begun();
  await look(rig);
  await rig.erase.eraseConversation(rig.id);
  expect((await rig.retention.preview()).items).toEqual([]);
  await rest();
  expect(told(rig)).toEqual([true, false]);
});

test('what only a hold keeps is not said to be due', async () => {
  const rig = await begun();
  const file = await rig.caseOf(rig.id);
  await rig.cases.close(file, true);
  await rig.cases.hold(file, 'Strafverfahren');
  await rig.env.sleep(900 * DAY);
  expect((await rig.retention.preview()).held).not.toEqual([]);
  await look(rig);
  expect(told(rig)).toEqual([false, false]);
});

test('put off, it is quiet for a week, and then says so again', async () => {
  const rig = await begun();
  expect(await rig.retention.reminder.putOff()).toEqual(ok(null));
  await rig.env.sleep(RETENTION_PUT_OFF_MS - 1);
  await look(rig);
  await rig.env.sleep(1);
  await look(rig);
  expect(told(rig)).toEqual([false, false, true]);
});

test('a clock that was wrong when it was put off keeps it quiet no longer', async () => {
  const rig = await begun();
  await rig.env.sleep(900 * DAY);
  await rig.retention.reminder.putOff();
  await rig.env.sleep(-890 * DAY);
  await look(rig);
  expect(told(rig)).toEqual([false, true]);
});

test('an old log alone is due as well, and no record of a conversation or case is opened to say so', async () => {
  const rig = await keptCases();
  await rig.chat(['Wartet'], { waitingSince: rig.env.now() });
  rig.audit.note('locked');
  await rig.env.sleep(1_100 * DAY);
  const opened: string[] = [];
  const { get } = rig.store;
  Object.assign(rig.store, {
    get: async (...of: Parameters<typeof get>) => {
      opened.push(of[0]);
      return await get(...of);
    },
  });
  await look(rig);
  expect(told(rig)).toEqual([true]);
  expect(opened.filter((table) => table !== 'setting')).toEqual(['audit']);
});

/** From now on no record can be read. */
function unreadable({ store }: KeptCases, meanwhile: () => void = () => undefined): Error {
  const error = new Error('unreadable');
  Object.assign(store, {
    get: async () => {
      meanwhile();
      return await Promise.reject(error);
    },
  });
  return error;
}

test('a look that fails is told as a fault, and says nothing of what is due', async () => {
  const rig = await keptCases();
  const error = unreadable(rig);
  await look(rig);
  expect(rig.env.faults).toEqual([error]);
  expect(told(rig)).toEqual([]);
});

test('what a lock cuts off is no fault', async () => {
  const rig = await keptCases();
  let cut = 0;
  unreadable(rig, () => {
    cut += 1;
    rig.retention.reminder.stop();
  });
  await look(rig);
  expect(cut).toBe(1);
  expect(rig.env.faults).toEqual([]);
});
