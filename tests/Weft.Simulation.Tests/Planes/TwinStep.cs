using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>One thing that happens to a <see cref="KernelTwin"/>.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">Which host or prefix.</param>
/// <param name="Value">To which group, port or segment.</param>
internal readonly record struct TwinStep(TwinStepKind Kind, int Number, int Value)
{
    private const int Groups = 3;

    // Outside of every connected network, so that only the tables decide.
    private static readonly IpPrefix[] Prefixes =
    [
        .. new[]
        {
            "10.8.0.1/32", "10.8.0.2/32", "10.8.0.0/30", "10.8.0.0/24", "0.0.0.0/0",
            "2001:db8:8::1/128", "2001:db8:8::2/128", "2001:db8:8::/64", "2001:db8:8::/48",
        }.Select(text => IpPrefix.Parse(text)),
    ];

    private static readonly IpAddress[] Hosts = [.. Prefixes.Where(prefix => prefix.IsHost).Select(prefix => prefix.Address), IpAddress.Parse("fe80::77")];

    public static IEnumerable<(VrfId Vrf, IpAddress Address)> Destinations =>
        from vrf in new[] { VrfId.Default, new VrfId(1) }
        from text in new[] { "10.8.0.1", "10.8.0.2", "10.8.0.3", "10.8.0.99", "10.99.0.1", "2001:db8:8::1", "2001:db8:8::2", "2001:db8:8::9", "2001:db8:8:1::1" }
        select (vrf, IpAddress.Parse(text));

    private VrfId Vrf => new((ushort)(Value % 2));

    private RouteKey Key => new(Vrf, Prefixes[Number % Prefixes.Length]);

    private IpAddress Host => Hosts[Number % Hosts.Length];

    private MacAddress Mac => MacAddress.FromValue(0x0200_0000_0100UL + (uint)(Number % Hosts.Length));

    public void Play(KernelTwin twin, TwinGroups groups)
    {
        switch (Kind)
        {
            case TwinStepKind.LoseCarrier or TwinStepKind.GainCarrier:
                twin.SetCarrier(twin.FabricPorts[Number % twin.FabricPorts.Length], Kind == TwinStepKind.GainCarrier);
                if (twin.IsRunning)
                {
                    twin.AssertSame(Destinations);
                    groups.React(twin);
                    twin.Apply();
                }

                return;
            case TwinStepKind.WaitShort:
                twin.Wait(TimeSpan.FromMilliseconds(40));
                return;
            case TwinStepKind.WaitLong:
                twin.Wait(TimeSpan.FromSeconds(20));
                return;
            case TwinStepKind.Kill:
                twin.Kill();
                return;
            case TwinStepKind.Start when !twin.IsRunning:
                twin.Start();
                groups.Begin(twin);
                twin.Apply();
                return;
        }

        if (twin.IsRunning)
        {
            Change(twin, groups);
            twin.Apply();
        }
    }

    private void Change(KernelTwin twin, TwinGroups groups)
    {
        TwinStep step = this;
        SegmentPlan[] segments = [.. twin.Plan.Segments.Where(segment => segment.Vrf == step.Vrf && PortsOf(twin, segment).Any())];
        SegmentPlan? segment = segments.Length == 0 ? null : segments[Number % segments.Length];
        switch (Kind)
        {
            case TwinStepKind.Bind when segment is not null:
                BindingRow row = new(Mac, PortOf(twin, segment), Vrf);
                twin.Change(tables => tables.Bindings.Set(new BindingKey(segment.Id, step.Host), row));
                break;
            case TwinStepKind.Unbind when segment is not null:
                twin.Change(tables => tables.Bindings.Remove(new BindingKey(segment.Id, step.Host)));
                break;
            case TwinStepKind.Attach when segment is not null:
                twin.Change(tables => tables.AttachedMacs.Set(new AttachedMacKey(segment.Id, step.Mac), new AttachedMacRow(step.PortOf(twin, segment))));
                break;
            case TwinStepKind.Detach when segment is not null:
                twin.Change(tables => tables.AttachedMacs.Remove(new AttachedMacKey(segment.Id, step.Mac)));
                break;
            case TwinStepKind.Route:
                NextHopGroupId group = Value / 2 % (Groups + 1) == Groups ? default : groups.Of(Vrf, Value / 2 % Groups);
                if (group != default && !TwinGroups.IsUsable(twin, group))
                {
                    break;
                }

                twin.Change(tables => tables.Routes.Set(step.Key, new RouteRow(group, (uint)(100 + step.Number))));
                break;
            case TwinStepKind.Unroute:
                twin.Change(tables => tables.Routes.Remove(step.Key));
                break;
            case TwinStepKind.Leak:
                VrfId other = new((ushort)(1 - Vrf.Value));
                NextHopGroupId leaked = groups.Of(other, Value / 2 % Groups);
                if (TwinGroups.IsUsable(twin, leaked))
                {
                    twin.Change(tables => tables.Leaks.Set(step.Key, new LeakRow(leaked, SegmentId.None, 10_100)));
                }

                break;
            case TwinStepKind.Unleak:
                twin.Change(tables => tables.Leaks.Remove(step.Key));
                break;
            case TwinStepKind.ChangeGroup:
                groups.Change(twin, Vrf, Number % Groups, Value / 2);
                break;
            case TwinStepKind.RenumberGroup:
                groups.Renumber(twin, Vrf, Number % Groups);
                break;
            case TwinStepKind.Settle:
                twin.Change(tables => tables.Settled = true);
                break;
        }
    }

    private PortIndex PortOf(KernelTwin twin, SegmentPlan segment)
    {
        PortPlan[] ports = [.. PortsOf(twin, segment)];
        return ports[Value % ports.Length].Index;
    }

    private static IEnumerable<PortPlan> PortsOf(KernelTwin twin, SegmentPlan segment) =>
        twin.Plan.Ports.Where(port => port.FacesHosts && port.Segments.Any(member => member.Segment == segment.Id));
}
