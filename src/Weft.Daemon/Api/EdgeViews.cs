using System.Collections.Immutable;
using Weft.Model;
using Weft.Protocols.Edge;

namespace Weft.Daemon;

/// <summary>The secure edge's tables: who is let in where, and who was refused.</summary>
internal sealed class EdgeViews(NodePlan plan, NodeCore core, NodeNames names)
{
    public ImmutableArray<BindingReport> Bindings(WallClock clock) =>
    [
        .. core.Switch.Tables.Bindings.Rows.Where(binding => binding.Value.Port.Value < plan.Ports.Length)
            .OrderBy(binding => binding.Value.Port).ThenBy(binding => binding.Key.Address).ThenBy(binding => binding.Key.Segment)
            .Select(binding => BindingOf(binding.Key, binding.Value, clock)),
    ];

    public ImmutableArray<ViolationReport> Violations(WallClock clock) => [.. core.Switch.Edge.Violations.Select(record => ViolationOf(record, clock))];

    public ImmutableArray<RefusedFrameReport> Frames(WallClock clock) =>
    [
        .. core.Switch.Edge.Frames.Select(frame => new RefusedFrameReport
        {
            Node = plan.Node.Name,
            Port = names.Of(frame.Port),
            At = clock.TimeOf(frame.At),
            Reason = Words(frame.Reason.ToString()),
            Vlan = frame.Tag.Value,
            Length = frame.Length,
            Octets = Convert.ToBase64String(frame.Octets.Span),
        }),
    ];

    private BindingReport BindingOf(BindingKey key, BindingRow row, WallClock clock)
    {
        AddressGrant? grant = core.Switch.Edge.FindGrant(key, row.Mac);
        return new BindingReport
        {
            Node = plan.Node.Name,
            Port = names.Of(row.Port),
            Subnet = names.OfSubnet(key.Segment.SubnetIndex),
            Address = key.Address.ToString(),
            Mac = row.Mac.ToString(),
            Guard = Words(plan.Ports[row.Port.Value].Guard.ToString()),
            Source = Words((grant?.Source ?? GrantSource.FirstCome).ToString()),
            Expires = grant is { } ends && ends.Expires != Instant.Never ? clock.TimeOf(ends.Expires) : null,
            ExpiresSeconds = grant is { } left && left.Expires != Instant.Never ? -clock.AgeOf(left.Expires) : null,
        };
    }

    private ViolationReport ViolationOf(ViolationRecord record, WallClock clock) => new()
    {
        Node = plan.Node.Name,
        Port = names.Of(record.Port),
        Mac = record.Mac.ToString(),
        Reason = Words(record.Reason.ToString()),
        Count = record.Count,
        First = clock.TimeOf(record.First),
        Last = clock.TimeOf(record.Last),
        LastSeconds = clock.AgeOf(record.Last),
        Monitored = plan.Ports[record.Port.Value].IsMonitored,
        Summary = record.Summary,
    };

    /// <summary>"AddressOfAnother" as "address-of-another".</summary>
    private static string Words(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? string.Empty : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
