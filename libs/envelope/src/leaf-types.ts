import { isInsz } from '#contract';
import type { FieldType } from '#register';
import { isDate } from './calendar';
import { isCountry } from './countries';

/** Whether a JSON value is of a field's type. `null` is of none: a field without a value is left out. */
export function isValid(type: FieldType, value: unknown): boolean {
  switch (type.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) && value >= type.min && value <= type.max;
    case 'year':
      return typeof value === 'number' && Number.isInteger(value) && value >= 1000 && value <= 9999;
    default:
      return typeof value === 'string' && isValidText(type, value);
  }
}

function isValidText(type: FieldType, text: string): boolean {
  switch (type.kind) {
    case 'insz':
      return isInsz(text);
    case 'text':
      return isText(text, type.charactersMax);
    case 'code':
      return type.codes.has(text);
    case 'date':
      return isDate(text, type.partial);
    case 'nis':
      return /^[0-9]{5}$/.test(text);
    case 'country':
      return isCountry(text);
    case 'id':
      return /^[A-Za-z0-9-]{6,36}$/.test(text) && !isInsz(text.replaceAll('-', ''));
    case 'participant':
      return type.ids.has(text);
    case 'email':
      return text.length <= 254 && emailForm.test(text);
    case 'telephone':
      return telephoneForm.test(text) && text.replace(/[^0-9]/g, '').length >= 6;
    default:
      return false;
  }
}

/** What addresses look like in practice (the HTML standard's form, with a dot in the domain), not all of RFC 5322. */
const emailForm =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/;
const telephoneForm = /^\+?[0-9(][0-9 ./()-]{4,28}[0-9]$/;

/** Between 1 and `charactersMax` code points, none of them a control character (Unicode category Cc). */
function isText(text: string, charactersMax: number): boolean {
  const length = text.length;
  if (length === 0 || (length > charactersMax && (length > charactersMax * 2 || codePoints(text) > charactersMax))) {
    return false;
  }
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit <= 0x9f)) return false;
  }
  return true;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
