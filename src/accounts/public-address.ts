import { Refusal } from '../kernel/index.ts';

/** Where people reach Homeward, and where it listens. */
export interface PublicAddress {
  /** What stands in the address bar, without a slash at the end. */
  readonly origin: string;
  /** Over https: cookies never travel in the open, and browsers are told to come back the same way. */
  readonly secure: boolean;
  /** The name of the machine in it, in lower case, with its port where it names one. */
  readonly host: string;
  /** The network address to listen on. */
  readonly listen: string;
  /** Addresses of proxies that say truly who asks. */
  readonly proxies: readonly string[];
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|::1)$/i;

/**
 * Reads HOMEWARD_URL, HOST and HOMEWARD_PROXY.
 * @throws Refusal where they cannot be right: above all where passwords would cross a network in the open
 */
export function publicAddress(env: Readonly<Record<string, string | undefined>>, port: number): PublicAddress {
  const text = env.HOMEWARD_URL?.trim() || `http://localhost:${port}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new Refusal('HOMEWARD_URL should be where people reach Homeward, such as https://homeward.example.gov.uk.');
  }
  const secure = url.protocol === 'https:';
  if (!secure && !LOOPBACK.test(url.hostname.replace(/^\[|\]$/g, ''))) {
    throw new Refusal(
      'HOMEWARD_URL should begin with https://: passwords and children’s records must not cross a network in the open. Plain http is only for http://localhost.',
    );
  }
  const listen = env.HOST?.trim() || '127.0.0.1';
  if (!LOOPBACK.test(listen) && !secure) {
    throw new Refusal(
      'HOST opens Homeward to other machines. Put a proxy that speaks https in front of it, and set HOMEWARD_URL to its https:// address; until then leave HOST out.',
    );
  }
  const proxies = secure ? ['127.0.0.1', '::1', ...listOf(env.HOMEWARD_PROXY)] : [];
  return { origin: url.origin, secure, host: url.host.toLowerCase(), listen, proxies };
}

function listOf(text = ''): string[] {
  const each = text.split(/[\s,]+/).filter(Boolean);
  const wrong = each.find((one) => !/^[0-9a-f.:]+(\/\d{1,3})?$/i.test(one));
  if (wrong) throw new Refusal(`HOMEWARD_PROXY should be network addresses, such as 10.0.0.5 or 10.0.0.0/24.`);
  return each;
}

/** This machine alone, over plain http: how tests serve. */
export const ON_THIS_MACHINE: PublicAddress = publicAddress({}, 3000);
