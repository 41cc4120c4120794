import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { change, read, type Change } from './client';
import { ApiFault } from './fault';

/** Asks again once where control did not answer; an answer that is a refusal stays one. */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        retry: (count, fault) => count < 2 && (!(fault instanceof ApiFault) || [0, 429, 503].includes(fault.status)),
        retryDelay: (count) => 400 * 2 ** count,
        // What failed since control or its database was away comes by itself once that is back, also some seconds later.
        refetchInterval: ({ state: { status, error } }) =>
          status === 'error' && error instanceof ApiFault && [0, 502, 503].includes(error.status) ? 3_000 : false,
      },
    },
  });
}

export type Read<Answer> = UseQueryResult<Answer, ApiFault>;

/** What is at an address of control. Kept under its path, so that `useRefresh('/ledger/cases')` renews all below it. */
export function useRead<Answer>(
  path: string,
  { keep = false, enabled = true, staleMs }: { keep?: boolean; enabled?: boolean; staleMs?: number } = {},
): Read<Answer> {
  return useQuery<Answer, ApiFault>({
    queryKey: [path],
    queryFn: ({ signal }) => read<Answer>(path, signal),
    enabled,
    // The page before stays until the next one is there.
    ...(keep && { placeholderData: keepPreviousData }),
    ...(staleMs !== undefined && { staleTime: staleMs }),
  });
}

/** A question that takes a body and changes nothing. Kept under its path and the body, so nothing about a person goes in. */
export function useAsk<Answer>(path: string, body: unknown, { enabled = true } = {}): Read<Answer> {
  return useQuery<Answer, ApiFault>({
    queryKey: [path, body],
    queryFn: () => change<Answer>('POST', path, body),
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** Asks anew for everything whose path begins so; all there is without a path. */
export function useRefresh(): (prefix?: string) => Promise<void> {
  const client = useQueryClient();
  return (prefix = '/') => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => begins(path, prefix) });
}

function begins(path: unknown, prefix: string): boolean {
  return typeof path === 'string' && path.startsWith(prefix);
}

export interface ChangeRequest {
  readonly method: Change;
  readonly path: string;
  readonly body?: unknown;
}

/** Changes something, then renews what is below `prefixes`. */
export function useChange<Answer = unknown>(
  ...prefixes: readonly string[]
): UseMutationResult<Answer, ApiFault, ChangeRequest> {
  const refresh = useRefresh();
  return useMutation<Answer, ApiFault, ChangeRequest>({
    mutationFn: ({ method, path, body }) => change<Answer>(method, path, body),
    onSuccess: async () => {
      await Promise.all(prefixes.map((prefix) => refresh(prefix)));
    },
  });
}

/** A list that control gives a page at a time; `next` of the one before asks for the next. */
export interface Page {
  readonly next: string | number | null;
}

export function usePages<Answer extends Page>(path: string): Pages<Answer> {
  const query = useInfiniteQuery<Answer, ApiFault, Answer[], string[], string>({
    queryKey: [path],
    queryFn: ({ signal, pageParam }) =>
      read<Answer>(pageParam === '' ? path : `${path}${path.includes('?') ? '&' : '?'}after=${pageParam}`, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => (next === null ? undefined : encodeURIComponent(next)),
    select: ({ pages }) => pages,
    placeholderData: keepPreviousData,
  });
  return query;
}

export type Pages<Answer> = UseInfiniteQueryResult<Answer[], ApiFault>;
