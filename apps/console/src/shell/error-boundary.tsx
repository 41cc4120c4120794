import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/words';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { shellText } from './text';

/** A page that breaks takes down neither the frame nor the way to other pages. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactNode {
  const t = useWords(shellText);
  return (
    <div className="state state-failed" role="alert">
      <Icon name="warning" size={28} />
      <p className="state-title">{t.broken}</p>
      <p className="state-why">{t.brokenWhy}</p>
      <Button onPress={() => location.reload()}>{t.reload}</Button>
    </div>
  );
}
