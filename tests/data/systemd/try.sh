# Runs below systemd: the unit of a leaf through its life, under traffic. Each line of output is a fact that the test reads.
exec 3>"$WEFTJOB/exit.new"
end() { echo "$1" >&3; mv "$WEFTJOB/exit.new" "$WEFTJOB/exit"; echo 1 >/proc/sys/kernel/sysrq; echo o >/proc/sysrq-trigger; sleep 60; }
fact() { echo "$1: $2"; }
state() { systemctl show --value -p "$1" weftd@leaf1; }
facts() { for name in "$@"; do fact "$name" "$(state "$name")"; done; }
log() { journalctl --sync; journalctl -u weftd@leaf1 -o cat --no-pager; }
is_up() { [ "$(cat "/sys/class/net/$1/operstate")" = up ]; } # said by a worker of the kernel, which may be late
reaches() { ip netns exec vm-a ping -n -q -c 1 -W 1 10.2.0.12 >/dev/null; }
eventually() { tries=100; until "$@"; do tries=$((tries - 1)); [ "$tries" -gt 0 ] || { fact never "$*"; log; end 1; }; sleep 0.1; done; }
restarted() { new=$(state MainPID); [ "$new" != 0 ] && [ "$new" != "$old" ] && [ "$(state SubState)" = running ]; }
uptime_ms() { read -r up _ </proc/uptime; echo $((${up%.*} * 1000 + 10#${up#*.} * 10)); }

host() { # NAME PORT MAC ADDRESS GATEWAY
  ip netns add "$1"
  ip link add "$2" type veth peer name eth0 netns "$1" address "$3"
  ip link set "$2" up
  ip -n "$1" -batch - <<COMMANDS
link set lo up
link set eth0 up
address add $4 dev eth0
route add default via $5
COMMANDS
}
host vm-a swp1 02:00:00:00:00:0a 10.1.0.11/24 10.1.0.1
host vm-b swp2 02:00:00:00:00:0b 10.2.0.12/24 10.2.0.1

# Start: systemctl comes back only when the daemon has said that it is ready.
systemctl start weftd@leaf1
fact start $?
facts Type ActiveState SubState NRestarts
grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' "/proc/$(state MainPID)/status"
fact socket "$(stat -c %F /run/weft/leaf1.sock)"
eventually reaches
eventually is_up vlan10
fact gateway "$(ip -4 -br address show vlan10 | tr -s ' ')"
fact route "$(ip route show 10.2.0.12)"

# Killed, as often as one likes: systemd starts it again, and hosts do not notice.
ip netns exec vm-a ping -n -q -i 0.02 10.2.0.12 >"$WEFTJOB/ping" &
ping=$!
for life in 1 2 3 4 5 6; do
  old=$(state MainPID)
  killed=$(uptime_ms)
  kill -KILL "$old"
  eventually restarted
  [ "$life" = 1 ] && fact restart-ms "$(($(state ExecMainStartTimestampMonotonic) / 1000 - killed))"
done
facts ActiveState NRestarts
log | grep -q adopted && fact adopted yes

# A wrong file is refused, and nothing happens; a right one passes.
old=$(state MainPID)
sed -i 's/vlan: 10,/vlan: 5000,/' /etc/weft/fabric.yaml
systemctl reload weftd@leaf1 2>/dev/null
fact reload-wrong $?
log | grep -o -m 1 'VLAN 5000 is outside 1-4094'
sed -i 's/vlan: 5000,/vlan: 10,/' /etc/weft/fabric.yaml
systemctl reload weftd@leaf1
fact reload-right $?
checked() { log | grep -q reload-checked; }
eventually checked
[ "$(state MainPID)" = "$old" ] && fact reloaded same-process
facts ActiveState

# Stopped: the kernel goes on, also for who asks for the gateway only now.
systemctl stop weftd@leaf1
fact stop $?
facts ActiveState Result
ip -n vm-a neigh flush all
eventually reaches
kill -INT "$ping"
wait "$ping"
fact ping "$(grep -o '[0-9.]*% packet loss' "$WEFTJOB/ping")"
end 0
