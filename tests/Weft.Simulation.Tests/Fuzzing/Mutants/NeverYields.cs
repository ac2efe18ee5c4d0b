using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Keeps every host that it ever had in its forwarding plane.</summary>
internal sealed class NeverYields : INodeSeam
{
    private readonly SortedDictionary<BindingKey, BindingRow> _ever = [];

    public void Change(NodeTables tables)
    {
        foreach ((BindingKey key, BindingRow row) in tables.Bindings.Rows)
        {
            _ever[key] = row;
        }

        foreach ((BindingKey key, BindingRow row) in _ever)
        {
            if (!tables.Bindings.TryGet(key, out _))
            {
                tables.Bindings.Set(key, row);
            }
        }
    }
}
