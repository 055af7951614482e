import type { FastifyReply, FastifyRequest } from 'fastify';

/** Over https the browser itself refuses to take this name from anybody but this host (the `__Host-` prefix). */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-homeward' : 'homeward-session';
}

/** Gives the browser its secret. It ends with the browser, or earlier with the session. */
export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  reply.setCookie(sessionCookieName(secure), token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(sessionCookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/** The secret a browser came with; null where it has none of ours. */
export function sessionToken(request: FastifyRequest, secure: boolean): string | null {
  const token = request.cookies[sessionCookieName(secure)];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null;
}
