using Weft.Wire;

namespace Weft.Model;

/// <summary>
/// Reads the commands that hosts of containerlab run: <c>ip address add</c> and the default route tell what the file says nowhere else. A command that
/// many hosts inherit is read once.
/// </summary>
internal sealed class HostCommands(TopologyNotes notes)
{
    /// <summary>Addresses of one host.</summary>
    private const int MostAddresses = 64;

    private static readonly char[] _quotes = ['\'', '"'];
    private static readonly string[] _separators = ["&&", ";", "||", "|", "\n"];

    private readonly Dictionary<SourceScalar, Said> _read = [];

    /// <summary>Gives a host what a command says.</summary>
    public void Apply(SourceScalar command, TopologyMachine host)
    {
        if (!_read.TryGetValue(command, out Said? said))
        {
            said = Read(command);
            _read.Add(command, said);
        }

        if (host.Addresses.Count + said.Addresses.Count > MostAddresses)
        {
            notes.Lost(command.Span, $"command `{TopologyMap.Shown(command.Text)}`", $"a host has at most {MostAddresses} addresses");
            return;
        }

        host.Addresses.AddRange(said.Addresses);
        host.Gateways.AddRange(said.Gateways);
    }

    private Said Read(SourceScalar command)
    {
        Said said = new();
        bool isUnderstood = false;
        foreach (string part in command.Text.Split(_separators, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = [.. part.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(_quotes))];
            isUnderstood |= ReadWords(words, command, said);
        }

        if (!isUnderstood)
        {
            notes.Left(command.Span, $"command `{TopologyMap.Shown(command.Text)}`", "only addresses and default routes are read");
        }

        return said;
    }

    private bool ReadWords(string[] words, SourceScalar command, Said said)
    {
        int ip = Array.FindIndex(words, word => word == "ip" || word.EndsWith("/ip", StringComparison.Ordinal));
        if (ip < 0)
        {
            return false;
        }

        string[] rest = [.. words.Skip(ip + 1).Where(word => word is not ("-4" or "-6"))];
        switch (rest)
        {
            case ["a" or "addr" or "address", "add" or "a" or "replace", .. string[] what]:
                ReadAddress(what, command, said);
                return true;
            case ["r" or "ro" or "route", "add" or "a" or "replace", "default" or "0.0.0.0/0" or "::/0", .. string[] what]:
                ReadRoute(what, command, said);
                return true;
            default:
                return rest is ["link" or "l", ..];
        }
    }

    private void ReadAddress(string[] words, SourceScalar command, Said said)
    {
        string text = words.FirstOrDefault(word => word.Length > 0 && (char.IsAsciiHexDigit(word[0]) || word[0] == ':') && word.Contains('/')) ?? "";
        int dev = Array.IndexOf(words, "dev");
        string port = dev >= 0 && dev + 1 < words.Length ? words[dev + 1] : "";
        string what = $"command `{TopologyMap.Shown(command.Text)}`";
        if (!AddressText.TryParse(text, out GatewayAddress address) || !address.Address.IsHostUnicast)
        {
            notes.Lost(command.Span, what, "no address with a prefix length can be read in it");
        }
        else if (address.Address.IsLinkLocal || port == "lo")
        {
            notes.Left(command.Span, what, "addresses of loopbacks and link-local ones are the host's own");
        }
        else
        {
            said.Addresses.Add((port, address));
            if (port.Contains('.'))
            {
                notes.Changed(command.Span, $"VLAN interface `{TopologyMap.Shown(port)}`", "its address is untagged here; give the port a `trunk` to tag it");
            }
        }
    }

    private void ReadRoute(string[] words, SourceScalar command, Said said)
    {
        int via = Array.IndexOf(words, "via");
        if (via >= 0 && via + 1 < words.Length && IpAddress.TryParse(words[via + 1], out IpAddress gateway) && gateway.IsHostUnicast)
        {
            said.Gateways.Add(gateway);
        }
        else
        {
            notes.Left(command.Span, $"command `{TopologyMap.Shown(command.Text)}`", "it names no gateway");
        }
    }

    /// <summary>What a command says about the host that runs it.</summary>
    private sealed class Said
    {
        public List<(string Port, GatewayAddress Address)> Addresses { get; } = [];

        public List<IpAddress> Gateways { get; } = [];
    }
}
