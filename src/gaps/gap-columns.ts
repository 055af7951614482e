import type { Column } from '../exports/index.ts';
import type { LineTold, RoomsTold } from './told-lines.ts';

const rooms = (heading: string, of: (rooms: RoomsTold) => number): Column<LineTold> => ({
  heading,
  number: (line) => (line.rooms ? of(line.rooms) : null),
});

/** A line of gaps in a file. Where there are too few children to say, the numbers are left empty. */
export const GAP_COLUMNS: readonly Column<LineTold>[] = [
  { heading: 'Authority', text: ({ authority }) => authority },
  { heading: 'Kind of home', text: ({ kindWords }) => kindWords },
  { heading: 'Age', text: ({ who }) => who },
  { heading: 'Need', text: ({ need }) => need },
  { heading: 'Children in a year', text: ({ children }) => children },
  rooms('Rooms needed', ({ needed }) => needed),
  rooms('Rooms needed, 95% low', ({ low }) => low),
  rooms('Rooms needed, 95% high', ({ high }) => high),
  rooms('Rooms within reach', ({ now }) => now),
  rooms('Rooms coming, sure', ({ coming }) => coming),
  rooms('Rooms coming, likely', ({ comingLikely }) => comingLikely),
  rooms('Rooms short', ({ short }) => short),
  rooms('Rooms short if likely ones open', ({ shortIfLikely }) => shortIfLikely),
  rooms('Rooms short if unconfirmed skills are there', ({ shortIfConfirmed }) => shortIfConfirmed),
  rooms('Percent who find a room in time', ({ served }) => served),
];
