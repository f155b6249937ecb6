#!/bin/bash
# Whether nginx can answer with a certificate and its key: both PEM, a pair, in force, and without a passphrase; a name
# that the certificate does not have is only warned of.
#
#   check_certificate.sh CERTIFICATE KEY NAME
set -euo pipefail

certificate=$1 key=$2 name=$3
fail() { echo "install.sh: $*" >&2; exit 2; }

public=$(openssl x509 -inform pem -in "$certificate" -noout -pubkey 2>/dev/null) ||
  fail "$certificate: bukan sertifikat PEM. Dari DER: openssl x509 -inform der -in $certificate -out sertifikat.pem"
private=$(openssl pkey -inform pem -in "$key" -passin pass: -pubout 2>/dev/null) ||
  fail "$key: bukan kunci PEM, atau bersandi. Lepaskan sandinya: openssl pkey -in $key -out kunci.pem"
[ "$public" = "$private" ] || fail "$key: bukan kunci dari $certificate. Sebut pasangannya."
openssl x509 -in "$certificate" -noout -checkend 0 >/dev/null || fail "$certificate: kedaluwarsa. Mintalah yang baru."
matched=$(openssl x509 -in "$certificate" -noout -checkhost "$name" || true)
[[ $matched == *"does match"* ]] || echo "· peringatan: $certificate tidak menyebut $name; peramban akan menolaknya"
