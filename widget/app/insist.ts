const AGAIN_MS = 2000;

/** Loads a part of the frame. A tunnel must not keep it away for good, so it asks until it is here. */
export async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
