export { decode } from './decode';
export { rules, type Rule } from './rules';
