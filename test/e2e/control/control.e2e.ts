import { atRest } from './at-rest';
import { badInput } from './bad-input';
import { facts } from './facts';
import { closeOffice, endControls, openOffice } from './office';
import { outages } from './outages';
import { theRegister } from './register';

/** Control as systems and officers meet it: a process, a real broker with ACLs, a real PostgreSQL; chapter by chapter. */
beforeAll(openOffice, 180_000);
afterEach(endControls);
afterAll(closeOffice);

theRegister();
facts();
badInput();
outages();
atRest();
