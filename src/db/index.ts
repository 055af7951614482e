export { type RawBuilder as Sql, sql } from 'kysely';
export { type Database, first, insertAll, rows, type Tx, writeAtEnd } from './database.ts';
export { diskSyncs, openEmbedded } from './embedded.ts';
export { lockFolder } from './lock.ts';
export { type Migration, migrate, shippedMigrations } from './migrate.ts';
export { type DatabaseTarget, databaseTarget, embeddedDatabase, openDatabase } from './open.ts';
export { refreshStatistics } from './statistics.ts';
