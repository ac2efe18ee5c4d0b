using System.Runtime.InteropServices;
using System.Text;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>A view of one attribute. Numbers are in host byte order; reading more than there is gives zero.</summary>
public readonly ref struct NetlinkAttribute
{
    internal NetlinkAttribute(ushort type, ReadOnlySpan<byte> value)
    {
        Type = type;
        Value = value;
    }

    /// <summary>The type without the nested and byte-order bits.</summary>
    public ushort Type { get; }

    public ReadOnlySpan<byte> Value { get; }

    public byte Byte => Value.Length >= 1 ? Value[0] : (byte)0;

    public ushort UInt16 => MemoryMarshal.TryRead(Value, out ushort value) ? value : (ushort)0;

    public uint UInt32 => MemoryMarshal.TryRead(Value, out uint value) ? value : 0;

    public int Int32 => (int)UInt32;

    /// <summary>The text up to the terminating zero.</summary>
    public string Text
    {
        get
        {
            int end = Value.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? Value : Value[..end]);
        }
    }

    /// <summary>A MAC address; zero when the value has another length.</summary>
    public MacAddress Mac => Value.Length == MacAddress.Length ? MacAddress.Read(Value) : MacAddress.Zero;

    /// <summary>An address of 4 or 16 octets; 0.0.0.0 when the value has another length.</summary>
    public IpAddress Address => Value.Length switch
    {
        4 => IpAddress.ReadIpv4(Value),
        16 => IpAddress.ReadIpv6(Value),
        _ => default,
    };

    /// <summary>The attributes nested in this one.</summary>
    public NetlinkAttributes Nested => new(Value);
}
