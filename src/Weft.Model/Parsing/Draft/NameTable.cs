namespace Weft.Model;

/// <summary>Things of one kind by name, in the order of the file. A thing that is faulty is here all the same, so that references to it are not faults too.</summary>
internal sealed class NameTable<T>(string plural, FaultCode unknown)
    where T : class
{
    private readonly List<T> _items = [];
    private readonly Dictionary<string, T> _byName = [];

    public IReadOnlyList<T> Items => _items;

    public IReadOnlyCollection<string> Names => [.. _byName.Keys];

    public void Add(string name, T item)
    {
        _items.Add(item);
        _byName.TryAdd(name, item);
    }

    public T? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Resolves a reference. <paramref name="sentence"/> is the message when there is no such name.</summary>
    public T? Resolve(SourceScalar reference, string sentence, FaultList faults)
    {
        T? item = Find(reference.Text);
        if (item is null)
        {
            faults.Add(unknown, reference.Span, sentence, Suggestion.For(reference.Text, Names, plural));
        }

        return item;
    }
}
