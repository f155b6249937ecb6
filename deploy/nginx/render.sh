#!/bin/sh
# Print the site for nginx: render.sh NAME CERTIFICATE KEY WORKER…   (WORKER is host:port, each with a port of its own)
#
# A visit lives in the memory of one worker, so its page, its conversation, its uploads and its downloads must reach the
# same one. nginx notes in a cookie which worker answered, by its port; without that cookie a visit is given to the
# worker with the fewest connections. When a worker is gone, the next in the ring takes its visits over, and the cookie
# follows with the first answer, that to the websocket included.
set -eu
if [ $# -lt 4 ]; then
  echo "render.sh NAME CERTIFICATE KEY WORKER…" >&2
  exit 2
fi
name=$1 certificate=$2 key=$3
shift 3
listen=${CAPAIAN_LISTEN:-443} plain=${CAPAIAN_LISTEN_PLAIN-80} log=${CAPAIAN_NGINX_LOG:-/var/log/nginx/capaian.log}
pages=${CAPAIAN_NGINX_PAGES:-/etc/capaian/pages}
suffix=$([ "$listen" = 443 ] || printf ':%s' "$listen")
first=$1

cat <<EOF
# Written by deploy/nginx/render.sh; changes are lost at the next installation.
log_format capaian escape=json '{"at":"\$time_iso8601","number":"\$capaian_number","method":"\$request_method",'
  '"status":\$status,"bytes":\$bytes_sent,"seconds":\$request_time,"worker":"\$capaian_answered"}';
limit_req_zone \$binary_remote_addr zone=capaian_requests:10m rate=100r/s;
limit_req_zone \$capaian_guess zone=capaian_guesses:10m rate=60r/m;
limit_conn_zone \$binary_remote_addr zone=capaian_connections:10m;
limit_req_status 429;
limit_conn_status 429;
map \$request_id \$capaian_number { "~^(?<capaian_head>.{12})" \$capaian_head; }
map "\$request_method \$uri" \$capaian_guess { "POST /masuk" \$binary_remote_addr; default ""; }
map \$http_upgrade \$capaian_connection { default upgrade; "" ""; }
# Of several workers that were tried, the last answered.
map \$upstream_addr \$capaian_answered { volatile; "~:(?<capaian_port>[0-9]+)\$" \$capaian_port; default ""; }
map \$capaian_answered \$capaian_cookie {
  volatile;
  "" "";
  default "capaian-worker=\$capaian_answered; Path=/; Secure; HttpOnly; SameSite=Lax";
}
upstream capaian_any {
  least_conn;
EOF
for worker; do echo "  server $worker max_fails=1 fail_timeout=2s;"; done
echo "  keepalive 32;"
echo "}"

# The ring: each worker with the next as its stand-in.
map=""
while [ $# -gt 0 ]; do
  worker=$1
  shift
  port=${worker##*:} next=${1:-$first}
  map="$map  \"$port\" capaian_$port;
"
  echo "upstream capaian_$port {"
  echo "  server $worker max_fails=1 fail_timeout=2s;"
  [ "$next" = "$worker" ] || echo "  server $next backup;"
  echo "  keepalive 32;"
  echo "}"
done
cat <<EOF
map \$http_cookie \$capaian_worker { "~(?:^|;)\s*capaian-worker=(?<capaian_asked>[0-9]+)" \$capaian_asked; default ""; }
map \$capaian_worker \$capaian_upstream {
$map  default capaian_any;
}

EOF
if [ -n "$plain" ]; then
  cat <<EOF
server {
  listen $plain;
  server_name $name;
  access_log off;
  return 308 https://$name$suffix\$request_uri;
}

EOF
fi
cat <<EOF
server {
  listen $listen ssl http2;
  server_name $name;
  access_log $log capaian;
  # Lines about single requests hold the visitor's address; those are not kept.
  error_log ${CAPAIAN_NGINX_ERRORS:-/var/log/nginx/error.log} crit;

  ssl_certificate $certificate;
  ssl_certificate_key $key;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_prefer_server_ciphers off;
  ssl_session_cache shared:capaian_tls:10m;
  ssl_session_timeout 1d;
  ssl_session_tickets off;
  server_tokens off;

  client_header_timeout 15s;
  client_body_timeout 30s;
  send_timeout 30s;
  keepalive_timeout 65s;
  large_client_header_buffers 4 16k;
  client_max_body_size 1m;
  limit_req zone=capaian_requests burst=400 nodelay;
  limit_req zone=capaian_guesses burst=30 nodelay;
  limit_conn capaian_connections 400;

  gzip on;
  gzip_comp_level 5;
  gzip_min_length 1024;
  gzip_proxied any;
  gzip_vary on;
  gzip_types text/css text/plain application/javascript text/javascript application/json image/svg+xml application/wasm;

  proxy_http_version 1.1;
  proxy_set_header Host \$http_host;
  proxy_set_header X-Forwarded-For \$remote_addr;
  proxy_set_header X-Forwarded-Proto https;
  proxy_set_header X-Request-Id \$request_id;
  proxy_set_header Connection \$capaian_connection;
  proxy_set_header Upgrade \$http_upgrade;
  # A request that a worker may have begun is not asked of another one, but for those that only read.
  proxy_next_upstream error timeout;
  proxy_next_upstream_tries 2;
  proxy_connect_timeout 2s;
  proxy_send_timeout 60s;
  proxy_read_timeout 120s;
  proxy_buffers 16 32k;
  proxy_busy_buffers_size 64k;
  add_header Set-Cookie \$capaian_cookie always;

  error_page 502 503 504 @away;
  error_page 429 @busy;
  error_page 413 @large;

  # Program files come packed, with their fingerprint in their name, and browsers keep them; nginx keeps nothing.
  location / {
    proxy_pass http://\$capaian_upstream;
  }
  location /_stcore/stream {
    proxy_read_timeout 1h;
    proxy_send_timeout 1h;
    proxy_buffering off;
    proxy_pass http://\$capaian_upstream;
  }
  location /_stcore/upload_file/ {
    client_max_body_size 51m;
    proxy_request_buffering off;
    proxy_pass http://\$capaian_upstream;
  }
  location = /periksa {
    client_max_body_size 51m;
    proxy_pass http://\$capaian_upstream;
  }
  # Each worker measures itself; ask them at their own ports.
  location = /metrics { return 404; }
  location = /_stcore/metrics { return 404; }
  location @away { try_files /502.html =502; root $pages; ssi on; internal; add_header Cache-Control no-store always; }
  location @busy { try_files /429.html =429; root $pages; ssi on; internal; add_header Cache-Control no-store always; }
  location @large { try_files /413.html =413; root $pages; ssi on; internal; add_header Cache-Control no-store always; }
}
EOF
