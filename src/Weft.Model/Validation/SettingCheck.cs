using Weft.Wire;

namespace Weft.Model;

/// <summary>Settings agree with each other and with the subnets.</summary>
internal sealed class SettingCheck(FabricDraft draft, FaultList faults)
{
    /// <summary>An LSP must be refreshed this long before it expires (ISO 10589 clause 7.3.21: ZeroAgeLifetime and the refresh interval).</summary>
    private static readonly TimeSpan RefreshMargin = TimeSpan.FromSeconds(300);

    public void Check(MapReader file)
    {
        CheckTimers(file.Map("timers"));
        CheckLimits(file.Map("limits"));
        CheckAnnounce();
    }

    private void CheckTimers(MapReader timers)
    {
        TimeSpan latest = draft.Timers.LspLifetime - RefreshMargin;
        if (draft.Timers.LspRefresh > latest)
        {
            SourceSpan span = (timers.Scalar("lsp-refresh") ?? timers.Scalar("lsp-lifetime"))?.Span ?? SourceSpan.Start;
            faults.Add(
                FaultCode.TimersDisagree,
                span,
                $"`lsp-refresh` {DurationText.Format(draft.Timers.LspRefresh)} is later than `lsp-lifetime` {DurationText.Format(draft.Timers.LspLifetime)} less 5m",
                $"refresh after at most {DurationText.Format(latest)}");
        }
    }

    private void CheckLimits(MapReader limits)
    {
        if (draft.Limits.HostsPerPort > draft.Limits.HostsPerNode && limits.Scalar("hosts-per-port") is { } given)
        {
            faults.Add(
                FaultCode.TimersDisagree,
                given.Span,
                $"`hosts-per-port` {draft.Limits.HostsPerPort} is more than `hosts-per-node` {draft.Limits.HostsPerNode}",
                $"use at most {draft.Limits.HostsPerNode}");
        }
    }

    private void CheckAnnounce()
    {
        foreach (Located<IpPrefix> prefix in draft.Announce)
        {
            if (!draft.Subnets.Items.Any(subnet => subnet.Gateways.Exists(gateway => gateway.Value.Prefix.Overlaps(prefix.Value))))
            {
                faults.Add(
                    FaultCode.AnnounceCoversNothing,
                    prefix.Span,
                    $"no subnet has addresses in {prefix.Value}, so nothing is announced for it",
                    "remove it, or correct the prefix");
            }
        }
    }
}
