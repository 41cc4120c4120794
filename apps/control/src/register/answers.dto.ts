import { ApiProperty } from '@nestjs/swagger';

export class DocumentDto {
  @ApiProperty()
  path!: string;

  @ApiProperty({ description: 'SHA-256 of the document as published, hex' })
  hash!: string;
}

export class VersionDto {
  @ApiProperty({ description: 'Only rises; a rollback has a number of its own' })
  version!: number;

  @ApiProperty({ description: 'SHA-256 over the sorted document hashes: equal content, equal hash' })
  contentHash!: string;

  @ApiProperty({ format: 'date-time' })
  activatedAt!: string;
}

export class ActiveVersionDto extends VersionDto {
  @ApiProperty({ description: 'Whether this version is on `sluis.register`' })
  published!: boolean;

  @ApiProperty({ type: [DocumentDto] })
  documents!: DocumentDto[];
}

export class ActivationDto {
  @ApiProperty()
  version!: number;

  @ApiProperty({ description: 'False where the files are what was active already' })
  changed!: boolean;

  @ApiProperty({
    description: 'Whether it is on `sluis.register` already; if not, it will be as soon as Kafka answers',
  })
  published!: boolean;
}
