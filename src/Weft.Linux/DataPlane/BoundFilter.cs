using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Keeps the packet filter's sets of sources that guarded ports let in as the bindings want them.</summary>
internal sealed class BoundFilter(DataPlaneState state, IFilterSets filters, IDataPlaneEvents events)
{
    private readonly Dictionary<BindingKey, BoundHost> _actual = [];
    private readonly HashSet<BindingKey> _marked = [];
    private readonly HashSet<BoundHost> _adopted = [];
    private readonly List<BoundHost> _added = [];
    private readonly List<BoundHost> _removed = [];
    private readonly List<(BindingKey Key, BoundHost Host)> _wanted = [];
    private readonly bool _hasGuards = state.Plan.Ports.Any(port => port.IsGuarded);
    private Refusal _refusal;

    internal Instant NextDeadline { get; private set; } = Instant.Never;

    internal void Mark(BindingKey key)
    {
        if (_hasGuards)
        {
            _marked.Add(key);
        }
    }

    /// <summary>Interfaces came or went.</summary>
    internal void MarkAll()
    {
        if (_hasGuards)
        {
            _marked.UnionWith(_actual.Keys);
            _marked.UnionWith(state.Tables.Bindings.Rows.Keys);
        }
    }

    /// <summary>Takes what the filter holds as the actual state. What nobody wants waits for the settled state: its hosts are those of the daemon's last life.</summary>
    internal void Load()
    {
        if (!_hasGuards)
        {
            return;
        }

        _actual.Clear();
        _adopted.Clear();
        List<BoundHost> found = [];
        filters.ReadBoundHosts(found);
        foreach (BoundHost host in found)
        {
            BindingKey key = new(host.Segment, host.Address);
            if (!_actual.TryAdd(key, host))
            {
                _adopted.Add(host);
            }
        }

        MarkAll();
    }

    internal void Write(Instant now)
    {
        CollectChanges();
        if (_added.Count + _removed.Count == 0)
        {
            _marked.Clear();
            NextDeadline = Instant.Never;
            return;
        }

        if (filters.ApplyBoundHosts(CollectionsMarshal.AsSpan(_added), CollectionsMarshal.AsSpan(_removed)))
        {
            Complete();
            return;
        }

        if (_refusal.Attempts == 0)
        {
            events.Emit(new RowRefused($"{_added.Count + _removed.Count} bound hosts in the packet filter", new KernelResult(Errno.Invalid)));
        }

        _refusal = _refusal.Again(now);
        NextDeadline = _refusal.Due;
    }

    private void CollectChanges()
    {
        _added.Clear();
        _removed.Clear();
        _wanted.Clear();
        bool isSettled = state.Tables.Settled;
        if (isSettled)
        {
            _removed.AddRange(_adopted);
        }

        foreach (BindingKey key in _marked)
        {
            bool isHeld = _actual.TryGetValue(key, out BoundHost held);
            if (TryWant(key, out BoundHost wanted))
            {
                _wanted.Add((key, wanted));
                if (!isHeld || held != wanted)
                {
                    _added.Add(wanted);
                }
            }

            if (isHeld && held != wanted && (isSettled || wanted != default))
            {
                _removed.Add(held);
            }
        }
    }

    private void Complete()
    {
        foreach (BoundHost host in _removed)
        {
            _actual.Remove(new BindingKey(host.Segment, host.Address));
        }

        foreach ((BindingKey key, BoundHost host) in _wanted)
        {
            _actual[key] = host;
        }

        if (state.Tables.Settled)
        {
            _adopted.Clear();
            _marked.Clear();
        }
        else
        {
            // What nobody wants is looked at again when it may go.
            _marked.RemoveWhere(key => state.Tables.Bindings.TryGet(key, out _) || !_actual.ContainsKey(key));
        }

        _refusal = default;
        NextDeadline = Instant.Never;
    }

    private bool TryWant(BindingKey key, out BoundHost host)
    {
        host = default;
        if (!state.Tables.Bindings.TryGet(key, out BindingRow row) || row.Port.Value >= state.Plan.Ports.Length
            || state.Plan.Ports[row.Port.Value] is not { IsGuarded: true } || state.FindSegment(key.Segment) is not { HasGateway: true })
        {
            return false;
        }

        int index = state.Interfaces.IndexOf(row.Port);
        host = index == 0 ? default : new BoundHost(key.Segment, index, row.Mac, key.Address);
        return index != 0;
    }
}
