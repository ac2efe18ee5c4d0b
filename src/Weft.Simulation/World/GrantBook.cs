using Weft.Model;
using Weft.Protocols.Edge;

namespace Weft.Simulation;

/// <summary>What a node's daemon writes down of the addresses that hosts were given: it outlives the daemon, and the node's power.</summary>
internal sealed class GrantBook
{
    private readonly SortedDictionary<BindingKey, AddressGrant> _grants = [];
    private readonly List<BindingKey> _changed = [];

    /// <summary>A daemon starts: it is told of every grant, and what it changes from now on is kept.</summary>
    public void Restore(EdgeEngine edge, Action<AddressGrant> tell)
    {
        edge.KeepGrantChanges();
        foreach (AddressGrant grant in _grants.Values.ToArray())
        {
            tell(grant);
        }
    }

    /// <summary>Writes down what has changed.</summary>
    public void Keep(EdgeEngine edge)
    {
        _changed.Clear();
        edge.TakeGrantChanges(_changed);
        foreach (BindingKey key in _changed)
        {
            if (edge.TryGetGrant(key, out AddressGrant grant))
            {
                _grants[key] = grant;
            }
            else
            {
                _grants.Remove(key);
            }
        }
    }
}
