using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Weft.Model;

namespace Weft.Linux.Tests;

public sealed class EventLoopTests : IDisposable
{
    private readonly EventLoop _loop = new();
    private readonly AnonymousPipeServerStream _writer = new(PipeDirection.Out);
    private readonly SafePipeHandle _reader;

    public EventLoopTests() => _reader = _writer.ClientSafePipeHandle;

    private int Descriptor => (int)_reader.DangerousGetHandle();

    private static Instant Soon => MonotonicClock.Now + TimeSpan.FromSeconds(30);

    [Fact]
    public void A_ready_descriptor_is_called_back()
    {
        Interest ready = Interest.None;
        _loop.Add(Descriptor, Interest.Read, found => ready = found);
        _writer.WriteByte(1);
        Assert.Equal(1, _loop.Wait(Soon));
        Assert.Equal(Interest.Read, ready & Interest.Read);
    }

    [Fact]
    public void A_deadline_ends_the_wait_and_not_before_its_time()
    {
        Instant deadline = MonotonicClock.Now + TimeSpan.FromMicroseconds(300);
        while (_loop.Wait(deadline) > 0)
        {
        }

        Assert.True(MonotonicClock.Now >= deadline);
    }

    [Fact]
    public void A_deadline_in_the_past_does_not_wait() => Assert.Equal(0, _loop.Wait(Instant.Zero));

    [Fact]
    public async Task Another_thread_can_wake_it()
    {
        Task waker = Task.Run(_loop.Wake, TestContext.Current.CancellationToken);
        Assert.Equal(1, _loop.Wait(Instant.Never));
        await waker;
        Assert.Equal(0, _loop.Wait(Instant.Zero));
    }

    [Fact]
    public void A_removed_descriptor_is_not_called_back()
    {
        bool called = false;
        _loop.Add(Descriptor, Interest.Read, _ => called = true);
        _loop.Remove(Descriptor);
        _writer.WriteByte(1);
        Assert.Equal(0, _loop.Wait(Instant.Zero));
        Assert.False(called);
        _loop.Remove(Descriptor);
    }

    [Fact]
    public void Interest_can_be_changed()
    {
        int calls = 0;
        _loop.Add(Descriptor, Interest.None, _ => calls++);
        _writer.WriteByte(1);
        _loop.Wait(Instant.Zero);
        Assert.Equal(0, calls);
        _loop.Change(Descriptor, Interest.Read);
        _loop.Wait(Soon);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_callback_may_remove_its_own_descriptor()
    {
        int calls = 0;
        _loop.Add(Descriptor, Interest.Read, _ =>
        {
            calls++;
            _loop.Remove(Descriptor);
        });
        _writer.WriteByte(1);
        _loop.Wait(Soon);
        _loop.Wait(Instant.Zero);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Hanging_up_is_told()
    {
        Interest ready = Interest.None;
        _loop.Add(Descriptor, Interest.Read, found => ready = found);
        _writer.Dispose();
        _loop.Wait(Soon);
        Assert.Equal(Interest.HangUp, ready & Interest.HangUp);
    }

    [Fact]
    public void The_clock_never_goes_back()
    {
        Instant before = MonotonicClock.Now;
        for (int i = 0; i < 1000; i++)
        {
            Instant now = MonotonicClock.Now;
            Assert.True(now >= before);
            before = now;
        }
    }

    public void Dispose()
    {
        _loop.Dispose();
        _reader.Dispose();
        _writer.Dispose();
    }
}
