using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Reads groups and policies. Comes last: they name everything else.</summary>
internal sealed class PolicyBinder(FabricDraft draft, FaultList faults)
{
    public void Bind(MapReader file)
    {
        MemberReader members = new(draft, faults);
        SourceEntry[] groups = [.. file.Map("groups").Entries()];
        foreach (SourceEntry entry in groups)
        {
            draft.Groups.Add(entry.Key.Text, new DraftGroup(entry.Key.Text, entry.Key.Span));
            CheckName(entry.Key);
        }

        MapReader bodies = file.Map("groups");
        foreach (SourceEntry entry in groups)
        {
            BindGroup(draft.Groups.Find(entry.Key.Text)!, bodies, members);
        }

        foreach (SourceEntry entry in file.Map("policies").Entries())
        {
            BindPolicy(entry.Key, file.Of(entry.Value), members);
        }
    }

    private void CheckName(SourceScalar name)
    {
        if (name.Text == MemberReader.AnyWord)
        {
            faults.Add(FaultCode.NameTaken, name.Span, "`any` stands for every address and cannot be the name of a group", "choose another name");
            return;
        }

        bool isHost = draft.Machines.TryGetValue(name.Text, out SourceSpan place);
        if (!isHost && draft.Subnets.Find(name.Text) is { } subnet)
        {
            place = subnet.Span;
        }
        else if (!isHost)
        {
            return;
        }

        faults.Add(
            FaultCode.NameTaken,
            name.Span,
            $"`{name.Text}` is the name of a {(isHost ? "machine" : "subnet")} already",
            "choose another name for the group",
            new FaultLabel(place, "the other is here"));
    }

    private static void BindGroup(DraftGroup group, MapReader bodies, MemberReader members)
    {
        foreach (SourceScalar word in bodies.Scalars(group.Name))
        {
            if (members.Read(word, $"group `{group.Name}`", allowsGroups: false) is { } member)
            {
                group.Members.Add(member);
            }
        }
    }

    private void BindPolicy(SourceScalar name, MapReader body, MemberReader members)
    {
        PolicyId id = new((ushort)Math.Min(draft.Policies.Count + 1, ushort.MaxValue));
        DraftPolicy policy = new(name.Text, name.Span, id) { IsStateful = body.Scalar("stateful")?.Text != "false" };
        draft.Policies.Add(policy);
        foreach (SourceScalar word in body.Scalars("for"))
        {
            if (members.Read(word, $"policy `{policy.Name}`", allowsGroups: true) is { } member)
            {
                policy.For.Add(member);
            }
        }

        policy.Quality = Quality(body.Map("qos"));
        policy.In = body.Has("in") ? BindRules(policy, "in", body, members) : null;
        policy.Out = body.Has("out") ? BindRules(policy, "out", body, members) : null;
    }

    private static List<DraftRule> BindRules(DraftPolicy policy, string direction, MapReader body, MemberReader members)
    {
        List<DraftRule> rules = [];
        foreach (SourceNode item in body.Items(direction))
        {
            MapReader reader = body.Of(item);
            string action = reader.Has("allow") ? "allow" : "deny";
            DraftRule rule = new(action == "allow" ? PolicyAction.Allow : PolicyAction.Deny, item.Span)
            {
                Name = reader.Scalar("name")?.Text ?? "",
                IsLogged = reader.Scalar("log")?.Text == "true",
                Services = [.. reader.Scalars(action).SelectMany(Services)],
            };
            string peer = direction == "in" ? "from" : "to";
            if (!reader.Has(peer))
            {
                rule.Peers.Add(new DraftMember(MemberReader.AnyWord, item.Span) { IsAny = true });
            }

            foreach (SourceScalar word in reader.Scalars(peer))
            {
                if (members.Read(word, $"a rule of policy `{policy.Name}`", allowsGroups: true) is { } member)
                {
                    rule.Peers.Add(member);
                }
            }

            rules.Add(rule);
        }

        return rules;
    }

    private static PolicyQuality? Quality(MapReader body)
    {
        int? priority = (int?)body.Number("priority")?.Value;
        DiffServCode? implied = priority is { } number ? DiffServCode.Selector(number) : null;
        PolicyQuality quality = new(
            body.Scalar("in") is { } into && DataRate.TryParse(into.Text, out DataRate most) ? most : null,
            body.Scalar("out") is { } from && DataRate.TryParse(from.Text, out DataRate sent) ? sent : null,
            body.Scalar("dscp") is { } mark && DiffServCode.TryParse(mark.Text, out DiffServCode code) ? code : implied)
        {
            Priority = priority,
        };
        return quality is { In: null, Out: null, Mark: null } ? null : quality;
    }

    private static IEnumerable<PolicyService> Services(SourceScalar word) =>
        PolicyServiceText.TryParse(word.Text, out ImmutableArray<PolicyService> services) ? services : [];
}
