namespace Weft.Lab;

/// <summary>The first process of the guest kernel, as a shell script.</summary>
internal static class UmlGuest
{
    /// <summary>A shell function that ends the guest: its argument is the exit status of the job.</summary>
    public const string Off = """
        off() {
          echo "$1" >"$WEFTJOB/exit.new" && mv "$WEFTJOB/exit.new" "$WEFTJOB/exit"
          echo 1 >/proc/sys/kernel/sysrq
          echo o >/proc/sysrq-trigger
          while :; do sleep 1; done
        }

        """;

    /// <summary>
    /// Started twice. At first the root is the machine's own file system, read-only: the script lays a private layer over it, mounts
    /// what is shared, and starts itself again on top. The second time it closes the root for writing, runs the job and
    /// switches the guest off. $WEFTJOB is the job's directory; the kernel hands it over from its command line.
    /// </summary>
    public const string Init = """
        #!/bin/sh
        export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

        """ + Off + """

        if [ -z "$WEFTLAYER" ]; then
          mount -t proc proc /proc
          mount -t tmpfs -o mode=755 layer /mnt
          new=/mnt/root
          mkdir -p /mnt/changes /mnt/work "$new" /mnt/lib
          ln -s /usr/lib/uml/modules /mnt/lib/modules
          modprobe -d /mnt overlay
          mount -t overlay -o lowerdir=/,upperdir=/mnt/changes,workdir=/mnt/work overlay "$new" || off 125
          modules=/lib/modules/$(uname -r)
          [ -e "$new$modules" ] || { mkdir -p "$new/lib/modules"; ln -s "/usr/lib/uml/modules/$(uname -r)" "$new$modules"; }
          mkdir -p "$new/mnt"
          mount --bind "$new/var" "$new/var"
          for private in /tmp /run /var/tmp; do mount -t tmpfs -o mode=1777 private "$new$private"; done
          while read -r access shared; do
            mkdir -p "$new$shared"
            mount -t hostfs -o "$access" -o "$shared" none "$new$shared" || off 125
          done <"$WEFTJOB/shares"
          mount -t proc proc "$new/proc"
          mount -t sysfs sysfs "$new/sys"
          mount -t devtmpfs dev "$new/dev"
          mkdir -p "$new/dev/pts" "$new/dev/shm"
          mount -t devpts devpts "$new/dev/pts"
          mount -t tmpfs shm "$new/dev/shm"
          mount --make-rprivate /
          cd "$new" && pivot_root . mnt && umount -l /mnt
          mount -o remount,bind,ro /
          WEFTLAYER=1 exec /bin/sh "$WEFTJOB/init"
        fi

        ln -sfn /proc/self/fd /dev/fd
        mkdir -p /run/netns /run/lock /tmp/home
        ip link set lo up
        for module in ipv6 veth bridge 8021q vrf nf_tables nfnetlink_log; do modprobe -q "$module"; done
        ulimit -n 65536

        # Who asks from outside gets a process of its own; taking the question away ends it.
        desk() {
          while :; do
            for asked in "$WEFTJOB"/asks/*.ask; do
              [ -e "$asked" ] || continue
              base=${asked%.ask}
              mv "$asked" "$base.run"
              {
                setsid /bin/sh "$base.run" </dev/null >"$base.out" 2>"$base.err" &
                told=$!
                while kill -0 $told 2>/dev/null; do
                  [ -e "$base.run" ] || kill -KILL -$told
                  sleep 0.1
                done
                wait $told
                echo $? >"$base.new" && mv "$base.new" "$base.exit"
              } 2>/dev/null &
            done
            sleep 0.1
          done
        }
        desk &
        [ -e "$WEFTJOB/first" ] && exec /bin/sh "$WEFTJOB/job" </dev/null >"$WEFTJOB/out" 2>"$WEFTJOB/err"
        /bin/sh "$WEFTJOB/job" </dev/null >"$WEFTJOB/out" 2>"$WEFTJOB/err"
        off $?
        """;
}
