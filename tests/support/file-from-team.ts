import type { ConversationId } from '../../protocol/ids.ts';
import { uploadFile } from './blob-upload.ts';
import type { TestOperator } from './operator.ts';
import { deviceOn, type Peer } from './peer.ts';
import type { WidgetStage } from './widget-stage.ts';

/** A connection of the team's second device, which no operator signs in with. */
export async function secondDevice({ relay, team }: WidgetStage): Promise<Peer> {
  const [, second] = team.devices;
  if (second === undefined) throw new Error('no second device');
  const { id, login } = second.keys;
  return deviceOn(relay, { team: team.id, device: id, login });
}

/** The team brings a file to the relay and names it in a conversation. */
export async function giveFile(
  at: {
    readonly stage: WidgetStage;
    readonly operator: TestOperator;
    readonly conversation: ConversationId;
  },
  { bytes, ...said }: { readonly name: string; readonly media: string; readonly bytes: Uint8Array },
): Promise<void> {
  const peer = await secondDevice(at.stage);
  const file = await uploadFile(peer, bytes);
  await peer.close();
  await at.operator.attach(at.conversation, {
    type: 'attachment',
    file,
    prepared: 'original',
    alias: 'Noa',
    ...said,
  });
}
