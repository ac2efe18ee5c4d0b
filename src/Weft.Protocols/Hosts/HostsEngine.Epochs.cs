namespace Weft.Protocols.Hosts;

/// <content>Epochs: which count, which are remembered, and which comes next.</content>
public sealed partial class HostsEngine
{
    /// <summary>The lowest epoch among the claims that compete, this node's own included; 0 is no epoch. The highest number when there is none.</summary>
    private uint LowestEpoch(HostEntry entry)
    {
        uint lowest = entry.Local is { AwaitsDatabase: false, Epoch: > 0 } local ? local.Epoch : uint.MaxValue;
        for (int i = 0; i < entry.ClaimCount; i++)
        {
            RemoteClaim claim = entry.ClaimAt(i);
            if (claim.Claim.Epoch > 0 && _reachable.Contains(claim.Origin))
            {
                lowest = Math.Min(lowest, claim.Claim.Epoch);
            }
        }

        return lowest;
    }

    /// <summary>The highest epoch known of an address that counts beside the claims that are there now.</summary>
    private uint HighestEpochThatCounts(HostEntry entry)
    {
        uint lowest = LowestEpoch(entry);
        uint highest = ClaimOrder.EpochThatCounts(entry.HighestEpoch, lowest);
        for (int i = 0; i < entry.ClaimCount; i++)
        {
            highest = Math.Max(highest, ClaimOrder.EpochThatCounts(entry.ClaimAt(i).Claim.Epoch, lowest));
        }

        return highest;
    }

    /// <summary>The epoch of a new claim. After the last one comes the first again: beside that the last one counts for nothing.</summary>
    private uint NextEpoch(HostEntry entry)
    {
        uint highest = HighestEpochThatCounts(entry);
        return highest == uint.MaxValue ? 1 : highest + 1;
    }

    /// <summary>Takes note of an epoch that somebody used; false when it does not count beside the claims that are there.</summary>
    private bool Remember(HostEntry entry, uint epoch)
    {
        if (epoch <= ClaimOrder.MaximumLead && entry.HighestEpoch <= ClaimOrder.MaximumLead)
        {
            // All but always: nothing that low can be too far ahead.
            entry.HighestEpoch = Math.Max(entry.HighestEpoch, epoch);
            return true;
        }

        uint counts = ClaimOrder.EpochThatCounts(epoch, LowestEpoch(entry));
        entry.HighestEpoch = Math.Max(HighestEpochThatCounts(entry), counts);
        if (counts == epoch)
        {
            return true;
        }

        Counters.Increment(HostCounter.AbsurdEpoch);
        return false;
    }
}
