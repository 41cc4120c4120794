import type { Certainty } from '../api/block';
import type { Language } from './words';

/** How sure a fact of the register is, as its readers are told: `uitgangstekst`, `bron 7`, `aangenomen`, `bevestigd in bron 4`. */
export function certaintyMark(certainty: Certainty, language: Language): string {
  const nl = language === 'nl';
  if (certainty === 'seed') return nl ? 'uitgangstekst' : 'founding text';
  if (certainty === 'assumed') return nl ? 'aangenomen' : 'assumed';
  const [kind, number] = certainty.split(':');
  if (kind === 'confirmed') return nl ? `bevestigd in bron ${number}` : `confirmed in source ${number}`;
  return nl ? `bron ${number}` : `source ${number}`;
}
