using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An Ethernet II or IEEE 802.3 frame without FCS, with up to <see cref="MaximumTags"/> VLAN tags.</summary>
public readonly ref struct EthernetView
{
    /// <summary>A service and a customer tag; frames with more are refused.</summary>
    public const int MaximumTags = 2;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly int _payloadOffset;
    private readonly int _payloadLength;

    private EthernetView(ReadOnlySpan<byte> frame, int payloadOffset, int payloadLength)
    {
        _frame = frame;
        _payloadOffset = payloadOffset;
        _payloadLength = payloadLength;
    }

    public MacAddress Destination => MacAddress.Read(_frame);

    public MacAddress Source => MacAddress.Read(_frame[MacAddress.Length..]);

    /// <summary>Tags between source and type, 0 to 2.</summary>
    public int TagCount => (_payloadOffset - EthernetHeader.Length) / VlanTag.Length;

    /// <summary>The EtherType after the tags; a length when <see cref="IsLlc"/>.</summary>
    public EtherType Type => (EtherType)BinaryPrimitives.ReadUInt16BigEndian(_frame[(_payloadOffset - 2)..]);

    /// <summary>True for an IEEE 802.3 frame: the payload starts with an LLC header.</summary>
    public bool IsLlc => Type <= EtherType.MaximumLength;

    /// <summary>Octets before <see cref="Payload"/>.</summary>
    public int HeaderLength => _payloadOffset;

    /// <summary>What follows the header: without padding when the frame has a length field, else the whole rest.</summary>
    public ReadOnlySpan<byte> Payload => _frame.Slice(_payloadOffset, _payloadLength);

    /// <summary>Padding after an IEEE 802.3 payload; empty for typed frames, whose own length fields tell.</summary>
    public ReadOnlySpan<byte> Trailer => _frame[(_payloadOffset + _payloadLength)..];

    public EthernetHeader Header => new(Destination, Source, Type);

    /// <summary>A tag, outermost first.</summary>
    public VlanTag GetTag(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)TagCount);
        return VlanTag.Read(_frame[((2 * MacAddress.Length) + (index * VlanTag.Length))..]);
    }

    /// <summary>Reads addresses, tags and type.</summary>
    public static EthernetFault TryParse(ReadOnlySpan<byte> frame, out EthernetView view)
    {
        view = default;
        int offset = 2 * MacAddress.Length;
        for (int tags = 0; ; tags++)
        {
            if (frame.Length < offset + 2)
            {
                return EthernetFault.Truncated;
            }

            EtherType type = (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[offset..]);
            if (type is EtherType.CustomerTag or EtherType.ServiceTag)
            {
                if (tags == MaximumTags)
                {
                    return EthernetFault.TooManyTags;
                }

                offset += VlanTag.Length;
                continue;
            }

            return Finish(frame, offset + 2, type, out view);
        }
    }

    private static EthernetFault Finish(ReadOnlySpan<byte> frame, int payloadOffset, EtherType type, out EthernetView view)
    {
        view = default;
        int payloadLength = frame.Length - payloadOffset;
        if (type < EtherType.MinimumType)
        {
            if (type > EtherType.MaximumLength)
            {
                return EthernetFault.NeitherLengthNorType;
            }

            if ((int)type > payloadLength)
            {
                return EthernetFault.LengthBeyondFrame;
            }

            payloadLength = (int)type;
        }

        view = new EthernetView(frame, payloadOffset, payloadLength);
        return EthernetFault.None;
    }

    /// <summary>"02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff, vlan 10, p 0, ethertype 0x0806".</summary>
    public override string ToString()
    {
        string tags = string.Empty;
        for (int i = 0; i < TagCount; i++)
        {
            tags += $", {GetTag(i)}";
        }

        return IsLlc ? $"{Source} > {Destination}{tags}, 802.3, length {(int)Type}" : $"{Source} > {Destination}{tags}, ethertype 0x{(int)Type:x4}";
    }
}
