import type { Certainty } from '#register';

/** A fact in Dutch, with how sure we are of it. Undefined: it says nothing that could be true or false. */
export interface Stated {
  readonly text: string;
  readonly sure?: Certainty | undefined;
}

/** The weaker of two marks, where one sentence says two facts. */
export function weaker(a: Certainty, b: Certainty): Certainty {
  return rank(b) > rank(a) ? b : a;
}

function rank(certainty: Certainty): number {
  if (certainty === 'assumed') return 3;
  if (certainty.startsWith('source:')) return 1;
  return certainty === 'seed' ? 0 : 2;
}

/** The mark behind a fact: `uitgangstekst`, `bron 7`, `aangenomen`, `bevestigd in bron 4`. */
export function certaintyText(certainty: Certainty): string {
  if (certainty === 'seed') return 'uitgangstekst';
  if (certainty === 'assumed') return 'aangenomen';
  const [kind, number] = certainty.split(':');
  return kind === 'confirmed' ? `bevestigd in bron ${number}` : `bron ${number}`;
}

/** What the marks mean, for whoever reads one for the first time. */
export const certaintyLegend =
  'Tussen haken staat hoe zeker een feit is. uitgangstekst: uit de privacyverklaringen waarmee het register begon; ' +
  'bron N: uit een openbare tekst; aangenomen: onze eigen reconstructie, nooit de inhoud van de echte rechtshandeling; ' +
  'bevestigd: door twee mensen in een bron nagekeken.';
