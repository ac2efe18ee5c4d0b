using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>Somebody who sits on the link between a leaf and its neighbour, or has taken the neighbour over: speaks IS-IS with the neighbour's MAC.</summary>
public sealed class IsisAttacker : IDisposable
{
    private readonly Capture _port;
    private readonly MacAddress _mac;
    private readonly byte[] _frame = new byte[IsisFrame.HeaderLength + IsisFrame.MaximumPduLength];

    public IsisAttacker(string inNamespace, string port, MacAddress mac)
    {
        _port = Capture.Open(inNamespace, port, Capture.AllProtocols);
        _mac = mac;
    }

    /// <summary>Sends one PDU.</summary>
    public void Send(ReadOnlySpan<byte> pdu)
    {
        int header = IsisFrame.WriteHeader(_frame, _mac, pdu.Length);
        pdu.CopyTo(_frame.AsSpan(header));
        _port.Send(_frame.AsSpan(0, header + pdu.Length));
    }

    /// <summary>An LSP with one host route of a stranger, whom nobody lists as a neighbour.</summary>
    public static byte[] Phantom(SystemId system, uint sequence, uint address, ushort lifetime = 1200, IsisPduType type = IsisPduType.Level2LinkState)
    {
        IsisPduWriter writer = new(
            new byte[200], type, new LspHeader(lifetime, new LspId(system, 0, 0), sequence, 0, LspFlags.Level2));
        Span<byte> octets = stackalloc byte[32];
        PrefixReach reach = new(IpPrefix.Host(IpAddress.Ipv4(address)), 0, false, false, []);
        writer.Append(IsisTlvType.ExtendedIpReach, octets[..reach.Write(octets)]);
        return writer.Finish().ToArray();
    }

    /// <summary>What the neighbour and the leaf say to each other in a while, as PDUs.</summary>
    public List<byte[]> Overhear(TimeSpan duration)
    {
        List<byte[]> heard = [];
        long end = Environment.TickCount64 + (long)duration.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            if (_port.TryReceive(TimeSpan.FromMilliseconds(50), out ReadOnlySpan<byte> frame, out _)
                && IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets) == IsisFault.None
                && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None)
            {
                heard.Add(pdu.Bytes.ToArray());
            }
        }

        return heard;
    }

    public void Dispose() => _port.Dispose();
}
