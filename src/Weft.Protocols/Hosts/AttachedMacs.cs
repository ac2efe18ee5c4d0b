using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Counts the local addresses behind each MAC and port, so that the MAC leaves the segment with the last one at the port where it was seen last.</summary>
/// <remarks>Addresses that are still bound elsewhere, because they do not follow a MAC that moves (link-local ones), or because their turn to be asked has not come,
/// say nothing of where the MAC is now: a row that outlived the port's own would lead frames to a port that the host has left.</remarks>
internal sealed class AttachedMacs
{
    private readonly Dictionary<(AttachedMacKey Key, PortIndex Port), int> _counts = [];
    private readonly Dictionary<AttachedMacKey, PortIndex> _newest = [];

    /// <summary>Adds one address; the newest port wins.</summary>
    public void Add(in HostAttachment at, IHostsEffects effects)
    {
        AttachedMacKey key = new(at.Segment, at.Mac);
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, (key, at.Port), out _)++;
        _newest[key] = at.Port;
        effects.SetAttachedMac(key, new AttachedMacRow(at.Port));
    }

    /// <summary>Takes one address away. <paramref name="macLeft"/>: the MAC itself is known to be elsewhere, so it leaves at once.</summary>
    public void Remove(in HostAttachment at, bool macLeft, IHostsEffects effects)
    {
        AttachedMacKey key = new(at.Segment, at.Mac);
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, (key, at.Port));
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count))
        {
            return;
        }

        bool isLast = --count == 0;
        if (isLast)
        {
            _counts.Remove((key, at.Port));
        }

        bool isThere = _newest.TryGetValue(key, out PortIndex newest) && newest == at.Port;
        if (isThere && (isLast || macLeft))
        {
            _newest.Remove(key);
            effects.RemoveAttachedMac(key);
        }
    }
}
