#!/bin/bash
# Take Capaian MPP off this machine: services, site, program. The records, backups and settings stay, unless
# --with-records takes them too (asked once more).
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "uninstall.sh: perlu hak root: jalankan dengan sudo" >&2; exit 2; }
with_records=""
case ${1:-} in
  "") ;;
  --with-records) with_records=yes ;;
  *) echo "uninstall.sh: $1: tidak dikenal. Pakai: uninstall.sh [--with-records]" >&2; exit 2 ;;
esac
if [ -n "$with_records" ]; then
  read -r -p "Rumah data, cadangan, dan kunci akan hilang. Tulis HAPUS untuk melanjutkan: " answer
  [ "$answer" = HAPUS ] || { echo "Tidak ada yang dihapus."; exit 1; }
fi
units=(capaian.target capaian-backup.timer capaian-digest.timer capaian-verify.timer capaian-inbox.service capaian-send.timer)
for unit in /etc/systemd/system/capaian.target.wants/capaian@*.service; do
  [ -e "$unit" ] && units+=("${unit##*/}")
done
systemctl disable --quiet "${units[@]}" 2>/dev/null || true
if [ -d /run/systemd/system ]; then systemctl stop "${units[@]}" capaian-{backup,digest,verify,send}.service 2>/dev/null || true; fi
rm -f /etc/systemd/system/capaian{@.service,.target,-backup.service,-backup.timer,-digest.service,-digest.timer}
rm -f /etc/systemd/system/capaian-verify.{service,timer} /etc/systemd/system/capaian-{inbox.service,send.service,send.timer}
rm -f /etc/nginx/sites-enabled/capaian /etc/nginx/sites-available/capaian /etc/logrotate.d/capaian /usr/local/bin/capaian
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl is-active --quiet nginx && systemctl reload nginx
fi
rm -rf /srv/capaian/app /srv/capaian/releases
if [ -n "$with_records" ]; then
  rm -rf /srv/capaian /etc/capaian /var/log/capaian
  ! id capaian >/dev/null 2>&1 || userdel capaian
  echo "Semua dihapus."
else
  echo "Program dihapus. Tetap ada: /srv/capaian/home, /srv/capaian/backups, /etc/capaian, /var/log/capaian."
fi
