#!/bin/bash
# Install or renew Capaian MPP on Debian or Ubuntu: user, /srv/capaian, systemd, nginx. Run it again whenever you like:
# what is there stays, only what differs is made anew. Home, backups and /etc/capaian are never overwritten.
#
#   sudo deploy/install.sh --name capaian.example.go.id [--certificate FILE --key FILE] [--workers N]
#   sudo deploy/install.sh --rollback
#
# A release is a copy of this folder with its own .venv under /srv/capaian/releases; `app` points at the one in use.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
name="" certificate="" key="" workers="" rollback=""
srv=/srv/capaian etc=/etc/capaian
releases=$srv/releases app=$srv/app

fail() { echo "install.sh: $*" >&2; exit 2; }
say() { echo "· $*"; }

while [ $# -gt 0 ]; do
  case $1 in --name | --certificate | --key | --workers) [ -n "${2:-}" ] || fail "$1: isinya tidak disebut" ;; esac
  case $1 in
    --name) name=$2; shift 2 ;;
    --certificate) certificate=$2; shift 2 ;;
    --key) key=$2; shift 2 ;;
    --workers) workers=$2; shift 2 ;;
    --rollback) rollback=yes; shift ;;
    *) fail "$1: tidak dikenal. Pakai: install.sh --name NAMA [--certificate BERKAS --key BERKAS] [--workers N] | --rollback" ;;
  esac
done
[ "$(id -u)" = 0 ] || fail "perlu hak root: jalankan dengan sudo"
[ -r /etc/debian_version ] || fail "hanya untuk Debian dan Ubuntu"

# In a chroot or a container there is no systemd to talk to; units are then enabled and not started.
has_systemd() { [ -d /run/systemd/system ]; }

workers_noted() { sed -n 's/^WORKERS=//p' "$etc/deploy.conf" 2>/dev/null || true; }

ports() { local i; for ((i = 0; i < workers; i++)); do echo $((8501 + i)); done; }

restart_workers() {
  # One after the other, each awaited, so that there is always somebody who answers.
  has_systemd || { say "systemd tidak berjalan di sini; layanan dipasang tetapi tidak dimulai"; return; }
  local port
  for port in $(ports); do
    systemctl restart "capaian@$port"
    ready "$port" || fail "capaian@$port tidak siap dalam 90 detik: journalctl -u capaian@$port"
  done
  say "$workers pekerja siap"
}

ready() {
  local _
  for _ in $(seq 90); do
    curl --silent --fail --output /dev/null --max-time 5 "http://127.0.0.1:$1/readyz" && return
    sleep 1
  done
  return 1
}

switch_to() {
  readlink "$app" > "$releases/previous.new" 2>/dev/null || true
  [ ! -s "$releases/previous.new" ] || mv "$releases/previous.new" "$releases/previous"
  rm -f "$releases/previous.new"
  ln -sfn "$1" "$app.new"
  mv -T "$app.new" "$app"
}

if [ -n "$rollback" ]; then
  previous=$(cat "$releases/previous" 2>/dev/null || true)
  [ -d "$previous" ] || fail "tidak ada rilis sebelumnya di $releases; yang pertama dipasang tidak dapat dibatalkan, hanya dilepas: deploy/uninstall.sh"
  workers=$(workers_noted)
  switch_to "$previous"
  restart_workers
  say "kembali ke $previous"
  exit
fi

noted=$(sed -n 's/^NAME=//p' "$etc/deploy.conf" 2>/dev/null || true)
name=${name:-$noted}
[ -n "$name" ] || fail "--name: sebut nama yang ditulis orang pada peramban, misalnya capaian.example.go.id"
[[ $name =~ ^[A-Za-z0-9.-]+$ ]] || fail "--name: nama mesin saja, tanpa https:// dan tanpa garis miring"
workers=${workers:-$(workers_noted)}
workers=${workers:-2}
[[ $workers =~ ^[1-9]$ ]] || fail "--workers: 1 sampai 9"
[ -z "$certificate" ] || [ -r "$certificate" ] || fail "$certificate: tidak terbaca; periksa nama dan letaknya"
[ -z "$key" ] || [ -r "$key" ] || fail "$key: tidak terbaca; periksa nama dan letaknya"
[ -n "$certificate" ] && [ -z "$key" ] && fail "--key: kunci sertifikat itu diperlukan juga"
[ -n "$key" ] && [ -z "$certificate" ] && fail "--certificate: sertifikat dari kunci itu diperlukan juga"

