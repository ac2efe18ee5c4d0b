# The first process of a guest: puts weftd in its place, as a package would, and becomes systemd.
# $1: this folder, $2: the unit's folder, $3: weftd. Everything written here is the guest's own.
set -e
mount -o remount,bind,rw /
cp "$3" /usr/sbin/weftd
mkdir -p /etc/weft
cp "$1/fabric.yaml" /etc/weft/fabric.yaml
rm -rf /etc/systemd/system/*
cp "$2/weftd@.service" /etc/systemd/system/
cat >/etc/systemd/system/weft-test.service <<UNIT
[Unit]
DefaultDependencies=no
After=basic.target
Wants=basic.target
[Service]
Type=oneshot
Environment=WEFTJOB=$WEFTJOB
ExecStart=/bin/bash $1/try.sh
StandardOutput=file:$WEFTJOB/out
StandardError=file:$WEFTJOB/err
TimeoutStartSec=infinity
UNIT
# What a switch has and a test does not wait for.
for unit in systemd-udevd.service systemd-udevd-kernel.socket systemd-udevd-control.socket systemd-udev-trigger.service systemd-hwdb-update.service \
  systemd-random-seed.service systemd-update-utmp.service systemd-timesyncd.service ldconfig.service systemd-journal-flush.service \
  systemd-journal-catalog-update.service modprobe@.service kmod-static-nodes.service systemd-tmpfiles-setup.service systemd-tmpfiles-setup-dev.service \
  systemd-sysusers.service systemd-binfmt.service systemd-modules-load.service systemd-firstboot.service systemd-machine-id-commit.service; do
  ln -s /dev/null "/etc/systemd/system/$unit"
done
exec /lib/systemd/systemd --unit=weft-test.service --log-level=info --log-target=console </dev/console >/dev/console 2>&1
