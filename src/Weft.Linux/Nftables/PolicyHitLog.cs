using System.Buffers.Binary;
using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Receives the packet filter's reports of what logged rules of policies took (nflog). The filter itself bounds them by rule.</summary>
public sealed class PolicyHitLog : IDisposable
{
    private const int ReceiveBufferOctets = 256 * 1024;
    private const int LongestPrefix = 24;

    private readonly PacketLog _log = new(FilterNames.PolicyHitGroup, PolicyHit.CopiedOctets, ReceiveBufferOctets, "logged rules");
    private readonly PacketLog.Handler _take;
    private IPolicyHitSink? _sink;

    /// <summary>Subscribes, in the calling thread's network namespace. Throws <see cref="KernelException"/>.</summary>
    public PolicyHitLog() => _take = Take;

    /// <summary>The file descriptor, for polling.</summary>
    public int Descriptor => _log.Descriptor;

    /// <summary>How often the kernel had to drop reports because too many waited.</summary>
    public long Overruns => _log.Overruns;

    /// <summary>Reports that were not understood: of packets that are no IP, or cut short.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Hands on what waits, a bounded amount; returns the number of datagrams taken.</summary>
    public int Receive(IPolicyHitSink sink)
    {
        _sink = sink;
        return _log.Receive(_take);
    }

    public void Dispose() => _log.Dispose();

    /// <summary>What the rule set writes before a report: "2/in/3".</summary>
    internal static string Prefix(PolicyId policy, PolicyDirection direction, int rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{policy.Value}/{direction.Text()}/{rule}");

    /// <summary>Reads a report's packet.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> prefix, ushort protocol, ReadOnlySpan<byte> packet, out PolicyHit hit)
    {
        hit = default;
        return TryReadPrefix(prefix, out PolicyId policy, out PolicyDirection direction, out int rule)
            && PolicyHit.TryRead(policy, direction, rule, (EtherType)protocol, packet, out hit);
    }

    private static bool TryReadPrefix(ReadOnlySpan<byte> value, out PolicyId policy, out PolicyDirection direction, out int rule)
    {
        policy = default;
        direction = default;
        rule = 0;
        value = value.TrimEnd((byte)0);
        int first = value.IndexOf((byte)'/');
        int last = value.LastIndexOf((byte)'/');
        if (value.Length > LongestPrefix || first < 0 || first == last
            || !ushort.TryParse(value[..first], NumberStyles.None, CultureInfo.InvariantCulture, out ushort id)
            || !int.TryParse(value[(last + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out rule))
        {
            return false;
        }

        policy = new PolicyId(id);
        ReadOnlySpan<byte> word = value[(first + 1)..last];
        direction = word.SequenceEqual("out"u8) ? PolicyDirection.Out : PolicyDirection.In;
        return direction == PolicyDirection.Out || word.SequenceEqual("in"u8);
    }

    private void Take(NetlinkMessage message)
    {
        ushort protocol = 0;
        ReadOnlySpan<byte> payload = default;
        ReadOnlySpan<byte> prefix = default;
        foreach (NetlinkAttribute attribute in message.Attributes<NetfilterHeader>())
        {
            switch (attribute.Type)
            {
                case NetfilterCodes.PacketHeader when attribute.Value.Length >= 2:
                    protocol = BinaryPrimitives.ReadUInt16BigEndian(attribute.Value);
                    break;
                case NetfilterCodes.PacketPayload:
                    payload = attribute.Value;
                    break;
                case NetfilterCodes.PacketPrefix:
                    prefix = attribute.Value;
                    break;
            }
        }

        if (TryRead(prefix, protocol, payload, out PolicyHit hit))
        {
            _sink!.PolicyHitSeen(hit);
        }
        else
        {
            Unreadable++;
        }
    }
}
