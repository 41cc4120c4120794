/**
 * The text with every sign that stands for a digit, and is no decimal digit of any script, written as that digit: numerals
 * in a circle, in ideographs, of Ethiopia or Rome. What a compatibility form stands for is found too.
 *
 * It reads a number, not a word: `Ⅷ` is 8 here, and VIII in its compatibility form.
 */
export function numeralsAsDigits(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the range is ASCII
  if (/^[\u0000-\u007f]*$/.test(text)) return text;
  return asDigits(asDigits(text).normalize('NFKC'));
}

function asDigits(text: string): string {
  return text.replace(candidates, (sign) => values.get(sign) ?? sign);
}

/** Letters of ideographs are among them; digits in Unicode's tag characters are invisible, and read by machines. */
const candidates = /[\p{No}\p{Nl}\p{Script=Han}\u{e0030}-\u{e0039}]/gu;

/**
 * Rows of signs whose values rise by one: first sign in hexadecimal, its value, and how many. All that have a numeric value
 * from 0 to 9 in UnicodeData.txt (those in a circle to 20), and whose compatibility form has no decimal digit already.
 */
const rows = `
  c78=0+4 c7c=1+3 1369=1+9 17f0=0+10 19da=1 2160=1+9 2170=1+9 2185=6 24eb=11+10 24f5=1+10 24ff=0 2776=1+10
  2780=1+10 278a=1+10 3007=0 3021=1+9 a6e6=1+9 a6ef=0 10107=1+9 10142=1 10143=5 10148=5 1014f=5 10158=1
  10159=1 1015a=1+2 1015c=2 1015d=2 1015e=2 1015f=5 10173=5 1018a=0 102e1=1+9 10320=1 10321=5 103d1=1+2
  10858=1+3 10879=1+5 108a7=1+4 108ab=4+2 108fb=1 108fc=5 10916=1 1091a=2+2 109c0=1+9 10a40=1+4 10a7d=1
  10a9d=1 10aeb=1 10aec=5 10b58=1+4 10b78=1+4 10ba9=1+4 10cfa=1 10cfb=5 10e60=1+9 10f1d=1+5 10f51=1 10fc5=1+4
  11052=1+9 111e1=1+9 11c5a=1+9 12400=2+8 12408=3+7 1240f=4+6 12415=1+9 1241e=1+5 12423=2+2 12425=3+7
  1242c=1+3 1242f=3+3 12434=1+3 12437=3+3 1243a=3 1243b=3+2 1243d=4 1243e=4 1243f=4 12440=6+2 12442=7
  12443=7+2 12445=8+2 12447=9 12448=9 12449=9 1244a=2+5 1244f=1+4 12453=4+2 12455=5 12456=2+2 12458=1+2
  12469=4+6 16e80=0+10 16e94=1+3 1d2c0=0+10 1d2e0=0+10 1d360=1+9 1d372=1+5 1d377=1 1d378=5 1e8c7=1+9 1ec71=1+9
  1eca3=1+9 1ecb1=1+2 1ed01=1+9 1ed2f=2+8 1f10b=0 1f10c=0 e0030=0+10
`;

/** Ideographs by value, from Unihan's `kPrimaryNumeric`, `kAccountingNumeric` and `kOtherNumeric`. */
const ideographs = [
  '零',
  '一壱壹幺弌𠤪',
  '㒃二兩弍弐貮貳贰𢎐',
  '三仨叁参參叄弎𠫽𠬙𢦘𣬛',
  '亖四肆𠁤𠃢𦉭',
  '㐅㠪五伍𠄡',
  '六陆陸𠫪',
  '㭍七柒漆𠀁',
  '八捌',
  '九廾玖',
];

const values: ReadonlyMap<string, string> = new Map([
  ...rows.trim().split(/\s+/).flatMap(signsOfRow),
  ...ideographs.flatMap((signs, value) => Array.from(signs, (sign): [string, string] => [sign, String(value)])),
]);

function signsOfRow(row: string): [string, string][] {
  const [, first = '', value = '', count = '1'] = /^([0-9a-f]+)=(\d+)(?:\+(\d+))?$/.exec(row) ?? [];
  return Array.from({ length: Number(count) }, (_, step) => [
    String.fromCodePoint(Number.parseInt(first, 16) + step),
    String(Number(value) + step),
  ]);
}
