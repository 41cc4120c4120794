import type { Sample } from '../../support/console-pages';
import { aboutPersons } from './about-persons';
import { breaks } from './breaks';
import { brokenPromise } from './broken-promise';
import { english } from './english';
import { everyPage } from './every-page';
import { keyboard } from './keyboard';
import { person } from './person';
import { makeSample } from './sample';
import { mayThis } from './may-this';
import { openStage, type Stage } from './stage';
import { withoutAnswer } from './states';
import { twoPeople } from './two-people';
import { wholeWay } from './whole-way';
import { overPages } from './windows';

/** The console in a real Chromium, on a whole installation, chapter by chapter. */
let opened: Stage | undefined;
const stage = (): Stage => opened!;
let made: Promise<Sample> | undefined;
const sample = (): Promise<Sample> => (made ??= makeSample(stage()));

beforeAll(async () => {
  opened = await openStage();
}, 400_000);

afterAll(async () => {
  await opened?.stop();
}, 120_000);

wholeWay(stage);
everyPage(stage, sample);
english(stage, sample);
overPages(stage, sample);
withoutAnswer(stage);
keyboard(stage);
mayThis(stage);
brokenPromise(stage);
twoPeople(stage, sample);
aboutPersons(stage);
person(stage);
breaks(stage);

describe('every window of these tests', () => {
  it('asked nothing of anybody but control and the provider, broke no policy and met no fault', () => {
    expect(stage().officers.asked.size).toBeGreaterThan(20);
    expect(stage().officers.faults).toEqual([]);
  });
});
