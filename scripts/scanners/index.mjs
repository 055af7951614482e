// The scanners of `npm run scan`. Each is a function of the target: the address of the server, its routes, who may sign in,
// and the folder for what it writes. It answers its findings in words, or what is missing.
import { ffuf } from './ffuf.mjs';
import { ourFuzzer } from './our-fuzzer.mjs';
import { sqlmap } from './sqlmap.mjs';
import { wapiti } from './wapiti.mjs';

export { endScanners } from './program.mjs';

/** Which scanners there are, in the order they run: the quick ones first. */
export const SCANNERS = { fuzzer: ourFuzzer, ffuf, wapiti, sqlmap };
