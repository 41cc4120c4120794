export { transform, TransformFault, type TransformInput, type Transformed } from './transform';
