/** Whether every word that was typed occurs in the name, id or aside, whatever its case and accents. */
export function matches(
  { id, name, aside = '' }: { readonly id: string; readonly name: string; readonly aside?: string | undefined },
  typed: string,
): boolean {
  const said = plain(`${name} ${id} ${aside}`);
  return plain(typed)
    .split(/\s+/)
    .every((word) => said.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
