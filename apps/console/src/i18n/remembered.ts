/** A choice of this browser's user, kept across visits where storage is allowed. Nothing about a person goes in here. */
export interface Remembered<Value> {
  readonly read: () => Value;
  readonly write: (value: Value) => void;
  readonly subscribe: (changed: () => void) => () => void;
}

/** `apply` runs at once and after each change. What storage holds and is none of `allowed` counts as nothing. */
export function remembered<Value extends string>(
  key: string,
  allowed: readonly Value[],
  otherwise: Value,
  apply: (value: Value) => void,
): Remembered<Value> {
  const kept = stored(key);
  let value = allowed.find((each) => each === kept) ?? otherwise;
  const listeners = new Set<() => void>();
  if (typeof document !== 'undefined') apply(value);
  return {
    read: () => value,
    write: (next) => {
      value = next;
      try {
        localStorage.setItem(key, next);
      } catch {
        // A browser that keeps nothing keeps the choice until the page is left.
      }
      apply(next);
      for (const changed of listeners) changed();
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
