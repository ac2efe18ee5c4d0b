using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Waits on descriptors and a deadline, and calls back (epoll). All but <see cref="Wake"/> belongs to one thread.</summary>
public sealed unsafe class EventLoop : IDisposable
{
    private const int NotificationsPerWait = 64;

    // struct epoll_event is packed on x86-64 only: events 0:4, data 4:8; elsewhere data is at 8.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = Stride - 8;

    private readonly Dictionary<int, Action<Interest>> _handlers = [];
    private readonly byte[] _notifications = GC.AllocateArray<byte>(NotificationsPerWait * 16, pinned: true);
    private readonly int _epoll;
    private readonly int _wake;
    private bool _exactWait = true;

    public EventLoop()
    {
        _epoll = LoopCalls.Create(LoopCalls.CloseOnExec);
        _wake = LoopCalls.EventDescriptor(0, LoopCalls.CloseOnExec | LoopCalls.NonBlock);
        if (_epoll < 0 || _wake < 0)
        {
            throw KernelException.FromLastCall("open an event loop");
        }

        Add(_wake, Interest.Read, _ => ClearWake());
    }

    /// <summary>Watches a descriptor until it is removed. Remove it before it is closed.</summary>
    public void Add(int descriptor, Interest interest, Action<Interest> handler)
    {
        _handlers.Add(descriptor, handler);
        Control(LoopCalls.Add, descriptor, interest);
    }

    /// <summary>Changes what a descriptor is watched for.</summary>
    public void Change(int descriptor, Interest interest) => Control(LoopCalls.Modify, descriptor, interest);

    /// <summary>Stops watching; safe inside a callback, also for descriptors whose own callback is still to come in this round.</summary>
    public void Remove(int descriptor)
    {
        if (_handlers.Remove(descriptor))
        {
            Control(LoopCalls.Delete, descriptor, Interest.None);
        }
    }

    /// <summary>Waits until a descriptor is ready, the deadline has come or <see cref="Wake"/> was called; then calls back what is ready.
    /// Returns the number of ready descriptors.</summary>
    public int Wait(Instant deadline)
    {
        fixed (byte* notifications = _notifications)
        {
            int count = WaitUntil(deadline, notifications);
            if (count < 0)
            {
                int error = Marshal.GetLastPInvokeError();
                return error == Errno.Interrupted ? 0 : throw new KernelException("wait for events", error);
            }

            for (int i = 0; i < count; i++)
            {
                byte* notification = notifications + (i * Stride);
                int descriptor = *(int*)(notification + DataOffset);
                if (_handlers.TryGetValue(descriptor, out Action<Interest>? handler))
                {
                    handler(*(Interest*)notification);
                }
            }

            return count;
        }
    }

    /// <summary>Ends a <see cref="Wait"/>, from any thread.</summary>
    public void Wake()
    {
        ulong one = 1;
        LoopCalls.Write(_wake, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        LibC.Close(_wake);
        LibC.Close(_epoll);
    }

    private int WaitUntil(Instant deadline, byte* notifications)
    {
        long left = deadline == Instant.Never ? -1 : Math.Max(0, deadline.Nanoseconds - MonotonicClock.Now.Nanoseconds);
        if (_exactWait)
        {
            LoopCalls.TimeSpec timeout = new() { Seconds = left / 1_000_000_000, Nanoseconds = left % 1_000_000_000 };
            int count = LoopCalls.WaitExactly(_epoll, notifications, NotificationsPerWait, left < 0 ? null : &timeout, null);
            if (count >= 0 || Marshal.GetLastPInvokeError() != Errno.NotImplemented)
            {
                return count;
            }

            _exactWait = false;
        }

        // Rounded up: waking too early would only mean to wait again.
        int milliseconds = left < 0 ? -1 : (int)Math.Min((left + 999_999) / 1_000_000, int.MaxValue);
        return LoopCalls.Wait(_epoll, notifications, NotificationsPerWait, milliseconds);
    }

    private void ClearWake()
    {
        ulong count;
        LoopCalls.Read(_wake, &count, sizeof(ulong));
    }

    private void Control(int operation, int descriptor, Interest interest)
    {
        byte* notification = stackalloc byte[16];
        *(uint*)notification = (uint)interest;
        *(long*)(notification + DataOffset) = descriptor;
        if (LoopCalls.Control(_epoll, operation, descriptor, notification) < 0)
        {
            throw KernelException.FromLastCall("watch a descriptor");
        }
    }
}
