using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the commands that a host of containerlab runs: <c>ip address add</c> and the default route tell what the file says nowhere else.</summary>
internal sealed class HostCommand(TopologyMachine host, TopologyNotes notes)
{
    private static readonly char[] _quotes = ['\'', '"'];
    private static readonly string[] _separators = ["&&", ";", "||", "|", "\n"];

    public void Read(SourceScalar command)
    {
        bool isUnderstood = false;
        foreach (string part in command.Text.Split(_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = [.. part.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(_quotes))];
            isUnderstood |= ReadWords(words, command);
        }

        if (!isUnderstood)
        {
            notes.Left(command.Span, $"command `{TopologyMap.Shown(command.Text)}` of host `{host.Name}`", "only addresses and default routes are read");
        }
    }

    private bool ReadWords(string[] words, SourceScalar command)
    {
        int ip = Array.FindIndex(words, word => word == "ip" || word.EndsWith("/ip", StringComparison.Ordinal));
        if (ip < 0)
        {
            return false;
        }

        string[] rest = [.. words.Skip(ip + 1).Where(word => word is not ("-4" or "-6"))];
        return rest switch
        {
            ["a" or "addr" or "address", "add" or "a" or "replace", .. string[] what] => ReadAddress(what, command),
            ["r" or "ro" or "route", "add" or "a" or "replace", "default" or "0.0.0.0/0" or "::/0", .. string[] what] => ReadRoute(what, command),
            ["link" or "l", ..] => true,
            _ => false,
        };
    }

    private bool ReadAddress(string[] words, SourceScalar command)
    {
        string text = words.FirstOrDefault(word => word.Length > 0 && (char.IsAsciiHexDigit(word[0]) || word[0] == ':') && word.Contains('/')) ?? "";
        int dev = Array.IndexOf(words, "dev");
        if (!AddressText.TryParse(text, out GatewayAddress address) || !address.Address.IsHostUnicast)
        {
            notes.Lost(command.Span, $"command `{TopologyMap.Shown(command.Text)}` of host `{host.Name}`", "no address with a prefix length can be read in it");
            return true;
        }

        string port = dev >= 0 && dev + 1 < words.Length ? words[dev + 1] : "";
        if (!address.Address.IsLinkLocal && port != "lo")
        {
            host.Addresses.Add((port, address));
            if (port.Contains('.'))
            {
                notes.Changed(command.Span, $"VLAN interface `{TopologyMap.Shown(port)}` of host `{host.Name}`", "its address is untagged here; give the port a `trunk` to tag it");
            }
        }
        else
        {
            notes.Left(command.Span, $"command `{TopologyMap.Shown(command.Text)}` of host `{host.Name}`", "addresses of loopbacks and link-local ones are the host's own");
        }

        return true;
    }

    private bool ReadRoute(string[] words, SourceScalar command)
    {
        int via = Array.IndexOf(words, "via");
        if (via >= 0 && via + 1 < words.Length && IpAddress.TryParse(words[via + 1], out IpAddress gateway) && gateway.IsHostUnicast)
        {
            host.Gateways.Add(gateway);
        }
        else
        {
            notes.Left(command.Span, $"command `{TopologyMap.Shown(command.Text)}` of host `{host.Name}`", "it names no gateway");
        }

        return true;
    }
}
