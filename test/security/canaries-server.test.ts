// The tests of canaries.test.ts on PostgreSQL, in a file of their own so that the two run side by side.
process.env.CANARIES_ON = 'server';
await import('./canaries.test.ts');
