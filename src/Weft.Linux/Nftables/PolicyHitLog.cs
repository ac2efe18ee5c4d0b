using System.Buffers.Binary;
using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Receives the packet filter's reports of what logged rules of policies took (nflog). The filter itself bounds them by rule.</summary>
public sealed class PolicyHitLog : IDisposable
{
    /// <summary>How many reports of one rule come in a second, and at once.</summary>
    public const int PerSecond = 1;

    /// <inheritdoc cref="PerSecond"/>
    public const int AtOnce = 5;

    internal const byte CopiedOctets = 64;

    private const int ReceiveBufferOctets = 256 * 1024;
    private const int LongestPrefix = 24;
    private const ushort Ipv4Type = 0x0800;
    private const ushort Ipv6Type = 0x86DD;
    private const int Ipv4Length = 20;
    private const int Ipv6Length = 40;

    private readonly PacketLog _log = new(FilterNames.PolicyHitGroup, CopiedOctets, ReceiveBufferOctets, "logged rules");
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
        if (!TryReadPrefix(prefix, out PolicyId policy, out PolicyDirection direction, out int rule))
        {
            return false;
        }

        if (protocol == Ipv4Type && packet.Length >= Ipv4Length)
        {
            bool isFirst = (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x1FFF) == 0;
            int upper = isFirst ? (packet[0] & 0xF) * 4 : packet.Length;
            hit = new PolicyHit(policy, direction, rule, IpAddress.ReadIpv4(packet[12..]), IpAddress.ReadIpv4(packet[16..]), packet[9], Selector(packet[9], packet, upper));
            return true;
        }

        if (protocol == Ipv6Type && packet.Length >= Ipv6Length)
        {
            hit = new PolicyHit(policy, direction, rule, IpAddress.ReadIpv6(packet[8..]), IpAddress.ReadIpv6(packet[24..]), packet[6], Selector(packet[6], packet, Ipv6Length));
            return true;
        }

        return false;
    }

    private static int Selector(byte protocol, ReadOnlySpan<byte> packet, int upper) => protocol switch
    {
        PolicyProtocol.Icmp or PolicyProtocol.Icmpv6 when packet.Length > upper => packet[upper],
        _ when PolicyProtocol.HasPorts(protocol) && packet.Length >= upper + 4 => BinaryPrimitives.ReadUInt16BigEndian(packet[(upper + 2)..]),
        _ => -1,
    };

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
