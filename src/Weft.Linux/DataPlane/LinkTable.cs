namespace Weft.Linux;

/// <summary>The interfaces of the namespace, by index and by name.</summary>
public sealed class LinkTable
{
    private readonly Dictionary<int, KernelLink> _byIndex = [];
    private readonly Dictionary<string, int> _byName = [];
    private readonly List<KernelLink> _read = [];

    /// <summary>Forgets everything and reads the kernel.</summary>
    public void Reload(IKernel kernel)
    {
        _byIndex.Clear();
        _byName.Clear();
        _read.Clear();
        kernel.ReadLinks(_read);
        foreach (KernelLink link in _read)
        {
            Put(link);
        }
    }

    /// <summary>All interfaces, in no particular order.</summary>
    public IReadOnlyCollection<KernelLink> All => _byIndex.Values;

    public bool TryGet(int index, out KernelLink link) => _byIndex.TryGetValue(index, out link);

    public bool TryGet(string name, out KernelLink link)
    {
        link = default;
        return _byName.TryGetValue(name, out int index) && _byIndex.TryGetValue(index, out link);
    }

    /// <summary>The index of a name, or 0.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(name);

    public void Put(in KernelLink link)
    {
        if (_byIndex.TryGetValue(link.Index, out KernelLink old) && old.Name != link.Name)
        {
            _byName.Remove(old.Name);
        }

        _byIndex[link.Index] = link;
        _byName[link.Name] = link.Index;
    }

    public void Remove(int index)
    {
        if (_byIndex.Remove(index, out KernelLink old) && _byName.GetValueOrDefault(old.Name) == index)
        {
            _byName.Remove(old.Name);
        }
    }
}
