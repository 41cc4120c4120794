import { readProtocols } from '#protocols';
import { compileRegister, faultCodes, faultLine, parseRegister } from '#register';
import { corrupt } from './corruption';
import { compiledMeaning, naiveMeaning } from './meaning';

const seed = Number(process.env['SLUIS_SEED'] ?? 20_260_101);
const corruptions = 500;

describe('corrupted files of the register', () => {
  it('mean the same to the register and to a naive reader before anything happens to them', async () => {
    const files = yaml(await readProtocols('protocols'));
    const meaning = naiveMeaning(files);
    expect(compiledMeaning(compileRegister(parseRegister(files).source!, 1), files)).toEqual(meaning);
    expect(meaning.length).toBeGreaterThan(400);
  }, 60_000);

  it(`are found at their place, or are another register that both read alike, ${corruptions} times (seed ${seed})`, async () => {
    const files = yaml(await readProtocols('protocols'));
    const sound = naiveMeaning(files).join('\n');
    const counts = { faults: 0, same: 0, other: 0 };
    for (let n = 0; n < corruptions; n++) {
      const { kind, path, text } = corrupt(files, seed + n);
      const corrupted = new Map([...files, [path, text]]);
      const { source, faults } = parseRegister(corrupted);
      const told = { n, kind, path };
      for (const fault of faults) {
        const lines = corrupted.get(fault.file)!.split('\n');
        const inside = fault.line <= lines.length && fault.column <= lines[fault.line - 1]!.length + 1;
        expect({ ...told, fault: faultLine(fault), inside, known: faultCodes.includes(fault.code) }).toEqual({
          ...told,
          fault: expect.not.stringMatching(/\n|undefined|\[object|\bat .*\.ts/),
          inside: true,
          known: true,
        });
        expect({ ...told, code: fault.code, hint: fault.hint !== '' }).toEqual({ ...told, code: fault.code, hint: true });
      }
      if (source === undefined) {
        counts.faults++;
        continue;
      }
      const meaning = naiveMeaning(corrupted);
      expect({ ...told, text, meaning: compiledMeaning(compileRegister(source, 1), corrupted) }).toEqual({ ...told, text, meaning });
      counts[meaning.join('\n') === sound ? 'same' : 'other']++;
    }
    process.stdout.write(`seed ${seed}: ${JSON.stringify(counts)}\n`);
    expect(counts.faults).toBeGreaterThan(corruptions / 4);
    expect(counts.other).toBeGreaterThan(corruptions / 50);
  }, 300_000);
});

/** The files that are the register. */
function yaml(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([path]) => path.endsWith('.yaml') && !path.startsWith('invariants/')));
}
