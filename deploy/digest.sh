#!/bin/sh
# Early warnings of the day: printed, and mailed to CAPAIAN_DIGEST_TO (addresses with commas between) where there are any.
set -eu
text=$(/srv/capaian/app/.venv/bin/python cli.py digest)
[ -n "$text" ] || exit 0
printf '%s\n' "$text"
[ -n "${CAPAIAN_DIGEST_TO:-}" ] || exit 0
sendmail=$(command -v sendmail || echo /usr/sbin/sendmail)
if ! [ -x "$sendmail" ]; then
  echo "CAPAIAN_DIGEST_TO: sendmail tidak ada pada mesin ini; pasang misalnya msmtp-mta." >&2
  exit 1
fi
{
  printf 'To: %s\nSubject: Peringatan dini Capaian MPP\n' "$CAPAIAN_DIGEST_TO"
  printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n'
  printf '%s\n' "$text"
} | "$sendmail" -t -oi
