import { connect } from 'node:net';

/** What goes over the wire, byte for byte, where a browser would never send it so. */
export interface RawForm {
  readonly path: string;
  readonly cookie: string;
  readonly body: string | Buffer;
  readonly boundary?: string;
  /** What the request says its length is; by default what it is. */
  readonly length?: number;
  /** Hangs up this many milliseconds after sending, without waiting for an answer. */
  readonly leaveAfter?: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

/** Sends a form with files by hand. The answer is read as soon as its head and body are there, even if ours is not. */
export function sendRaw(
  url: string,
  { path, cookie, body, boundary = 'x', length, leaveAfter }: RawForm,
): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(url);
  const bytes = Buffer.from(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    `Cookie: ${cookie}`,
    `Content-Type: multipart/form-data${boundary === '' ? '' : `; boundary=${boundary}`}`,
    `Content-Length: ${length ?? bytes.length}`,
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      socket.write(bytes);
      if (leaveAfter !== undefined) setTimeout(() => socket.destroy(), leaveAfter);
    });
    const timer = setTimeout(() => socket.destroy(new Error('no answer within 5 seconds')), 5_000);
    let said = Buffer.alloc(0);
    const answer = () => {
      const end = said.indexOf('\r\n\r\n');
      if (end < 0) return null;
      const top = said.toString('latin1', 0, end);
      const text = said.subarray(end + 4);
      const wanted = Number(/^content-length: (\d+)$/im.exec(top)?.[1] ?? 0);
      if (text.length < wanted) return null;
      const location = /^location: (.*)$/im.exec(top)?.[1] ?? null;
      return { status: Number(top.slice(9, 12)), location, text: text.toString('utf8', 0, wanted) };
    };
    socket.on('data', (chunk) => {
      said = Buffer.concat([said, chunk]);
      const found = answer();
      if (found) {
        resolve(found);
        socket.destroy();
      }
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer() ?? { status: 0, location: null, text: '' });
    });
  });
}