missing=()
for package in systemd python3 python3-venv make nginx openssl curl logrotate ca-certificates; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "memasang ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
fi
# Before anything is replaced: with a certificate that it cannot use nginx would not start again.
[ -z "$certificate" ] || "$here/deploy/nginx/check_certificate.sh" "$certificate" "$key" "$name" || exit 2
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Python 3.11 atau lebih baru diperlukan: Debian 12, Ubuntu 24.04, atau yang lebih baru"

id capaian >/dev/null 2>&1 || useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin capaian
install -d -m 0755 "$srv" "$releases" "$etc" "$etc/pages"
install -d -m 0700 -o capaian -g capaian "$srv/home" "$srv/backups"
install -d -m 0750 -o capaian -g capaian /var/log/capaian
install -d -m 0700 "$etc/tls"

# The release: what belongs to the product, named by its fingerprint.
parts=(app.py cli.py targets.yaml pyproject.toml Makefile LICENSE NOTICE README.md requirements.txt requirements-dev.txt
  requirements-inbox.txt requirements-seal.txt requirements-send.txt requirements-spark.txt .streamlit access api capaian
  channels data deploy docs examples metrics pages reports terminal text)
packed=$(mktemp -d)
trap 'rm -rf "$packed"' EXIT
tar -C "$here" --exclude=__pycache__ --exclude=data/home --sort=name --owner=0 --group=0 --mtime=@0 --mode=u=rwX,go=rX \
  -cf "$packed/release.tar" "${parts[@]}"
release=$releases/$(sha256sum "$packed/release.tar" | cut -c1-12)
if ! [ -e "$release/.venv/lock" ]; then
  say "menyiapkan $release (beberapa menit pada jaringan lambat)"
  rm -rf "$release"
  install -d -m 0755 "$release"
  tar -C "$release" -xf "$packed/release.tar"
  (umask 022 && make --silent -C "$release" setup) || { rm -rf "$release"; fail "paket Python tidak terpasang"; }
fi

# Settings of the office: written once.
write_once() { # FILE MODE OWNER, content on standard input
  if [ -e "$1" ]; then cat >/dev/null; else
    (umask 077 && cat > "$1")
    chmod "$2" "$1"
    chown "$3" "$1"
  fi
}
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
write_once "$etc/capaian.env" 0640 root:capaian <<EOF
CAPAIAN_HOME=$srv/home
CAPAIAN_PUBLIC_URL=https://$name
CAPAIAN_METRICS_TOKEN_FILE=$etc/metrics.sha256
# CAPAIAN_DIGEST_TO=kepala@example.go.id
EOF
[ "$noted" = "$name" ] || sed -i "s|^CAPAIAN_PUBLIC_URL=.*|CAPAIAN_PUBLIC_URL=https://$name|" "$etc/capaian.env"
random | write_once "$etc/backup.passphrase" 0600 root:root
random | write_once "$etc/metrics.token" 0600 root:root
printf '%s' "$(cat "$etc/metrics.token")" | sha256sum | cut -d' ' -f1 | write_once "$etc/metrics.sha256" 0600 capaian:capaian
printf 'NAME=%s\nWORKERS=%s\n' "$name" "$workers" > "$etc/deploy.conf"

if [ -n "$certificate" ]; then
  install -m 0644 "$certificate" "$etc/tls/certificate.pem"
  install -m 0600 "$key" "$etc/tls/key.pem"
