"""One message to one address: by SMTP with TLS, to a webhook, or by a service that apprise knows."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx2

from channels import secret_values
from channels.authorities import trusted
from channels.extras import imported
from data.errors import ErrorText, error_text
from data.home import Home
from data.settings.home_config import Mail

SECONDS = 20.0


@dataclass(frozen=True)
class Message:
    """Subject, text, and at most one file; `stop` is the address behind which it can be ended."""

    subject: str
    text: str
    stop: str
    attachment: Path | None = None


class UndeliveredError(Exception):
    """A message that was not taken; `is_final` when another try would be no use."""

    def __init__(self, finding: ErrorText, is_final: bool = False) -> None:
        super().__init__(finding)
        self.finding, self.is_final = finding, is_final


def by_mail(home: Home, mail: Mail, to: str, message: Message) -> None:
    """Hand a letter to the office's server, never without TLS; UndeliveredError when it does not take it."""
    server = urlsplit(mail.server)
    host, context = str(server.hostname), trusted(home, mail.certificate)
    try:
        if server.scheme == "smtps":
            client: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=SECONDS, context=context)
        else:
            client = smtplib.SMTP(host, server.port or 587, timeout=SECONDS)
        with client:
            if server.scheme == "smtp":
                client.starttls(context=context)
            if server.username and mail.secret:
                client.login(unquote(server.username), secret_values.value(home, mail.secret))
            client.send_message(_letter(mail.sender, to, message))
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise UndeliveredError(error_text("send.bounced"), is_final=min(codes) >= 500) from error
    except smtplib.SMTPAuthenticationError as error:
        raise UndeliveredError(error_text("send.no_entry")) from error
    except smtplib.SMTPNotSupportedError as error:
        raise UndeliveredError(error_text("send.no_tls")) from error
    except ssl.SSLError as error:
        raise UndeliveredError(error_text("send.tls")) from error
    except (smtplib.SMTPException, OSError) as error:
        raise UndeliveredError(error_text("send.down")) from error


def by_channel(home: Home, where: str, message: Message) -> None:
    """Hand a message to a webhook (https://…) or a service of apprise; UndeliveredError when it is not taken."""
    address = secret_values.value(home, where)
    if not address.startswith(("https://", "http://")):
        _by_service(address, message)
        return
    if not address.startswith("https://"):
        raise UndeliveredError(error_text("send.no_tls"), is_final=True)
    try:
        body = {"title": message.subject, "text": f"{message.text}\n\n{message.stop}"}
        answer = httpx2.post(address, json=body, timeout=SECONDS, follow_redirects=False)
    except httpx2.HTTPError as error:
        key = "send.tls" if "CERTIFICATE" in str(error).upper() else "send.down"
        raise UndeliveredError(error_text(key)) from error
    if answer.is_redirect:
        raise UndeliveredError(error_text("send.redirected"), is_final=True)
    if not answer.is_success:
        raise UndeliveredError(error_text("send.status", status=answer.status_code))


def _by_service(address: str, message: Message) -> None:
    apprise = imported("apprise")
    service = apprise.Apprise(asset=apprise.AppriseAsset(http_redirects=False))
    if not service.add(address):
        raise UndeliveredError(error_text("send.channel_unknown"), is_final=True)
    if not service.notify(title=message.subject, body=f"{message.text}\n\n{message.stop}"):
        raise UndeliveredError(error_text("send.not_taken"))


def _letter(sender: str, to: str, message: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, to, message.subject
    letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    letter["List-Unsubscribe"] = f"<{message.stop}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(f"{message.text}\n\n{message.stop}\n")
    if message.attachment is not None:
        name, content = message.attachment.name, message.attachment.read_bytes()
        letter.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return letter
