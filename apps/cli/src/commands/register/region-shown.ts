import type { Example, Region } from '#analysis';
import { exampleLine, regionLines, wrap, type RegionNames } from '#explain';
import { columns, paint } from '../../terminal';

/** A region and one request of it, as wide as the terminal; what goes on on a next line stands further in. */
export function regionShown(region: Region, example: Example, names: RegionNames): string[] {
  const [who = '', ...rest] = regionLines(region, names);
  return [
    ...indented(who, 2),
    ...rest.flatMap((line) => indented(line, 4)),
    ...indented(exampleLine(example), 4).map((line) => paint('dim', line)),
  ];
}

function indented(text: string, by: number): string[] {
  const further = 4;
  return wrap(text, columns() - by - further).map((line, at) => ' '.repeat(at === 0 ? by : by + further) + line);
}
