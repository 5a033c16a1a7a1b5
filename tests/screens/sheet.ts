/** A page on which every picture can be looked at, one screen a row. Names hold nothing that HTML would read. */
export const sheetOf = (screens: Readonly<Record<string, readonly string[]>>): string =>
  `<!doctype html>
<meta charset="utf-8">
<title>Beistand, every screen</title>
<style>
  body { margin: 16px; font: 14px system-ui; background: #888; }
  div { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; }
  img { width: 100%; }
</style>
${Object.entries(screens)
  .map(([name, files]) => `<h2>${name}</h2>\n<div>${files.map(linked).join('')}</div>`)
  .join('\n')}
`;

const linked = (file: string): string =>
  `<a href="${file}"><img loading="lazy" src="${file}" alt="${file}"></a>`;
