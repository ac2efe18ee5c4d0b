using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>The rows of the IS-IS tables, sorted, with names instead of numbers.</summary>
internal sealed class IsisViews(NodePlan plan, NodeCore core, NodeNames names)
{
    private IsisEngine Isis => core.Switch.Isis;

    public ImmutableArray<LspReport> Database(WallClock clock, bool detail) =>
    [
        .. Isis.Database().Select(lsp => new LspReport
        {
            Node = plan.Node.Name,
            Lsp = names.Of(lsp.Id),
            Id = lsp.Id.ToString(),
            Sequence = lsp.Sequence,
            Checksum = lsp.Checksum.ToString("x4", CultureInfo.InvariantCulture),
            Length = lsp.Length,
            LifetimeSeconds = lsp.IsPurge ? 0 : Math.Max(0, -clock.AgeOf(lsp.Expires)),
            Own = lsp.IsOwn,
            Purge = lsp.IsPurge,
            Overload = (lsp.Flags & LspFlags.Overload) != 0,
            Detail = detail ? DetailOf(lsp.Id) : null,
        }),
    ];

    public ImmutableArray<SpfReport> Paths()
    {
        NextHopNames hops = new(names, Isis);
        return
        [
            .. Isis.Nodes().Select(node => new SpfReport
            {
                Node = plan.Node.Name,
                To = names.Of(node.Node),
                SystemId = node.Node.ToString(),
            Family = node.Family?.ToString().ToLowerInvariant(),
                Cost = node.NextHops.Count > 0 ? node.Cost : null,
                NextHops = [.. node.NextHops.Select(hop => hops.Of(hop, VrfId.Default))],
                Claims = node.Claims,
            }),
        ];
    }

    public ImmutableArray<IsisRouteReport> Prefixes() =>
    [
        .. Isis.Prefixes().Select(prefix => new IsisRouteReport
        {
            Node = plan.Node.Name,
            Vrf = names.Of(prefix.Key.Vrf),
            Prefix = prefix.Key.Prefix.ToString(),
            Cost = prefix.Origins.Count > 0 ? prefix.Cost : null,
            Origins = [.. prefix.Origins.Select(names.Of)],
            OtherOrigins = [.. prefix.OtherOrigins.Select(names.Of)],
        }),
    ];

    public ImmutableArray<FragmentReport> Fragments(WallClock clock) =>
    [
        .. Isis.Fragments().Select(fragment => new FragmentReport
        {
            Node = plan.Node.Name,
            Lsp = names.Of(fragment.Id),
            Number = fragment.Number,
            Sequence = fragment.Sequence,
            Length = fragment.Length,
            Capacity = IsisLimits.LspLength,
            Links = fragment.Links,
            Prefixes = fragment.Prefixes,
            Claims = fragment.Claims,
            RefreshSeconds = fragment.RefreshAt == Instant.Never ? null : Math.Max(0, -clock.AgeOf(fragment.RefreshAt)),
        }),
    ];

    private ImmutableArray<string> DetailOf(LspId id) =>
        Isis.TryGetLsp(id, out ReadOnlySpan<byte> octets) && IsisPdu.TryParse(octets, out IsisPdu pdu) == IsisFault.None
            ? [.. IsisPrinter.Print(pdu).Split('\n')]
            : [];
}
