import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { casePurposes, type CaseKind } from '#contract';
import { digitsOf, isCalendarDate, isInszText } from '../facts/record-fact.dto';
import { namesNobody, namesNobodyRule } from '../http/names-nobody';
import { Holds } from '../http/validated';

const caseKinds = Object.keys(casePurposes) as CaseKind[];
const id = /^[a-z][a-z0-9-]{0,63}$/;

/** A case as an officer proposes it. The numbers become tokens at once and are dropped. */
export class ProposeCaseDto {
  @ApiProperty({ enum: caseKinds, description: 'Each kind serves one purpose' })
  @IsIn(caseKinds, { message: `must be one of ${caseKinds.join(', ')}` })
  kind!: CaseKind;

  @ApiProperty({ description: 'The one person that it is about: eleven digits' })
  @Holds('must be an INSZ: eleven digits with valid check digits', isInszText)
  insz!: string;

  @ApiPropertyOptional({ type: [String], description: 'Numbers of others who may stand in a record about that person' })
  @Holds<ProposeCaseDto>(
    'must not hold `insz` itself',
    (value, own) => !(value as unknown[]).some((other) => digitsOf(other) === digitsOf(own.insz)),
  )
  @Holds('must hold INSZs: eleven digits with valid check digits each', (value) =>
    (value as unknown[]).every(isInszText),
  )
  @ArrayMaxSize(20, { message: 'must name at most 20 people' })
  @IsArray({ message: 'must be a list of numbers' })
  @ValidateIf((_, value) => value !== undefined)
  others?: string[];

  @ApiProperty({ description: 'The participant whose data it is' })
  @Matches(id, { message: 'must be the id of a participant' })
  provider!: string;

  @ApiProperty({ description: 'The participant that gets it' })
  @Holds<ProposeCaseDto>('must differ from `provider`', (value, own) => value !== own.provider)
  @Matches(id, { message: 'must be the id of a participant' })
  recipient!: string;

  @ApiProperty({ type: [String] })
  @Matches(id, { each: true, message: 'must hold ids of categories' })
  @ArrayUnique({ message: 'must name each category once' })
  @ArrayMaxSize(20, { message: 'must name at most 20 categories' })
  @ArrayMinSize(1, { message: 'must name a category' })
  @IsArray({ message: 'must be a list of ids of categories' })
  categories!: string[];

  @ApiProperty({ type: [String], description: 'Paths of the field catalogue, each leaf by itself' })
  @Matches(/^[a-z][A-Za-z0-9.[\]]{0,119}$/, { each: true, message: 'must hold paths of the field catalogue' })
  @ArrayUnique({ message: 'must name each field once' })
  @ArrayMaxSize(200, { message: 'must name at most 200 fields' })
  @ArrayMinSize(1, { message: 'must name a field' })
  @IsArray({ message: 'must be a list of paths of the field catalogue' })
  fields!: string[];

  @ApiProperty({ format: 'date', description: 'First day on which it no longer holds, Brussels' })
  @Holds('must be a calendar date, YYYY-MM-DD', isCalendarDate)
  until!: string;

  @ApiProperty({ maxLength: 500, description: 'Legal ground or reason; names no person; stays in control' })
  @Holds(namesNobodyRule, namesNobody)
  @Matches(/^[^\p{Cc}]+$/u, { message: 'must be text without control characters' })
  @MaxLength(500, { message: 'must be text of at most 500 characters' })
  ground!: string;

  @ApiPropertyOptional({ description: 'portability only: that the person asked for it (GDPR art. 20)' })
  @Holds<ProposeCaseDto>('is for kind portability only', (_, own) => own.kind === 'portability')
  @Holds('must be true: it is done at the request of the person only', (value) => value === true)
  @ValidateIf((own: ProposeCaseDto) => own.kind === 'portability' || own.atOwnRequest !== undefined)
  atOwnRequest?: true;
}
