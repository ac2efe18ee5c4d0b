using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Collects every frame that arrives at an interface.</summary>
public sealed class Tap : IFrameSink, IDisposable
{
    private readonly ReceiveBatch _batch = new();
    private readonly PacketSocket _socket;

    /// <param name="interfaceIndex">The interface.</param>
    /// <param name="filter">What it sees; null for everything.</param>
    public Tap(int interfaceIndex, ImmutableArray<BpfInstruction>? filter = null) =>
        _socket = PacketSocket.Open(default, interfaceIndex, PacketCalls.EthernetAll, filter ?? [new BpfInstruction(0x06, 0, 0, uint.MaxValue)], []);

    /// <summary>What arrived so far, oldest first.</summary>
    public List<(VlanId Tag, byte[] Frame)> Frames { get; } = [];

    /// <summary>Takes what has arrived.</summary>
    public void Poll()
    {
        while (_socket.Receive(_batch, this) > 0)
        {
        }
    }

    /// <summary>Waits for a frame with the given content anywhere in it and returns what came before it, leaving nothing.</summary>
    public List<byte[]> Until(byte[] marker)
    {
        int found = -1;
        Bench.Eventually(
            () =>
            {
                Poll();
                found = Frames.FindIndex(item => item.Frame.AsSpan().IndexOf(marker) >= 0);
                return found >= 0;
            },
            "the marker frame arrives");
        List<byte[]> before = [.. Frames.Take(found).Select(item => item.Frame)];
        Frames.Clear();
        return before;
    }

    public void FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => Frames.Add((tag, frame.ToArray()));

    public void Dispose()
    {
        _socket.Dispose();
        _batch.Dispose();
    }
}
