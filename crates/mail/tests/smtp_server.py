"""An SMTP server for tests: `smtp_server.py FOLDER [CERTIFICATE KEY]`.

It prints its port, and writes each mail that it takes to FOLDER as 1.eml, 2.eml and so on. The recipient's name tells how it
behaves: `greylist…` is put off at the first try, `unknown…` and `full…` do not exist, `relay…` lacks permission, `spam…` is
refused after the message, `vanish…` is taken at the first try without an answer, `slow…` is answered after two seconds. With a
certificate, it wants STARTTLS and the user "shop" with the password "secret".
"""

import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

FOLDER = sys.argv[1]


class Handler:
    def __init__(self):
        self.tried = set()
        self.taken = 0

    def is_first(self, recipient):
        is_first = recipient not in self.tried
        self.tried.add(recipient)
        return is_first

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("greylist") and self.is_first(address):
            return "451 4.7.1 Greylisted, please try again later"
        if address.startswith("unknown"):
            return "550 5.1.1 No such user here"
        if address.startswith("full"):
            return "452 4.2.2 Mailbox full"
        if address.startswith("relay"):
            return "554 5.7.1 Relay access denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("spam"):
            return "554 5.6.0 Message refused"
        if recipient.startswith("slow"):
            await asyncio.sleep(2)
        self.taken += 1
        path = os.path.join(FOLDER, f"{self.taken}.eml")
        with open(path + ".part", "wb") as file:
            file.write(envelope.original_content)
        os.rename(path + ".part", path)
        if recipient.startswith("vanish") and self.is_first(recipient):
            server.transport.abort()
            await asyncio.sleep(60)
        return "250 Taken"


def authenticate(server, session, envelope, mechanism, data):
    is_right = (data.login, data.password) == (b"shop", b"secret")
    return AuthResult(success=is_right, handled=False)


def options():
    if len(sys.argv) < 4:
        return {}
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    secure = {"tls_context": context, "require_starttls": True}
    return {**secure, "auth_required": True, "authenticator": authenticate}


async def main():
    handler, settings = Handler(), options()
    factory = lambda: SMTP(handler, hostname="smtp.test", enable_SMTPUTF8=True, **settings)
    port = int(os.environ.get("SMTP_PORT", "0"))
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
