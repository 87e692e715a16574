#!/bin/sh
# A router for tests: FRR with OpenSSH in front of it, and nothing of it outside this process.
#
#     unshare --mount --uts --pid --fork --mount-proc --kill-child \
#         sh device.sh FOLDER PORT NAME USER HASH
#
# It has its own view of the user list, of /etc/frr and of /run, and FRR has a network of its own:
# the machine's users, routes, name, and a router that may run on it, stay as they are. It ends
# with standard input, and all of its processes with it. FOLDER holds frr.conf; the public host key
# and the logs are written there. HASH is the user's password as /etc/shadow keeps it.
set -eu
folder=$1 port=$2 name=$3 user=$4 hash=$5
bin=/usr/lib/frr
number=64999 # of the user and its group; no account of Debian has it

hostname "$name"

# The user: its login shell is vtysh, its group is the one that FRR lets in.
mkdir "$folder/etc" "$folder/users"
for file in passwd shadow group; do
    cp -p "/etc/$file" "$folder/users/$file"
done
echo "$user:x:$number:$number::/:/usr/bin/vtysh" >>"$folder/users/passwd"
echo "$user:$hash:19000:0:99999:7:::" >>"$folder/users/shadow"
sed -i "/^frrvty:/{s/:\$/:$user/;t;s/\$/,$user/}" "$folder/users/group"
echo "$user:x:$number:" >>"$folder/users/group"
for file in passwd shadow group; do
    mount --bind "$folder/users/$file" "/etc/$file"
done

# The group may save: watchfrr does it for them on a router, and is not needed here.
cp "$folder/frr.conf" "$folder/etc/frr.conf"
echo "service integrated-vtysh-config" >"$folder/etc/vtysh.conf"
chown -R frr:frrvty "$folder/etc"
chmod 775 "$folder/etc"
chmod 664 "$folder/etc/frr.conf"
mount --bind "$folder/etc" /etc/frr
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/frr /run/sshd
chown frr:frr /run/frr

unshare --net sh -eu -c '
    ip link set lo up
    for port in wan0 lan0; do # a kernel without dummy ports may have others
        ip link add "$port" type dummy || ip tuntap add "$port" mode tap
        ip link set "$port" up
    done
    for daemon in mgmtd zebra staticd; do # releases before 10 have no mgmtd
        [ ! -x "$0/$daemon" ] || "$0/$daemon" --daemon -A 127.0.0.1
    done
    vtysh --boot
' "$bin" >"$folder/frr.log" 2>&1

ssh-keygen -q -t ed25519 -N "" -f "$folder/host_key"
chmod 644 "$folder/host_key.pub"
/usr/sbin/sshd -f /dev/null -E "$folder/sshd.log" \
    -o "ListenAddress=127.0.0.1:$port" -o "HostKey=$folder/host_key" \
    -o "AllowUsers=$user" -o UsePAM=no -o PasswordAuthentication=yes -o PermitRootLogin=no \
    -o PidFile=none -o PrintMotd=no -o PrintLastLog=no
echo ready
cat >/dev/null
