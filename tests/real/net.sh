# A network of the part's own, where Microsoft's names lead to the servers of the tests, over TLS with a throw-away CA: $ca.
# Nothing can leave from there. Sourced by parts instead of lib.sh; starts them anew inside of that network.
if [ -z "${INSIDE_NET:-}" ]; then
  for way in "unshare -nm" "unshare -Urnm"; do
    $way ip link set lo up 2>/dev/null && INSIDE_NET=yes exec $way "$0"
  done
  echo "skip this machine allows no private network namespace"
  exit 77
fi
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
ip link set lo up
names=(login.microsoftonline.com graph.microsoft.com login.microsoftonline.us graph.microsoft.us dod-graph.microsoft.us
  login.partner.microsoftonline.cn microsoftgraph.chinacloudapi.cn)
echo "127.0.0.1 localhost ${names[*]}" >"$work/hosts"
echo "hosts: files" >"$work/nsswitch.conf"
if ! mount --bind "$work/hosts" /etc/hosts || ! mount --bind "$work/nsswitch.conf" /etc/nsswitch.conf; then
  echo "skip this machine allows no private view of /etc/hosts"
  exit 77
fi

ca=$work/ca.pem
(
  cd "$work" || exit
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=throw-away CA" -keyout ca.key -out ca.pem \
    -addext "keyUsage=critical,keyCertSign"
  openssl req -newkey rsa:2048 -nodes -subj "/CN=throw-away" -keyout tls.key -out tls.csr
  vouch() { # FILE [HOW…]: a certificate for the names on stdin
    openssl x509 -req -in tls.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out "$1" "${@:2}" -extfile <(
      sed 's/^/subjectAltName=DNS:/; s/ /,DNS:/g'
      echo "extendedKeyUsage=serverAuth"
      echo "basicConstraints=CA:FALSE")
  }
  vouch tls.pem -days 2 <<<"localhost ${names[*]}"
  vouch misnamed.pem -days 2 <<<"example.org"
  vouch outdated.pem -days -1 <<<"${names[*]}"
) >"$work/openssl.log" 2>&1
open_world ROTATION=strict "TLS_CERT=$work/tls.pem" "TLS_KEY=$work/tls.key"
