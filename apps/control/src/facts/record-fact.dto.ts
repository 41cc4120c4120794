import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { factKinds, isInsz, normaliseContact, type FactKind } from '#contract';
import { namesNobody, namesNobodyRule } from '../http/names-nobody';
import { Holds } from '../http/validated';

/** Where letters go: compared by street, numbers and postcode, in one spelling. */
export class PostalAddressDto {
  @ApiProperty()
  @Holds('must be a street', isAddressPart)
  straat!: string;

  @ApiProperty()
  @Holds('must be a house number', isAddressPart)
  huisnummer!: string;

  @ApiPropertyOptional()
  @Holds('must be a box number', isAddressPart)
  @ValidateIf((_, value) => value !== undefined)
  busnummer?: string;

  @ApiProperty()
  @Holds('must be a postcode of four digits', (value) => isText(value) && /^\d{4}$/.test(value))
  postcode!: string;
}

/** How to reach a person who wants no messages: at least one of e-mail, telephone, and name with address. */
export class ContactDto {
  @ApiPropertyOptional({ format: 'email' })
  @Holds<ContactDto>(
    'must be an e-mail address',
    (value) => isText(value) && /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(value.trim()),
  )
  @ValidateIf((_, value) => value !== undefined)
  email?: string;

  @ApiPropertyOptional({ description: 'National or international notation' })
  @Holds<ContactDto>('must be a telephone number', (value) => isText(value) && isTelephone(value))
  @ValidateIf((_, value) => value !== undefined)
  telefoon?: string;

  @ApiPropertyOptional({ description: 'The family name as letters bear it; with `adres`' })
  @Holds('must be a name', isAddressPart)
  @ValidateIf(({ naam, adres }: ContactDto) => naam !== undefined || adres !== undefined)
  naam?: string;

  @ApiPropertyOptional({ type: PostalAddressDto, description: 'With `naam`' })
  @ValidateNested({ message: 'must be an object with straat, huisnummer and postcode' })
  @Type(() => PostalAddressDto)
  @IsObject({ message: 'must be an object with straat, huisnummer and postcode' })
  @ValidateIf(({ naam, adres }: ContactDto) => naam !== undefined || adres !== undefined)
  adres?: PostalAddressDto;
}

/** A fact about a person as an officer records it. The number and the contact become tokens at once and are dropped. */
export class RecordFactDto {
  @ApiProperty({ enum: factKinds })
  @IsIn(factKinds, { message: `must be one of ${factKinds.join(', ')}` })
  kind!: FactKind;

  @ApiPropertyOptional({ description: 'Eleven digits; needed for every kind but do-not-contact' })
  @Holds('must be an INSZ: eleven digits with valid check digits', isInszText)
  @ValidateIf((fact: RecordFactDto) => fact.kind !== 'do-not-contact' || fact.insz !== undefined)
  insz?: string;

  @ApiPropertyOptional({ description: 'alias only: the former number of the person whose number is now `insz`' })
  @Holds<RecordFactDto>('must differ from `insz`', (value, fact) => digitsOf(value) !== digitsOf(fact.insz))
  @Holds('must be an INSZ: eleven digits with valid check digits', isInszText)
  @Holds<RecordFactDto>('is for kind alias only', (_, fact) => fact.kind === 'alias')
  @ValidateIf((fact: RecordFactDto) => fact.kind === 'alias' || fact.was !== undefined)
  was?: string;

  @ApiPropertyOptional({ type: ContactDto, description: 'do-not-contact only: e-mail, telephone, name with address' })
  @ValidateNested({ message: 'must be an object with email, telefoon, or naam and adres' })
  @Type(() => ContactDto)
  @Holds<RecordFactDto>('must hold email, telefoon, or naam and adres', holdsAContact)
  @IsObject({ message: 'must be an object with email, telefoon, or naam and adres' })
  @Holds<RecordFactDto>('is for kind do-not-contact only', (_, fact) => fact.kind === 'do-not-contact')
  @ValidateIf((fact: RecordFactDto) => fact.kind === 'do-not-contact' || fact.contact !== undefined)
  contact?: ContactDto;

  @ApiProperty({ description: 'The participant that records it' })
  @Matches(/^[a-z][a-z0-9-]{0,63}$/, { message: 'must be the id of a participant' })
  participant!: string;

  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    description: 'Purposes it concerns; left out: all. Never of an alias, which concerns the person',
  })
  @Matches(/^[a-z][a-z0-9-]{0,63}$/, { each: true, message: 'must hold ids of purposes' })
  @ArrayUnique({ message: 'must name each purpose once' })
  @ArrayMaxSize(100, { message: 'must name at most 100 purposes' })
  @ArrayMinSize(1, { message: 'must name a purpose; leave it out where all purposes are meant' })
  @IsArray({ message: 'must be a list of ids of purposes' })
  @Holds<RecordFactDto>(
    'must be left out of an alias: a number is one person for every purpose',
    (_, { kind }) => kind !== 'alias',
  )
  @ValidateIf((_, value) => value !== undefined)
  purposes?: string[];

  @ApiProperty({
    format: 'date',
    description: 'First day, Brussels. Of an alias: the day of the change; facts are found through it at once',
  })
  @Holds('must be a calendar date, YYYY-MM-DD', isCalendarDate)
  from!: string;

  @ApiPropertyOptional({
    format: 'date',
    nullable: true,
    type: String,
    description: 'First day on which it no longer holds; null: no end. An alias has none: withdraw a wrong one',
  })
  @Holds<RecordFactDto>('must be later than `from`', (value, fact) => isText(value) && value > fact.from)
  @Holds('must be a calendar date, YYYY-MM-DD, or null', isCalendarDate)
  @Holds<RecordFactDto>(
    'must be left out of an alias: a number that changed is one person for ever; withdraw a wrong alias',
    (_, { kind }) => kind !== 'alias',
  )
  @ValidateIf((_, value) => value !== undefined && value !== null)
  until?: string | null;

  @ApiPropertyOptional({ maxLength: 200, nullable: true, type: String, description: 'Legal ground; names no person' })
  @Holds(namesNobodyRule, namesNobody)
  @Matches(/^[^\p{Cc}]*$/u, { message: 'must be text without control characters' })
  @MaxLength(200, { message: 'must be text of at most 200 characters' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  ground?: string | null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The eleven digits of a number written plainly or as `85.07.30-998.47`; undefined where it is not text. */
export function digitsOf(value: unknown): string | undefined {
  return isText(value) ? value.replace(/[ .-]/g, '') : undefined;
}

export function isInszText(value: unknown): boolean {
  return isText(value) && value.length <= 20 && isInsz(digitsOf(value) ?? '');
}

/** One line that says something besides blanks and signs, so that no two addresses look alike by being empty. */
function isAddressPart(value: unknown): boolean {
  return isText(value) && value.length <= 100 && !/\p{Cc}/u.test(value) && /[\p{L}\p{N}]/u.test(value);
}

function isTelephone(value: string): boolean {
  return /^\+?[\d\s./()-]{6,30}$/.test(value.trim()) && /^0\d{7,14}$/.test(normaliseContact('telefoon', value));
}

function holdsAContact(value: unknown): boolean {
  const { email, telefoon, naam, adres } = (value ?? {}) as ContactDto;
  return email !== undefined || telefoon !== undefined || naam !== undefined || adres !== undefined;
}

export function isCalendarDate(value: unknown): boolean {
  if (!isText(value) || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const moment = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(value);
}
