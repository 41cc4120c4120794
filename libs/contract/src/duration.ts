/** An ISO 8601 duration as the register writes it: `P10Y` is `10 jaar`. What it can't read stays as it is. */
export function durationWords(duration: string, language: 'nl' | 'en'): string {
  const nl = language === 'nl';
  if (duration === 'unknown') return nl ? 'niet bekend' : 'not known';
  const [whole, ...counts] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(duration) ?? [];
  const units = nl
    ? [
        ['jaar', 'jaar'],
        ['maand', 'maanden'],
        ['dag', 'dagen'],
      ]
    : [
        ['year', 'years'],
        ['month', 'months'],
        ['day', 'days'],
      ];
  const parts = counts.flatMap((count, at) =>
    count === undefined ? [] : [`${count} ${units[at]![count === '1' ? 0 : 1]}`],
  );
  return whole === undefined || parts.length === 0 ? duration : parts.join(nl ? ' en ' : ' and ');
}
