using System.Globalization;
using Weft.Wire;

namespace Weft.Model;

/// <summary>"10.1.0.1/24": an address that keeps its host bits.</summary>
internal static class AddressText
{
    public static bool TryParse(string text, out GatewayAddress address)
    {
        address = default;
        int slash = text.IndexOf('/');
        if (slash < 0
            || !IpAddress.TryParse(text.AsSpan(0, slash), out IpAddress host)
            || !byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out byte length)
            || length > host.BitCount
            || (text[slash + 1] == '0' && text.Length > slash + 2))
        {
            return false;
        }

        address = new GatewayAddress(host, length);
        return true;
    }
}
