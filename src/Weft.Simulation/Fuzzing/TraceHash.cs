using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A digest of everything that happens: frames with their octets, decisions, arrivals. Two runs of one seed have the same (FNV-1a, eight octets at once).</summary>
internal sealed class TraceHash : IWorldObserver
{
    private const ulong Prime = 0x0000_0100_0000_01B3;

    /// <summary>The digest so far.</summary>
    public ulong Value { get; private set; } = 0xCBF2_9CE4_8422_2325;

    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        Add((ulong)now.Nanoseconds);
        Add(((ulong)link.Number << 32) | ((ulong)tag.Value << 1) | (isLost ? 1UL : 0));
        Add(frame);
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        Add((ulong)now.Nanoseconds);
        Add(isFromHost ? 1UL : 2);
        Add(frame);
    }

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame) =>
        Add(((ulong)step.Action << 48) | ((ulong)step.Drop << 32) | ((ulong)step.In.Value << 16) | step.Out.Value);

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe) => Add(((ulong)probe.Flow << 32) | (uint)probe.Sequence);

    private void Add(ulong word) => Value = (Value ^ word) * Prime;

    private void Add(ReadOnlySpan<byte> octets)
    {
        while (octets.Length >= 8)
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(octets));
            octets = octets[8..];
        }

        foreach (byte octet in octets)
        {
            Add(octet);
        }
    }
}
