using Weft.Wire.Dhcp6;

namespace Weft.Wire.Tests;

/// <content>DHCPv6 with the options within options.</content>
internal sealed partial class Reencoder
{
    private int Dhcp6(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (Dhcp6View.TryParse(octets, out Dhcp6View dhcp) is not Dhcp6Fault.None and var fault)
        {
            return Refuse("DHCPv6", fault, octets, target).Length;
        }

        Count($"DHCPv6 {dhcp.Type}");
        int length = dhcp.Header.Write(target);
        return length + Dhcp6Options(dhcp.Options, target[length..]);
    }

    private int Dhcp6Options(Dhcp6OptionReader reader, Span<byte> target)
    {
        Dhcp6OptionWriter writer = new(target);
        byte[] inner = new byte[target.Length];
        while (reader.TryRead(out Dhcp6Option option))
        {
            switch (option.Code)
            {
                case Dhcp6OptionCode.Addresses or Dhcp6OptionCode.Prefixes when option.TryGetAssociation(out Dhcp6Association association):
                    writer.Write(option.Code, association, inner.AsSpan(0, Dhcp6Options(option.AssociationOptions, inner)));
                    break;
                case Dhcp6OptionCode.Address when option.TryGetAddress(out Dhcp6Address address):
                    writer.Write(address, option.Data[Dhcp6Address.Length..]);
                    break;
                case Dhcp6OptionCode.Prefix when option.TryGetPrefix(out Dhcp6Prefix prefix):
                    writer.Write(prefix, option.Data[Dhcp6Prefix.Length..]);
                    break;
                default:
                    writer.Write(option.Code, option.Data);
                    break;
            }
        }

        return writer.Length;
    }
}
