using System.Buffers.Binary;

namespace Weft.Wire.Dhcp;

/// <summary>One DHCP option.</summary>
public readonly ref struct DhcpOption
{
    internal DhcpOption(DhcpOptionCode code, ReadOnlySpan<byte> data)
    {
        Code = code;
        Data = data;
    }

    public DhcpOptionCode Code { get; }

    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The first address of an option that holds addresses; false when it is too short for one.</summary>
    public bool TryGetAddress(out IpAddress address)
    {
        bool fits = Data.Length >= 4;
        address = fits ? IpAddress.ReadIpv4(Data) : default;
        return fits;
    }

    /// <summary>The number of an option of four octets; false when it has another length.</summary>
    public bool TryGetNumber(out uint number)
    {
        bool fits = Data.Length == 4;
        number = fits ? BinaryPrimitives.ReadUInt32BigEndian(Data) : 0;
        return fits;
    }
}
