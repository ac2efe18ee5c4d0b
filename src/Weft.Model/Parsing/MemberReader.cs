using Weft.Wire;

namespace Weft.Model;

/// <summary>Finds out what names, MACs and prefixes in groups and policies stand for.</summary>
internal sealed class MemberReader
{
    private const int ShownNames = 1_000;

    private readonly FabricDraft _draft;
    private readonly FaultList _faults;
    private readonly Dictionary<string, DraftHost> _hosts;
    private readonly Dictionary<string, OutsideClient> _clients;

    public MemberReader(FabricDraft draft, FaultList faults)
    {
        _draft = draft;
        _faults = faults;
        _hosts = draft.Hosts.DistinctBy(host => host.Name).ToDictionary(host => host.Name);
        _clients = draft.Outside.SelectMany(router => router.Clients).DistinctBy(client => client.Name).ToDictionary(client => client.Name);
    }

    /// <summary>What a word stands for; null, with a fault, when it is the name of nothing.</summary>
    /// <param name="word">A MAC, a prefix, an address or a name.</param>
    /// <param name="where">Begins the message: "group `ops`".</param>
    /// <param name="allowsGroups">False within groups.</param>
    public DraftMember? Read(SourceScalar word, string where, bool allowsGroups)
    {
        DraftMember member = new(word.Text, word.Span);
        if (word.Text == AnyWord)
        {
            return member with { IsAny = true };
        }

        if (MacAddress.TryParse(word.Text, out MacAddress mac))
        {
            return member with { Mac = mac };
        }

        if (IpPrefix.TryParse(word.Text, out IpPrefix prefix))
        {
            return member with { Prefix = prefix };
        }

        return IpAddress.TryParse(word.Text, out IpAddress address) ? member with { Prefix = IpPrefix.Host(address) } : ReadName(member, where, allowsGroups);
    }

    /// <summary>The word that stands for every address.</summary>
    internal const string AnyWord = "any";

    private DraftMember? ReadName(DraftMember member, string where, bool allowsGroups)
    {
        DraftHost? host = _hosts.GetValueOrDefault(member.Text);
        OutsideClient? client = _clients.GetValueOrDefault(member.Text);
        DraftSubnet? subnet = _draft.Subnets.Find(member.Text);
        DraftGroup? group = allowsGroups ? _draft.Groups.Find(member.Text) : null;
        if ((host is not null || client is not null) && subnet is not null)
        {
            _faults.Add(
                FaultCode.AmbiguousMember,
                member.Span,
                $"{where} names `{member.Text}`, which is a host and a subnet",
                "rename one of them, or write the host's MAC or the subnet's prefix",
                new FaultLabel(subnet.Span, "the subnet is here"));
            return null;
        }

        if (host is null && client is null && subnet is null && group is null)
        {
            Report(member, where, allowsGroups);
            return null;
        }

        return member with { Host = host, Client = host is null ? client : null, Subnet = subnet, Group = host is null && client is null && subnet is null ? group : null };
    }

    private void Report(DraftMember member, string where, bool allowsGroups)
    {
        if (!allowsGroups && _draft.Groups.Find(member.Text) is { } group)
        {
            _faults.Add(
                FaultCode.UnknownMember,
                member.Span,
                $"{where} names `{member.Text}`, which is a group itself",
                "list its members here",
                new FaultLabel(group.Span, "the group is here"));
            return;
        }

        IEnumerable<string> names = _hosts.Keys.Concat(_draft.Subnets.Names).Concat(allowsGroups ? _draft.Groups.Names : []).Concat(_clients.Keys);
        string kinds = allowsGroups ? "host, group or subnet" : "host or subnet";
        _faults.Add(
            FaultCode.UnknownMember,
            member.Span,
            $"{where} names `{member.Text}`, which is no {kinds} of this fabric",
            Suggestion.For(member.Text, [.. names.Distinct().Take(ShownNames)], "names"));
    }
}
