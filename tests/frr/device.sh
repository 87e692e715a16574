#!/bin/sh
# A router for tests: FRR with OpenSSH in front, and nothing of it outside this process.
#
#     unshare --mount --pid --fork --mount-proc --kill-child sh device.sh FOLDER PORT USER HASH
#
# It has its own view of the user list, of /etc/frr and of /run, and FRR has a network of its own:
# the machine's users, routes and a router that may run on it stay as they are. All of it ends
# with standard input. FOLDER must hold frr.conf; it gets the host key's public half and the logs.
set -eu
folder=$1 port=$2 user=$3 hash=$4
frr=/usr/lib/frr

mkdir -p "$folder/run" "$folder/etc" "$folder/users"
for file in passwd shadow group; do
    cp -p "/etc/$file" "$folder/users/$file"
done
id_frr=$(id -u frr):$(id -g frr)
number=64999
echo "$user:x:$number:$number::/:/usr/bin/vtysh" >>"$folder/users/passwd"
echo "$user:$hash:19000:0:99999:7:::" >>"$folder/users/shadow"
sed -i "s/^\(frrvty:.*[^:]\)\$/\1,$user/; s/^\(frrvty:.*:\)\$/\1$user/" "$folder/users/group"
echo "$user:x:$number:" >>"$folder/users/group"
for file in passwd shadow group; do
    mount --bind "$folder/users/$file" "/etc/$file"
done

cp "$folder/frr.conf" "$folder/etc/frr.conf"
echo "service integrated-vtysh-config" >"$folder/etc/vtysh.conf"
chown -R "$id_frr" "$folder/etc"
chown "$(id -u frr):$(getent group frrvty | cut -d: -f3)" "$folder/etc/vtysh.conf" "$folder/etc/frr.conf"
chmod 755 "$folder/etc"
chmod 644 "$folder/etc/vtysh.conf"
mount --bind "$folder/etc" /etc/frr
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/frr /run/sshd
chown "$id_frr" /run/frr

# FRR finds these interfaces in a network where nothing else is.
unshare --net sh -eu -c '
    ip link set lo up
    for port in wan0 lan0; do
        ip link add "$port" type dummy 2>/dev/null || ip tuntap add "$port" mode tap
        ip link set "$port" up
    done
    for daemon in mgmtd zebra staticd; do
        [ -x "$0/$daemon" ] && "$0/$daemon" --daemon -A 127.0.0.1
    done
    vtysh --boot
' "$frr" >"$folder/frr.log" 2>&1

ssh-keygen -q -t ed25519 -N "" -f "$folder/host_key"
/usr/sbin/sshd -f /dev/null -E "$folder/sshd.log" \
    -o "ListenAddress=127.0.0.1:$port" -o "HostKey=$folder/host_key" \
    -o "AllowUsers=$user" -o UsePAM=no -o PasswordAuthentication=yes -o PermitRootLogin=no \
    -o PidFile=none -o PrintMotd=no -o PrintLastLog=no
chmod 644 "$folder/host_key.pub"
echo ready
cat >/dev/null
