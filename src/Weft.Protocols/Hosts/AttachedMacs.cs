using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Counts the local addresses behind each MAC, so that the MAC leaves the segment with its last one.</summary>
internal sealed class AttachedMacs
{
    private readonly Dictionary<AttachedMacKey, (PortIndex Port, int Count)> _uses = [];

    /// <summary>Adds one address; the newest port wins.</summary>
    public void Add(in HostAttachment at, IHostsEffects effects)
    {
        AttachedMacKey key = new(at.Segment, at.Mac);
        ref (PortIndex Port, int Count) use = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, key, out _);
        use = (at.Port, use.Count + 1);
        effects.SetAttachedMac(key, new AttachedMacRow(at.Port));
    }

    /// <summary>Takes one address away. <paramref name="macLeft"/>: the MAC itself is known to be elsewhere, so it leaves at once.</summary>
    public void Remove(in HostAttachment at, bool macLeft, IHostsEffects effects)
    {
        AttachedMacKey key = new(at.Segment, at.Mac);
        ref (PortIndex Port, int Count) use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, key);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref use))
        {
            return;
        }

        use.Count--;
        bool last = use.Count == 0;
        bool there = use.Port == at.Port;
        if (last)
        {
            _uses.Remove(key);
        }

        if (last || (macLeft && there))
        {
            effects.RemoveAttachedMac(key);
        }
    }
}
