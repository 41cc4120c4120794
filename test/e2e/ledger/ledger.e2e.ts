import { again } from './again';
import { completeness } from './completeness';
import { details } from './details';
import { erasure } from './erasure';
import { evidence } from './evidence';
import { commands } from './commands';
import { close, open } from './opened';
import { questions } from './questions';
import { retention } from './retention';

/** The ledger of a whole installation, as those meet it who trust nothing of it; chapter by chapter. */
beforeAll(open, 400_000);
afterAll(close, 120_000);

evidence();
completeness();
details();
questions();
commands();
erasure();
// What is planted from here on has no topic: completeness would say so.
retention();
again();
