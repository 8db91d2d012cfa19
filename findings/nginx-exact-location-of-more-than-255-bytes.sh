#!/bin/sh
# nginx: `location = NAME` matches another address if NAME has more than 255 bytes.
#
# Expected: an exact location matches its name, however long that is, and nothing else; or
# `nginx -t` refuses it.
# Seen: nginx keeps the length of a name in one byte. A name of 302 bytes passes `nginx -t`, never
# matches itself, and matches the first 46 of its bytes (302 - 256) instead.
# Versions: nginx 1.22.1 (Debian 12).
# It matters where a program writes redirects from old addresses as exact locations. Addresses hold
# whole headlines, and a letter outside ASCII has two to four bytes: 85 ideographs are enough. The
# old address is not found, and one that nobody wrote leads on.
set -eu
version=1.22.1-9+deb12u9
folder=$(mktemp -d)
chmod 755 "$folder"  # workers of root's nginx are nobody
trap 'test -z "${server:-}" || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q "nginx=$version" >download.log 2>&1 || { cat download.log; exit 2; }
dpkg-deb -x nginx_*.deb nginx
program=nginx/usr/sbin/nginx

name="/$(printf 'abcdefghij%.0s' $(seq 30))/"
beginning=$(printf %s "$name" | cut -c1-46)
mkdir site logs
cat >nginx.conf <<END
daemon off;
pid $folder/pid;
error_log $folder/errors;
events {}
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  server {
    listen unix:$folder/socket;
    root $folder/site;
    location = "$name" { return 301 /new/; }
    location = /short/ { return 301 /new/; }
  }
}
END
"$program" -p "$folder" -c nginx.conf -t
"$program" -p "$folder" -c nginx.conf &
server=$!
until [ -S socket ]; do kill -0 "$server"; sleep 0.1; done

status() {
    curl -s -o /dev/null -w '%{http_code}' --unix-socket socket "http://localhost$1"
}

seen="$(status /short/) $(status "$name") $(status "$beginning") $(status /another/)"
echo "a short name: $(status /short/)"
echo "the name, ${#name} bytes: $(status "$name")"
echo "the first ${#beginning} bytes of it: $(status "$beginning")"
echo "another address: $(status /another/)"
test "$seen" = "301 404 301 404" || { echo "this is not what was seen with $version"; exit 1; }
