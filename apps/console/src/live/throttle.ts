/** Calls at once, then at most once in `everyMs`, and never misses the last. */
export function throttled(call: () => void, everyMs: number): { readonly run: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (!wanted) return;
      wanted = false;
      call();
      rest();
    }, everyMs);
  };
  return {
    run: () => {
      if (timer !== undefined) {
        wanted = true;
        return;
      }
      call();
      rest();
    },
    stop: () => clearTimeout(timer),
  };
}
