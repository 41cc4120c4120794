import { useSearchParams } from '../shell/router';
import { filtersIn, withFilters, type Filters } from './filters';

/** The filters of this page, and a function that changes some of them. Typing leaves no trail in the history. */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Filters<Name>, (changes: Filters<Name>, typing?: boolean) => void] {
  const [address, setAddress] = useSearchParams();
  return [
    filtersIn(address, names),
    (changes, typing = false) =>
      setAddress((now) => withFilters(now, changes as Record<string, string>), { replace: typing }),
  ];
}
