import { accounts } from './accounts';

/** The page on which somebody says who they are. Dutch, since officers read it; without script. */
export function loginPage(action: string, failed: boolean): string {
  const choices = accounts.map(
    ({ id, name, grants }, at) =>
      `<label><input type="radio" name="login" value="${id}"${at === 0 ? ' checked' : ''} required>` +
      `<span><strong>${name}</strong><small>${grants.join(', ')}</small></span></label>`,
  );
  return page(
    'Aanmelden',
    `${failed ? '<p role="alert" class="fault">Dat wachtwoord klopt niet.</p>' : ''}
<form method="post" action="${action}" autocomplete="off">
<fieldset><legend>Als wie meldt u zich aan?</legend>${choices.join('')}</fieldset>
<label class="field" for="password">Wachtwoord</label>
<input id="password" name="password" type="password" autocomplete="off" required${failed ? ' aria-invalid="true"' : ''}>
<p>Het wachtwoord staat in de uitvoer van <code>npm start</code>, en in <code>keys/demo.password</code> van de installatie.</p>
<button type="submit">Aanmelden</button>
</form>`,
  );
}

export function faultPage(): string {
  return page(
    'Aanmelden lukt niet',
    '<p>Deze aanmelding is verlopen of niet geldig. Begin opnieuw vanuit de console.</p>',
  );
}

/** The only style there is, by its hash: nothing else may style or run. */
export const style = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}
fieldset{border:1px solid;border-radius:.25rem;padding:.5rem 1rem}
fieldset label{display:flex;gap:.75rem;padding:.4rem 0;align-items:baseline}
small{display:block}
.field{display:block;font-weight:600;margin-top:1rem}
input[type=password]{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}
button{font:inherit;padding:.6rem 1.4rem;min-height:44px}
:focus-visible{outline:3px solid;outline-offset:2px}
.fault{border-left:.3rem solid #d2373c;padding-left:1rem}`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} – Sluis</title><style>${style}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`;
}
