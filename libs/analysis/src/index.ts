export { diff, show, showValue, type CatalogueChange, type RegisterDiff, type Shown, type ValueExample } from './diff';
export type { Region, Where, Codes } from './region';
export { decideExample, exampleValue, examineExample, type Example } from './example';
export type { Verdict } from './verdict';
export { prove, type Counterexample, type Proof } from './prove';
export { makeRecord } from './made-record';
export { recordedQuestion } from './recorded-question';
export type { DecisionRecord } from './decision-record';
export { answerAgain, decideAgain, type PastAnswer, type SecondDecision } from './second-decision';
