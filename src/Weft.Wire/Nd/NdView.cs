namespace Weft.Wire;

/// <summary>A neighbour discovery message that has passed every check of RFC 4861 that needs no configuration: hop limit, checksum, code,
/// lengths, options and the rules about source, destination and target.</summary>
public readonly ref struct NdView
{
    /// <summary>Most options of one message.</summary>
    public const int MaximumOptions = 32;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _fixedLength;

    private NdView(ReadOnlySpan<byte> message, int fixedLength, IpAddress source, IpAddress destination)
    {
        _message = message;
        _fixedLength = fixedLength;
        Source = source;
        Destination = destination;
    }

    /// <summary>The packet's source address.</summary>
    public IpAddress Source { get; }

    /// <summary>The packet's destination address.</summary>
    public IpAddress Destination { get; }

    public Icmpv6Type Type => (Icmpv6Type)_message[0];

    /// <summary>Target of NS, NA and redirect; throws for RS and RA.</summary>
    public IpAddress Target => Type is Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement or Icmpv6Type.Redirect
        ? IpAddress.ReadIpv6(_message[8..])
        : throw new InvalidOperationException($"{Type} has no target");

    /// <summary>The fixed part of NS and NA; throws for others.</summary>
    public NeighborMessage Neighbor => Type is Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement
        ? NeighborMessage.Read(_message)
        : throw new InvalidOperationException($"{Type} is not NS or NA");

    /// <summary>The fixed part of an RA; throws for others.</summary>
    public RouterAdvertisement RouterAdvertisement => Type == Icmpv6Type.RouterAdvertisement
        ? RouterAdvertisement.Read(_message)
        : throw new InvalidOperationException($"{Type} is not an RA");

    /// <summary>The fixed part of a redirect; throws for others.</summary>
    public NdRedirect Redirect =>
        Type == Icmpv6Type.Redirect ? NdRedirect.Read(_message) : throw new InvalidOperationException($"{Type} is not a redirect");

    /// <summary>An NS from ::, by which a host checks that an address is free (RFC 4862 section 5.4).</summary>
    public bool IsDuplicateAddressDetection => Type == Icmpv6Type.NeighborSolicitation && Source.IsUnspecified;

    /// <summary>A walk over the options.</summary>
    public NdOptionReader Options => new(_message[_fixedLength..]);

    /// <summary>The first source or target link-layer address option; false when there is none of that type.</summary>
    public bool TryGetLinkLayer(NdOptionType type, out MacAddress mac)
    {
        NdOptionReader reader = Options;
        while (reader.TryRead(out NdOption option))
        {
            if (option.Type == type)
            {
                mac = option.LinkLayerAddress;
                return true;
            }
        }

        mac = default;
        return false;
    }

    /// <summary>Reads the message of an IPv6 packet.</summary>
    public static NdFault TryParse(scoped in Ipv6View packet, out NdView view)
    {
        view = default;
        ReadOnlySpan<byte> message = packet.UpperLayer;
        if (packet.UpperProtocol != IpProtocol.Icmpv6 || packet.FragmentOffset != 0)
        {
            return NdFault.NotNeighborDiscovery;
        }

        if (message.IsEmpty)
        {
            return NdFault.Truncated;
        }

        int fixedLength = FixedLengthOf((Icmpv6Type)message[0]);
        if (fixedLength == 0)
        {
            return NdFault.NotNeighborDiscovery;
        }

        if (packet.HasFragmentHeader)
        {
            return NdFault.Fragmented;
        }

        NdFault fault = CheckMessage(packet, message, fixedLength);
        if (fault != NdFault.None)
        {
            return fault;
        }

        NdView parsed = new(message, fixedLength, packet.Source, packet.Destination);
        fault = NdRules.Check(parsed);
        if (fault == NdFault.None)
        {
            view = parsed;
        }

        return fault;
    }

    private static NdFault CheckMessage(in Ipv6View packet, ReadOnlySpan<byte> message, int fixedLength)
    {
        if (message.Length < fixedLength)
        {
            return NdFault.Truncated;
        }

        if (packet.HopLimit != 255)
        {
            return NdFault.HopLimit;
        }

        if (!Icmpv6Message.HasCorrectChecksum(message, packet.Source, packet.Destination))
        {
            return NdFault.Checksum;
        }

        return message[1] != 0 ? NdFault.Code : CheckOptions(message[fixedLength..]);
    }

    private static NdFault CheckOptions(ReadOnlySpan<byte> options)
    {
        for (int count = 0; !options.IsEmpty; count++)
        {
            if (count == MaximumOptions)
            {
                return NdFault.TooManyOptions;
            }

            if (options.Length < 2)
            {
                return NdFault.OptionTruncated;
            }

            int length = options[1] * 8;
            if (length == 0)
            {
                return NdFault.OptionLengthZero;
            }

            if (length > options.Length)
            {
                return NdFault.OptionTruncated;
            }

            options = options[length..];
        }

        return NdFault.None;
    }

    private static int FixedLengthOf(Icmpv6Type type) => type switch
    {
        Icmpv6Type.RouterSolicitation => 8,
        Icmpv6Type.RouterAdvertisement => RouterAdvertisement.Length,
        Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement => NeighborMessage.Length,
        Icmpv6Type.Redirect => NdRedirect.Length,
        _ => 0,
    };

    /// <summary>"ICMP6, neighbor solicitation, who has fe80::1".</summary>
    public override string ToString() => NdPrinter.Print(this);
}
