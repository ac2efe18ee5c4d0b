namespace Weft.Wire.Dhcp;

/// <summary>The relay agent option, number 82 (RFC 3046): parts of one octet code, one octet length and their data.</summary>
public readonly ref struct DhcpAgentInformation
{
    private readonly ReadOnlySpan<byte> _octets;

    private DhcpAgentInformation(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>The data of a part; false when there is none.</summary>
    public bool TryFind(DhcpAgentOptionCode code, out ReadOnlySpan<byte> data)
    {
        data = default;
        for (ReadOnlySpan<byte> rest = _octets; !rest.IsEmpty; rest = rest[(2 + rest[1])..])
        {
            if (rest[0] == (byte)code)
            {
                data = rest.Slice(2, rest[1]);
                return true;
            }
        }

        return false;
    }

    /// <summary>The address of a part that is one; false when there is none.</summary>
    public bool TryFindAddress(DhcpAgentOptionCode code, out IpAddress address)
    {
        bool fits = TryFind(code, out ReadOnlySpan<byte> data) && data.Length == 4;
        address = fits ? IpAddress.ReadIpv4(data) : default;
        return fits;
    }

    /// <summary>Reads the data of option 82; false when a part ends beyond it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out DhcpAgentInformation information)
    {
        information = default;
        ReadOnlySpan<byte> rest = octets;
        while (!rest.IsEmpty)
        {
            if (rest.Length < 2 || rest.Length < 2 + rest[1])
            {
                return false;
            }

            rest = rest[(2 + rest[1])..];
        }

        information = new DhcpAgentInformation(octets);
        return true;
    }
}