elif ! [ -e "$etc/tls/certificate.pem" ]; then
  say "tanpa --certificate: sertifikat buatan sendiri, yang akan diperingatkan peramban"
  openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
    -keyout "$etc/tls/key.pem" -out "$etc/tls/certificate.pem" 2>/dev/null
  chmod 0600 "$etc/tls/key.pem"
fi

# The way in: `sudo capaian user add …` is the terminal door, as the server's user, on the office's home.
cat > /usr/local/bin/capaian <<'EOF'
#!/bin/sh
# The terminal door of Capaian MPP, as the server's own user.
cd /srv/capaian/app || exit 2
[ "$(id -u)" = 0 ] || { echo "capaian: sudo capaian …" >&2; exit 2; }
set -a
. /etc/capaian/capaian.env
set +a
umask 077
HOME=/nonexistent exec setpriv --reuid capaian --regid capaian --init-groups .venv/bin/python cli.py "$@"
EOF
chmod 0755 /usr/local/bin/capaian

is_new=""
[ "$(readlink "$app" 2>/dev/null || true)" = "$release" ] || { is_new=yes; switch_to "$release"; }

changed=""
for unit in "$here"/deploy/systemd/*; do
  cmp -s "$unit" "/etc/systemd/system/${unit##*/}" && continue
  install -m 0644 "$unit" "/etc/systemd/system/${unit##*/}"
  changed=yes
done
install -m 0644 "$here/deploy/logrotate" /etc/logrotate.d/capaian
install -m 0644 "$here"/deploy/nginx/pages/*.html "$etc/pages/"
has_systemd && [ -n "$changed" ] && systemctl daemon-reload
enable=()
for port in $(ports); do enable+=("capaian@$port.service"); done
for unit in /etc/systemd/system/capaian.target.wants/capaian@*.service; do
  [ -e "$unit" ] || continue
  [[ " ${enable[*]} " == *" ${unit##*/} "* ]] && continue
  systemctl disable --quiet "${unit##*/}"
  ! has_systemd || systemctl stop "${unit##*/}"
done
systemctl enable --quiet capaian.target "${enable[@]}" capaian-backup.timer capaian-digest.timer capaian-verify.timer
if has_systemd; then
  systemctl start capaian-backup.timer capaian-digest.timer capaian-verify.timer
  for port in $(ports); do systemctl is-active --quiet "capaian@$port" || is_new=yes; done
fi
if [ -n "$is_new$changed" ]; then restart_workers; fi

# nginx: the new site is tried before the running one is told of it.
site=/etc/nginx/sites-available/capaian
addresses=()
for port in $(ports); do addresses+=("127.0.0.1:$port"); done
"$here/deploy/nginx/render.sh" "$name" "$etc/tls/certificate.pem" "$etc/tls/key.pem" "${addresses[@]}" > "$packed/site"
[ ! -e "$site" ] || cp "$site" "$packed/before"
install -m 0644 "$packed/site" "$site"
ln -sfn "$site" /etc/nginx/sites-enabled/capaian
if ! nginx -t -q; then
  if [ -e "$packed/before" ]; then cp "$packed/before" "$site"; else rm -f "$site" /etc/nginx/sites-enabled/capaian; fi
  fail "nginx menolak setelannya; yang lama dipasang kembali"
fi
if has_systemd; then
  systemctl enable --quiet --now nginx
  systemctl reload nginx
fi

# The release in use, the one before, and no others.
for old in "$releases"/*/; do
  old=${old%/}
  [ "$old" = "$release" ] || [ "$old" = "$(cat "$releases/previous" 2>/dev/null)" ] || rm -rf "$old"
done

say "terpasang: https://$name  (rumah data $srv/home, cadangan $srv/backups, setelan $etc)"
if ! [ -e "$srv/home/access.yaml" ]; then
  say "buat akun pertama: sudo capaian user add NAMA --role administrator"
fi
say "simpan salinan $etc/backup.passphrase di tempat lain: tanpa itu cadangan tidak dapat dibuka"
